import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pages, pagesWithOwner, withGenerated } from '../../scripts/docs.ts';
import { withRepository } from '../../scripts/repository.ts';
import { examples } from '../../scripts/workflows.ts';
import { isAboutList, readStep } from '../../src/inputs/read-step.ts';
import { manifest } from '../harness/local-runner.ts';
import { scenario, TOKEN } from '../harness/scenario.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

test.each(pages())('%s repeats other files as they are (else run `npm run docs`)', (page) => {
  expect(withGenerated(page, read(page))).toBe(read(page));
});

test('every example is a recipe of docs/recipes.md', () => {
  const named = Array.from(read('docs/recipes.md').matchAll(/<!-- recipe: (.+?) -->/g), ([, file]) => file);
  expect(named.sort()).toEqual(examples().map(({ file }) => file));
});

test('no page shows a workflow that is not a file of examples/', () => {
  for (const page of pages()) {
    const own = read(page).replaceAll(/<!-- (example: .+?) -->.*?<!-- \/\1 -->/gs, '');
    expect(own).not.toMatch(/^```yaml\n(?:(?!^```$).*\n)*jobs:/m);
  }
});

describe.each(examples())('examples/$file', ({ yaml, needs, kind }) => {
  test('names its secrets and variables in the comment at its top', () => {
    const named = needs.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [];
    const used = Array.from(yaml.matchAll(/\b(?:secrets|vars)\.([A-Z_]+)\b/g), ([, name]) => name);
    expect(new Set(named)).toEqual(new Set(used));
    if (used.length === 0) expect(needs).toMatch(/^Needs nothing of its own: /);
  });

  test('gives the GITHUB_TOKEN no needless permissions', () => {
    if (kind === 'workflow') expect(yaml).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)\n/m);
  });
});

test('every `uses:` names the owner of package.json (else `npm run docs`)', () => {
  for (const page of pagesWithOwner()) expect(withRepository(read(page))).toBe(read(page));
});

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(markdown: string): string[] {
  const prose = markdown.replace(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

const linking = [...pages(), 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'];

test.each(linking)('the links of %s lead to existing files and headings', (page) => {
  const links = [...read(page).matchAll(/(?:\]\(|^\[[^\]]+\]: |(?:src|href)=")([^)\s"]+)/gm)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
  const broken = links.filter((target) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, file))) return true;
    return anchor !== undefined && !anchorsOf(read(file)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** The texts of the code, with `…` for what is put into them. */
function textsOfCode(): string {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => file.endsWith('.ts')).map((file) => read(join('src', file)));
  return code
    .join('\n')
    .replaceAll(/(['"`]) \+\s+(['"`])/g, '')
    .replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…');
}

/** Messages of the runner, GitHub, the operating system and Node. */
const OTHERS =
  /^(?:Argument list too long|Skip output |Resource not accessible |'using: node24'|Unexpected input|A (?:sequence|mapping) was not expected$|E[A-Z]+$|socket hang up$|aborted$|self-signed |unable to verify )/;

test('troubleshooting quotes messages as the code has them', () => {
  const page = read('docs/troubleshooting.md');
  const tables = page.match(/(?<=^\| You see .*\n)(?:\| .*\n)+/gm) ?? [];
  const rows = tables.flatMap((table) => table.trim().split('\n'));
  const cells = [
    ...rows.map((row) => /^\| (.+?) \| /.exec(row)?.[1] ?? ''),
    ...page.split('\n').filter((line) => line.startsWith('`')),
  ];
  const quotes = cells.flatMap((cell) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, quote = '']) => quote));
  const texts = textsOfCode();
  const parts = (quote: string): string[] => quote.split('…').map((part) => part.trim());
  const wrong = quotes
    .filter((quote) => !OTHERS.test(quote))
    .filter((quote) => parts(quote).some((part) => !texts.includes(part)));
  expect(quotes.length).toBeGreaterThan(80);
  expect(wrong).toEqual([]);
});

test('the code reads the inputs that action.yml declares, and no others', () => {
  const given: NodeJS.ProcessEnv = { INPUT_TOKEN: TOKEN, INPUT_ORG: 'acme', INPUT_PROJECT: 'web' };
  const asked = new Set<string>();
  const env = new Proxy(given, {
    get(env, name) {
      asked.add(String(name));
      return env[String(name)];
    },
  });
  isAboutList(env);
  readStep(env);

  const inputs = [...asked].filter((name) => name.startsWith('INPUT_'));
  expect(inputs.sort()).toEqual(
    Object.keys(manifest.inputs)
      .map((name) => `INPUT_${name.toUpperCase()}`)
      .sort(),
  );
});

test('action.yml has no expression, also in no description: the runner would not load it', () => {
  expect(read('action.yml')).not.toContain('${{');
});

test('the defaults in action.yml are those of the code', () => {
  const given = { INPUT_TOKEN: TOKEN, INPUT_ORG: 'acme', INPUT_PROJECT: 'web' };
  const defaults = Object.entries(manifest.inputs).map(([name, input]) => [
    `INPUT_${name.toUpperCase()}`,
    input.default ?? '',
  ]);
  expect(readStep({ ...Object.fromEntries(defaults), ...given } as NodeJS.ProcessEnv)).toEqual(readStep(given));
});

test('a run sets the outputs that action.yml declares, and no others (else declare them)', async () => {
  await scenario({}, async ({ run }) => {
    const one = await run({ name: 'ci' });
    expect(Object.keys(one.outputs).sort()).toEqual(Object.keys(manifest.outputs).sort());
    const many = await run({ keys: '- {project: web, name: ci}', project: '' });
    expect(Object.keys(many.outputs).sort()).toEqual(['changed', 'failed', 'keys']);
  });
});

test('the licence of every package that ships is in dist', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const files = readdirSync(join(root, 'dist/main')).filter((name) => name.endsWith('.licenses.txt'));
  const licenses = files.map((name) => `\n${read(`dist/main/${name}`)}`).join('');
  // The last one is brought along by others.
  for (const name of [...Object.keys(dependencies), 'undici']) {
    expect(licenses).toContain(`\n${name}\n`);
  }
});
