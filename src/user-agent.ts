import packageJson from '../package.json' with { type: 'json' };

/** What this action calls itself towards servers. */
export const userAgent =
  `sentry-client-key/${packageJson.version} ` +
  `(node ${process.versions.node}; ${process.platform})`;
