// The rooms of src and who may import whom; docs/architecture.md has the picture. `npm run lint` runs
// it. Types count as much as values: what a room has to know of another is what this is about.

const EVERYWHERE = ['model/', 'text.ts', 'failure.ts'];
const SERVERS = ['sentry/', 'github/', 'workflow/', 'net/'];

/** A room, or a file above the rooms, and what of src it may import beside its own files. */
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
  // What the runner starts.
  'main.ts': ['step.ts', 'workflow/'],
  'post.ts': ['post-step.ts', 'workflow/'],
};

/** A pattern of the paths of a room or a file. */
const pathOf = (place) => `^src/${place.replace('.', '\\.')}${place.endsWith('/') ? '' : '$'}`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'src-ships-alone',
      comment: 'What ships uses nothing of tests and scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'every-file-in-a-room',
      comment: 'A new room, or a new file above the rooms, gets its place in this file first.',
      severity: 'error',
      from: { path: '^src/', pathNot: Object.keys(MAY_IMPORT).map(pathOf) },
      to: {},
    },
    ...Object.entries(MAY_IMPORT).map(([place, others]) => ({
      name: `${place.replace(/\/|\.ts$/, '')}-imports`,
      severity: 'error',
      from: { path: pathOf(place) },
      to: { path: '^src/', pathNot: [place, ...others].map(pathOf) },
    })),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(src|test|scripts)/',
  },
};
