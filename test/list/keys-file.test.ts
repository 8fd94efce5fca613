import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chdir, cwd } from 'node:process';
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

/** What is read when the file has this content. */
function namesIn(content: string | Buffer): (string | undefined)[] {
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
  expect(readList('keys.yml', {}, through).keys).toHaveLength(1);
});

test.each([{}, { GITHUB_WORKSPACE: '' }])('%j: the workspace is where the step runs', (env) => {
  const before = cwd();
  chdir(workspace);
  try {
    expect(readList('keys.yml', {}, env).keys).toHaveLength(1);
    expect(listProblemsOf('../outside.yml', {}, env)).toEqual([`keys: "../outside.yml" ${OUTSIDE}`]);
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
    expect(problemWith(file)).toBe(`keys: "${file}" ${OUTSIDE}`);
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
    expect(problemWith(file)).toBe(`keys: "${file}" is not a file. Use a file with a list of keys.`);
  }
});

test.each([
  ['', 'use a list, such as'],
  ['\ufeff \r\n', 'use a list, such as'],
  ['keys.yml', 'use a list, such as'],
  [Buffer.from(`\ufeff${LIST}`, 'utf16le'), '"keys.yml" is not encoded as UTF-8. Save it as UTF-8.'],
  [Buffer.from('- {project: web, name: caf\xe9}', 'latin1'), '"keys.yml" is not encoded as UTF-8.'],
])('%#: a file without a list in UTF-8 is refused', (content, problem) => {
  writeFileSync(join(workspace, 'keys.yml'), content);
  expect(problemWith('keys.yml')).toContain(`keys: ${problem}`);
});

test('a file with an empty list is a list', () => {
  expect(namesIn('[]')).toEqual([]);
});

test.each(['web', 'keys', '*', '${{ x }}'])('one line that begins no list is the path of a file: %s', (text) => {
  expect(problemWith(text)).toContain(' cannot be read (ENOENT). Use a list, or the path of ');
});

test('a file has 4 MiB at most', () => {
  const most = 4 * 1024 * 1024;
  truncateSync(join(workspace, 'keys.yml'), most + 1);
  expect(problemWith('keys.yml')).toBe(`keys: "keys.yml" is longer than ${most} bytes. Split it into several files.`);
  writeFileSync(join(workspace, 'keys.yml'), LIST + ' '.repeat(most - LIST.length));
  expect(listProblemsOf(...given('keys.yml'))).toEqual([]);
});

test('a problem in the file is reported as one of a list', () => {
  writeFileSync(join(workspace, 'keys.yml'), '- {project: web}');
  expect(problemWith('keys.yml')).toBe('keys[0] (web): name: missing; each key of a list needs one.');
});
