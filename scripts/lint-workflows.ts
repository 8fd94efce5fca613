// Checks action.yml, the workflows and shell scripts of this project, and its examples, with
// actionlint, shellcheck, zizmor and the published schemas, and prints their findings.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { repository } from './repository.ts';
import { goTool, pythonTools } from './tools.ts';
import { type Example, examples } from './workflows.ts';

const root = resolve(import.meta.dirname, '..');

function check(program: string, args: readonly string[], cwd = root): void {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

const actionlint = goTool('actionlint', 'github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12');
const python = pythonTools();
const shellcheck = join(python, 'shellcheck');
const own = globSync('.github/workflows/*.yml', { cwd: root });
const examplesOf = (kind: Example['kind']): string[] =>
  examples().flatMap((example) => (example.kind === kind ? `examples/${example.file}` : []));
const [workflows, actions] = [examplesOf('workflow'), examplesOf('action')];

const lint = ['-shellcheck', shellcheck, '-pyflakes', ''];
check(actionlint, [...lint, ...own]);
// actionlint only knows the inputs and outputs of actions in the same repository.
const reader = mkdtempSync(join(tmpdir(), 'examples-'));
try {
  for (const { destination, yaml } of examples()) {
    mkdirSync(dirname(join(reader, destination)), { recursive: true });
    writeFileSync(join(reader, destination), yaml.replaceAll(new RegExp(`${repository}@[\\w.-]+`, 'g'), './'));
  }
  for (const path of ['action.yml', 'dist']) cpSync(join(root, path), join(reader, path), { recursive: true });
  mkdirSync(join(reader, '.git'));
  check(actionlint, [...lint, ...globSync('.github/workflows/*.yml', { cwd: reader })], reader);
} finally {
  rmSync(reader, { recursive: true });
}

const firstLines = ['grep', '--untracked', '-lE', '^#!.*\\b(ba|da|k)?sh$', '--', ':!dist'];
check(shellcheck, execFileSync('git', firstLines, { cwd: root, encoding: 'utf8' }).trim().split('\n'));

const schema = (name: string, files: readonly string[]): void => {
  check(join(python, 'check-jsonschema'), ['--builtin-schema', `vendor.${name}`, ...files]);
};
schema('github-actions', ['action.yml', ...actions]);
schema('github-workflows', [...own, ...workflows]);
schema('dependabot', ['.github/dependabot.yml']);

// What the strictest persona wants of every workflow, such as a limit to concurrency, is for the reader of an
// example to decide.
const audit = ['--offline', '--strict-collection', '--quiet', '--config', '.github/zizmor.yml', '--persona'];
check(join(python, 'zizmor'), [...audit, 'auditor', '.github', 'action.yml']);
check(join(python, 'zizmor'), [...audit, 'regular', ...workflows, ...actions]);
