import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chdir, cwd } from 'node:process';
import { listProblemsOf, readList } from './read-list.ts';

const LIST = '- {project: web, name: ci}\n';
const CHECK =
  'Check the path, and that a step before this one checks the repository out (actions/checkout).';
const OUTSIDE = 'is not a file inside the workspace. Name a file of the repository.';

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

const given = (file: string): Parameters<typeof readList> => [
  '',
  { 'keys-file': file },
  { GITHUB_WORKSPACE: workspace },
];

/** What is read when the file has this content. */
function namesIn(content: string | Buffer): string[] {
  writeFileSync(join(workspace, 'keys.yml'), content);
  return readList(...given('keys.yml')).keys.map(({ name }) => name);
}

/** What is wrong with the file; one thing. */
function problemWith(file: string): string | undefined {
  const [problem, ...others] = listProblemsOf(...given(file));
  expect(others).toEqual([]);
  return problem;
}

test('names may have two dots', () => {
  for (const folder of ['sub..', '..sub']) {
    mkdirSync(join(workspace, folder));
    writeFileSync(join(workspace, folder, '..keys.yml'), LIST);
    expect(readList(...given(join(folder, '..keys.yml'))).keys).toHaveLength(1);
  }
});

test.each(['keys.yml', './keys.yml', 'sub/../keys.yml', '../workspace/keys.yml', ' keys.yml\n'])(
  '%j is read',
  (file) => {
    expect(readList(...given(file)).keys).toMatchObject([{ project: 'web', name: 'ci' }]);
  },
);

test('a path may be absolute, go through links inside, and begin with dots', () => {
  symlinkSync('sub', join(workspace, 'link'));
  writeFileSync(join(workspace, 'sub', 'keys.json'), '[{"project":"web","name":"ci"}]');
  writeFileSync(join(workspace, '..keys'), LIST);
  symlinkSync(workspace, join(root, 'other'));
  for (const file of [join(workspace, 'keys.yml'), 'link/keys.json', '..keys']) {
    expect(readList(...given(file)).keys).toHaveLength(1);
  }
  const through = { GITHUB_WORKSPACE: join(root, 'other') };
  expect(readList('', { 'keys-file': 'keys.yml' }, through).keys).toHaveLength(1);
});

test.each([{}, { GITHUB_WORKSPACE: '' }])('%j: the workspace is where the step runs', (env) => {
  const before = cwd();
  chdir(workspace);
  try {
    expect(readList('', { 'keys-file': 'keys.yml' }, env).keys).toHaveLength(1);
    expect(listProblemsOf('', { 'keys-file': '../outside.yml' }, env)).toEqual([
      `keys-file: "../outside.yml" ${OUTSIDE}`,
    ]);
  } finally {
    chdir(before);
  }
});

test('a file with a byte order mark, CRLF or any letters is read', () => {
  expect(namesIn('\ufeff- project: web\r\n  name: ключ 🔑\r\n')).toEqual(['ключ 🔑']);
});

test.each(['../outside.yml', '/etc/passwd', '.', '..', 'out', 'outdir/outside.yml'])(
  '%s is outside the workspace',
  (file) => {
    symlinkSync('../outside.yml', join(workspace, 'out'));
    symlinkSync(root, join(workspace, 'outdir'));
    expect(problemWith(file)).toBe(`keys-file: "${file}" ${OUTSIDE}`);
  },
);

test.each([
  ['none.yml', 'ENOENT'],
  ['.github\\keys.yml', 'ENOENT'],
  ['keys.yml/x', 'ENOTDIR'],
  ['loop', 'ELOOP'],
  ['x'.repeat(300), 'ENAMETOOLONG'],
])('%s cannot be read', (file, code) => {
  symlinkSync('loop', join(workspace, 'loop'));
  expect(problemWith(file)).toMatch(`cannot be read (${code}). ${CHECK}`);
});

test('a directory and a pipe are no files', () => {
  execFileSync('mkfifo', [join(workspace, 'pipe')]);
  for (const file of ['sub', 'pipe']) {
    expect(problemWith(file)).toBe(
      `keys-file: "${file}" is not a file. Name a file with a list of keys.`,
    );
  }
});

test.each([
  ['', 'is empty. Write a list of keys into it.'],
  ['\ufeff \r\n', 'is empty. Write a list of keys into it.'],
  [Buffer.from(`\ufeff${LIST}`, 'utf16le'), 'is not encoded as UTF-8. Save it as UTF-8.'],
  [Buffer.from('- {project: web, name: caf\xe9}', 'latin1'), 'is not encoded as UTF-8. Save it as'],
])('%#: a file without a list in UTF-8 is refused', (content, problem) => {
  writeFileSync(join(workspace, 'keys.yml'), content);
  expect(problemWith('keys.yml')).toContain(`keys-file: "keys.yml" ${problem}`);
});

test('a file has 16 MiB at most', () => {
  truncateSync(join(workspace, 'keys.yml'), 16 * 1024 * 1024 + 1);
  expect(problemWith('keys.yml')).toBe(
    'keys-file: "keys.yml" is longer than 16 MiB. Split it into several files.',
  );
  writeFileSync(join(workspace, 'keys.yml'), LIST + ' '.repeat(16 * 1024 * 1024 - LIST.length));
  expect(listProblemsOf(...given('keys.yml'))).toEqual([]);
});

test('keys and keys-file cannot be used together', () => {
  expect(listProblemsOf(LIST, { 'keys-file': 'keys.yml' })).toEqual([
    'keys-file: was given together with keys. Leave one of them out.',
  ]);
});

test('what is wrong in the file is told as of a list', () => {
  writeFileSync(join(workspace, 'keys.yml'), '- {project: web}');
  expect(problemWith('keys.yml')).toBe(
    'keys[0] (web): name: missing; each key of a list needs one.',
  );
});
