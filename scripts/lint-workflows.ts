// Checks action.yml, the workflows and shell scripts of this project, and every workflow that its
// pages show, with actionlint, shellcheck, zizmor and the published schemas.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type Finding,
  fromActionlint,
  fromCheckJsonschema,
  fromShellcheck,
  fromZizmor,
  onPage,
} from './findings.ts';
import { goTool, pythonTools } from './tools.ts';
import { type ShownWorkflow, shownWorkflows } from './workflows.ts';

const root = resolve(import.meta.dirname, '..');
const workflowFolder = join('.github', 'workflows');

/** A workflow that a page shows, written to a file of its own. */
interface Copy extends ShownWorkflow {
  readonly file: string;
}

/** Writes workflows to a new repository, as it looks to the programs, with a change to each. */
function copies(
  repository: string,
  workflows: readonly ShownWorkflow[],
  changed = (yaml: string): string => yaml,
): Copy[] {
  mkdirSync(join(repository, workflowFolder), { recursive: true });
  mkdirSync(join(repository, '.git'));
  return workflows.map((workflow) => {
    // By this name zizmor.yml can speak of one of them.
    const name = workflow.name.toLowerCase().replaceAll(/[^a-z\d]+/g, '-');
    const file = join(repository, workflowFolder, `${name}.yml`);
    writeFileSync(file, changed(workflow.yaml), { flag: 'wx' });
    return { ...workflow, file };
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
  const shown = shownWorkflows();
  const asShown = copies(join(folder, 'as-shown'), shown);
  // Of actions elsewhere actionlint knows neither inputs nor outputs; of those beside it, both.
  const local = join(folder, 'local');
  const withLocal = copies(local, shown, (yaml) =>
    yaml.replaceAll(/acme\/sentry-client-key@[\w.-]+/g, './'),
  );
  cpSync(join(root, 'action.yml'), join(local, 'action.yml'));
  cpSync(join(root, 'dist'), join(local, 'dist'), { recursive: true });

  const pages = new Map([...asShown, ...withLocal].map((copy) => [copy.file, copy]));
  const inPlace = (finding: Finding): Finding => {
    const shownAt = pages.get(resolve(root, finding.file));
    return shownAt === undefined ? finding : onPage(finding, shownAt);
  };
  const files = (of: readonly Copy[]): string[] => of.map(({ file }) => file);

  const flags = ['-format', '{{json .}}', '-shellcheck', shellcheck, '-pyflakes', ''];
  const linted = [...flags, ...own, ...files(withLocal)];
  yield* fromActionlint(output(actionlint, linted)).map(inPlace);

  yield* fromShellcheck(output(shellcheck, ['--format', 'json1', ...scripts]));

  const schemas: [name: string, files: readonly string[]][] = [
    ['vendor.github-actions', ['action.yml']],
    ['vendor.github-workflows', [...own, ...files(asShown)]],
    ['vendor.dependabot', [join('.github', 'dependabot.yml')]],
  ];
  for (const [name, checked] of schemas) {
    const args = ['--output-format', 'json', '--builtin-schema', name, ...checked];
    const json = output(join(bin, 'check-jsonschema'), args);
    const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');
    yield* fromCheckJsonschema(json, read).map(inPlace);
  }

  // What the strictest persona wants of every workflow, such as a limit to concurrency or an
  // environment for each secret, is for the reader of a page to decide.
  const audits: [persona: string, files: readonly string[]][] = [
    ['auditor', ['.github', 'action.yml']],
    ['regular', files(asShown)],
  ];
  for (const [persona, audited] of audits) {
    const how = ['--offline', '--strict-collection', '--no-exit-codes', '--quiet'];
    const config = ['--config', join('.github', 'zizmor.yml')];
    const args = [...how, ...config, '--format', 'json-v1', '--persona', persona, ...audited];
    yield* fromZizmor(output(join(bin, 'zizmor'), args)).map(inPlace);
  }

  const counts = `${own.length} workflows, ${shown.length} shown ones and ${scripts.length} scripts`;
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
