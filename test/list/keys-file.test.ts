import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listProblemsOf, readList } from './read-list.ts';

const LIST = '- {project: web, name: ci}\n';
const CHECK =
  'Use a list, or the path of a file. A file needs a step before this one that checks the repository out ' +
  '(actions/checkout).';
const OUTSIDE = 'is not a file inside the workspace. Use a file of the repository.';

let root = '';
let workspace = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'keys-file-')));
  workspace = join(root, 'workspace');
  mkdirSync(join(workspace, 'sub'), { recursive: true });
  writeFileSync(join(root, 'outside.yml'), LIST);
  writeFileSync(join(workspace, 'keys.yml'), LIST);
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const given = (file: string): Parameters<typeof readList> => [file, {}, { GITHUB_WORKSPACE: workspace }];

/** What is wrong with the file; one thing. */
function problemWith(file: string): string | undefined {
  const [problem, ...others] = listProblemsOf(...given(file));
  expect(others).toEqual([]);
  return problem;
}

test.each(['keys.yml', './keys.yml', 'sub/../keys.yml', '../workspace/keys.yml', ' keys.yml\n'])(
  '%j is read',
  (file) => {
    expect(readList(...given(file)).keys).toMatchObject([{ project: 'web', name: 'ci' }]);
  },
);

test.each(['../outside.yml', '/etc/passwd', '.', '..', 'out', 'outdir/outside.yml'])(
  '%s is outside the workspace',
  (file) => {
    symlinkSync('../outside.yml', join(workspace, 'out'));
    symlinkSync(root, join(workspace, 'outdir'));
    expect(problemWith(file)).toBe(`keys: "${file}" ${OUTSIDE}`);
  },
);

test.each([
  ['none.yml', 'ENOENT'],
  ['.github\\keys.yml', 'ENOENT'],
])('%s cannot be read', (file, code) => {
  symlinkSync('loop', join(workspace, 'loop'));
  expect(problemWith(file)).toMatch(`cannot be read (${code}). ${CHECK}`);
});

test('a file has 4 MiB at most', () => {
  const most = 4 * 1024 * 1024;
  truncateSync(join(workspace, 'keys.yml'), most + 1);
  expect(problemWith('keys.yml')).toBe(`keys: "keys.yml" is longer than ${most} bytes. Split it into several files.`);
  writeFileSync(join(workspace, 'keys.yml'), LIST + ' '.repeat(most - LIST.length));
  expect(listProblemsOf(...given('keys.yml'))).toEqual([]);
});
