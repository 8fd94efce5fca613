// The rooms of src and which of them may import which; docs/architecture.md has the picture. `npm run lint` runs it.
// Imports of types count, too.

const EVERYWHERE = ['model/', 'text.ts', 'failure.ts'];
const SERVERS = ['sentry/', 'github/', 'workflow/', 'net/'];

/** A room, or a file above the rooms, and the rest of src that it may import. */
const MAY_IMPORT = {
  'text.ts': [],
  'failure.ts': ['text.ts'],
  'model/': ['text.ts', 'failure.ts'],
  'net/': EVERYWHERE,
  'sentry/': ['net/', ...EVERYWHERE],
  'github/': ['net/', ...EVERYWHERE],
  'workflow/': ['net/', ...EVERYWHERE],
  'inputs/': ['net/', ...EVERYWHERE],
  'phases/': [...SERVERS, ...EVERYWHERE],
  'list/': ['phases/', 'inputs/', ...SERVERS, ...EVERYWHERE],
  'step.ts': ['list/', 'phases/', 'inputs/', ...SERVERS, ...EVERYWHERE],
  'post-step.ts': ['phases/', 'inputs/', ...SERVERS, ...EVERYWHERE],
  'main.ts': ['step.ts', 'workflow/'],
  'post.ts': ['post-step.ts', 'workflow/'],
};

const pathOf = (place) => `^src/${place.replace('.', '\\.')}${place.endsWith('/') ? '' : '$'}`;
const places = Object.keys(MAY_IMPORT).map(pathOf);
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule('no-circles', { path: '^src/' }, { circular: true }),
    rule('src-ships-alone', { path: '^src/' }, { path: '^(test|scripts)/' }),
    // A new room, or a new file above the rooms, is added to this file first.
    rule('every-file-in-a-room', { path: '^src/', pathNot: places }, {}),
    ...Object.entries(MAY_IMPORT).map(([place, others]) =>
      rule(
        `${place.replace(/\/|\.ts$/, '')}-imports`,
        { path: pathOf(place) },
        { path: '^src/', pathNot: [place, ...others].map(pathOf) },
      ),
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(src|test|scripts)/',
  },
};
