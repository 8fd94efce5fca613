import { addressOf, isHosted, parseBaseUrl } from '../model/base-url.ts';
import type { InputReader } from './input-reader.ts';

/** Reads the address of Sentry from `region`, `url` or the variable of Sentry's own tools. */
export function readSentryUrl(reader: InputReader): URL {
  const region = reader.get('region');
  const url = reader.get('url');
  if (region.text !== '' && url.text !== '') {
    reader.refuse('region', 'cannot be combined with url; use region for sentry.io, or url for a self-hosted Sentry.');
  }
  const ofRegion = reader.parse(region, parseRegion, (text) =>
    text.toLowerCase() === 'eu'
      ? "Sentry's region in the EU is de"
      : 'use the first part of the host name alone, such as us or de',
  );
  const ofUrl = reader.parse(
    url.text === '' && region.text === '' ? reader.get('url', 'SENTRY_URL') : url,
    parseSentryUrl,
    urlHint,
  );
  return ofRegion ?? ofUrl ?? new URL('https://sentry.io');
}

/** Reads the address of GitHub's API, as set by the runner. */
export function readGitHubApiUrl(reader: InputReader): URL {
  const url = reader.parse(
    { text: reader.env['GITHUB_API_URL']?.trim() ?? '', label: 'GITHUB_API_URL (an environment variable)' },
    parseBaseUrl,
    'use an address with https (http on loopback only)',
  );
  return url ?? new URL('https://api.github.com');
}

function parseRegion(text: string): URL | undefined {
  return /^(?!eu$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(text) ? new URL(`https://${text}.sentry.io`) : undefined;
}

/** The part after Sentry's base path in the addresses of its pages and its API. */
const PAGE = /\/(?:api|settings|organizations)(?:\/|$)/;

// This action adds the API path; people copy it from examples, or copy a page's address.
function parseSentryUrl(text: string): URL | undefined {
  const url = parseBaseUrl(text);
  if (url === undefined || PAGE.test(url.pathname)) return undefined;
  return isHosted(url) && url.pathname !== '/' ? undefined : url;
}

function urlHint(text: string): string {
  const url = URL.parse(text);
  if (url !== null && isHosted(url)) {
    return 'on sentry.io, leave url out, or set the region of the organization, such as region: de';
  }
  // It is valid except for its start.
  const rest = text.replace(/^http:\/\//i, '');
  const right = parseSentryUrl(`https://${rest}`);
  if (right !== undefined && !rest.includes('://')) {
    return rest === text
      ? `add https:// in front: ${addressOf(right)}`
      : 'the token would be sent unencrypted, so use an address with https (http on loopback only). If ' +
          'your Sentry has none, put a reverse proxy with TLS in front of it';
  }
  const page = url === null ? null : PAGE.exec(url.pathname);
  if (url === null || page === null || !/^https?:$/.test(url.protocol)) {
    return (
      'use the address of your Sentry, such as https://sentry.example.com: https (http on loopback only), ' +
      'with nothing after the path that Sentry is served under'
    );
  }
  const origin = parseBaseUrl(url.origin) === undefined ? `https://${url.host}` : url.origin;
  const server = `${origin}${url.pathname.slice(0, page.index)}`;
  return `this is the address of a page or of the API; use ${server}`;
}
