// The rooms of src and who may import whom; docs/architecture.md has the picture. `npm run lint` runs
// it. Types count as much as values: what a room has to know of another is what this is about.

/** A room, and the rooms that it may import. Every room may also use its own files and EVERYWHERE. */
const ROOMS = {
  keys: [],
  net: [],
  sentry: ['net'],
  inputs: ['net'],
  ensure: ['sentry', 'net'],
  github: ['net'],
  workflow: ['sentry', 'net'],
};

const EVERYWHERE = ['keys/', 'text\\.ts$', 'failure\\.ts$'];

const ALL_ROOMS = [...Object.keys(ROOMS).map((room) => `${room}/`), ...EVERYWHERE];

/** The files that are above all rooms, with what they may import. */
const TOP = {
  'run-key\\.ts': ALL_ROOMS,
  'many-keys\\.ts': [...ALL_ROOMS, 'run-key\\.ts$'],
  'step\\.ts': [...ALL_ROOMS, 'run-key\\.ts$', 'many-keys\\.ts$'],
  'post-step\\.ts': ALL_ROOMS.filter((room) => room !== 'github/'),
  // What the runner starts loads everything else late, or not at all.
  'main\\.ts': ['step\\.ts$', 'workflow/'],
  'post\\.ts': ['post-step\\.ts$', 'workflow/'],
  'text\\.ts': [],
  'failure\\.ts': ['text\\.ts$'],
};

/** @returns a rule that forbids all imports from one place in src but those */
function onlyImports(name, from, allowed) {
  return {
    name,
    severity: 'error',
    from: { path: `^src/${from}` },
    to: { path: '^src/', pathNot: allowed.map((path) => `^src/${path}`) },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
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
      from: {
        path: '^src/',
        pathNot: [
          ...Object.keys(ROOMS).map((room) => `^src/${room}/`),
          ...Object.keys(TOP).map((file) => `^src/${file}$`),
        ],
      },
      to: {},
    },
    ...Object.entries(ROOMS).map(([room, rooms]) =>
      onlyImports(`${room}-imports`, `${room}/`, [
        `${room}/`,
        ...rooms.map((other) => `${other}/`),
        ...(room === 'keys' ? EVERYWHERE.slice(1) : EVERYWHERE),
      ]),
    ),
    ...Object.entries(TOP).map(([file, allowed]) =>
      onlyImports(`${file.replace('\\.ts', '')}-imports`, `${file}$`, allowed),
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(src|test|scripts)/',
  },
};
