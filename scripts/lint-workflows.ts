// Checks action.yml, the workflows and shell scripts of this project, and its examples, with
// actionlint, shellcheck, zizmor and the published schemas.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Finding, fromActionlint, fromCheckJsonschema, fromShellcheck, fromZizmor } from './findings.ts';
import { repository } from './repository.ts';
import { goTool, pythonTools } from './tools.ts';
import { type Example, examples } from './workflows.ts';

const root = resolve(import.meta.dirname, '..');
const workflowFolder = join('.github', 'workflows');

/** An example in a repository, where readers put it. */
interface Copy extends Example {
  readonly path: string;
}

/** Puts the examples into a new repository, as it looks to the programs, with a change to each. */
function copies(folder: string, changed = (yaml: string): string => yaml): Copy[] {
  mkdirSync(join(folder, '.git'), { recursive: true });
  return examples().map((example) => {
    const path = join(folder, example.destination);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, changed(example.yaml));
    return { ...example, path };
  });
}

/** The shell scripts of the project, known by their first line, whatever their names are. */
function shellScripts(): string[] {
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const files = execFileSync('git', listed, { cwd: root, encoding: 'utf8' });
  return files
    .split('\0')
    .filter((file) => file !== '' && !file.startsWith('dist/'))
    .filter((file) => /^#!.*\b(ba|da|k)?sh\b/.test(readFileSync(join(root, file), 'utf8')));
}

/** What a program prints, whether it finds something or not. @throws {Error} where it breaks */
function output(program: string, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  if (status === null || status > 1 || stdout === '') {
    throw new Error(`${program} broke: ${error?.message ?? stderr}`);
  }
  return stdout;
}

/** Runs one check after the other, so that the findings of one are told even if the next breaks. */
function* findings(folder: string): Generator<Finding> {
  const actionlint = goTool('actionlint', 'github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12');
  const bin = pythonTools();
  const shellcheck = join(bin, 'shellcheck');

  const own = readdirSync(join(root, workflowFolder)).map((file) => join(workflowFolder, file));
  const scripts = shellScripts();
  const asTheyAre = copies(join(folder, 'as-they-are'));
  // Of actions elsewhere actionlint knows neither inputs nor outputs; of those beside it, both.
  const local = join(folder, 'local');
  const thisAction = new RegExp(`${repository}@[\\w.-]+`, 'g');
  const withLocal = copies(local, (yaml) => yaml.replaceAll(thisAction, './'));
  cpSync(join(root, 'action.yml'), join(local, 'action.yml'));
  cpSync(join(root, 'dist'), join(local, 'dist'), { recursive: true });

  const originals = new Map([...asTheyAre, ...withLocal].map(({ path, file }) => [path, file]));
  const inPlace = (finding: Finding): Finding => {
    const file = originals.get(resolve(root, finding.file));
    return file === undefined ? finding : { ...finding, file: join('examples', file) };
  };
  const paths = (of: readonly Copy[], kind: Example['kind']): string[] =>
    of.filter((copy) => copy.kind === kind).map(({ path }) => path);
  const [workflows, actions] = [paths(asTheyAre, 'workflow'), paths(asTheyAre, 'action')];

  const flags = ['-format', '{{json .}}', '-shellcheck', shellcheck, '-pyflakes', ''];
  const linted = [...flags, ...own, ...paths(withLocal, 'workflow')];
  yield* fromActionlint(output(actionlint, linted)).map(inPlace);

  yield* fromShellcheck(output(shellcheck, ['--format', 'json1', ...scripts]));

  const schemas: [name: string, files: readonly string[]][] = [
    ['vendor.github-actions', ['action.yml', ...actions]],
    ['vendor.github-workflows', [...own, ...workflows]],
    ['vendor.dependabot', [join('.github', 'dependabot.yml')]],
  ];
  for (const [name, checked] of schemas) {
    const args = ['--output-format', 'json', '--builtin-schema', name, ...checked];
    const json = output(join(bin, 'check-jsonschema'), args);
    const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');
    yield* fromCheckJsonschema(json, read).map(inPlace);
  }

  // What the strictest persona wants of every workflow, such as a limit to concurrency or an
  // environment for each secret, is for the reader of an example to decide.
  const audits: [persona: string, files: readonly string[]][] = [
    ['auditor', ['.github', 'action.yml']],
    ['regular', [...workflows, ...actions]],
  ];
  for (const [persona, audited] of audits) {
    const how = ['--offline', '--strict-collection', '--no-exit-codes', '--quiet'];
    const config = ['--config', join('.github', 'zizmor.yml')];
    const args = [...how, ...config, '--format', 'json-v1', '--persona', persona, ...audited];
    yield* fromZizmor(output(join(bin, 'zizmor'), args)).map(inPlace);
  }

  const counts = `${own.length} workflows, ${asTheyAre.length} examples and ${scripts.length} scripts`;
  console.log(`Checked action.yml, ${counts}.`);
}

const folder = mkdtempSync(join(tmpdir(), 'lint-workflows-'));
try {
  // Programs say the same thing twice where a schema has several ways to it.
  const told = new Set<string>();
  for (const { file, line, text } of findings(folder)) {
    const place = `${file}:${line}: ${text}`;
    if (!told.has(place)) console.log(place);
    told.add(place);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
