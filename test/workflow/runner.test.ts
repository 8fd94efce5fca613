/** What the runner reads out of what it is given, whatever the text. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Failure } from '../../src/failure.ts';
import { printable } from '../../src/text.ts';
import { GitHubRunner } from '../../src/workflow/runner.ts';
import { readKeyValues, readLog } from '../harness/local-runner.ts';

const FILES = ['OUTPUT', 'ENV', 'STATE', 'STEP_SUMMARY'] as const;
const LEVELS = ['info', 'warning', 'error', 'debug'] as const;

const folder = mkdtempSync(join(tmpdir(), 'runner-files-'));
const debug = { RUNNER_DEBUG: '1' };

function fileOf(file: (typeof FILES)[number]): string {
  return join(folder, file);
}

beforeEach(() => {
  for (const file of FILES) process.env[`GITHUB_${file}`] = fileOf(file);
  for (const file of FILES) writeFileSync(fileOf(file), '');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What reaches stdout, as UTF-8 carries it. */
function stdoutOf(act: (runner: GitHubRunner) => void, env: NodeJS.ProcessEnv = debug): string {
  let written = '';
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array) => {
    written += String(chunk);
    return true;
  };
  try {
    act(new GitHubRunner(env));
  } finally {
    process.stdout.write = write;
  }
  return written.toWellFormed();
}

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    ...['::error::x', '  ::add-mask::x', '::set-env name=A::b', '::', '##[error]', '##[', '#'],
    ...['ghadelimiter_', 'ghadelimiter_00000000-0000-4000-8000-000000000000', 'EOF', '\nEOF\nA=b'],
    ...['\r\n', '\n', '\r', '\t', ' ', '\u0085', '\u2028', '\u202e', '\ufeff', '\ud800', '\udc00'],
    ...['<<', '=', 'A=b', '%0A', '%25', '%', '\\'],
  ),
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

test('the runner reads outputs, variables and state as they were set', () => {
  const file = { output: 'OUTPUT', variable: 'ENV', state: 'STATE' } as const;
  const sort = fc.constantFrom('output' as const, 'variable' as const, 'state' as const);
  const name = fc.oneof(fc.constant('EOF'), fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/));
  fc.assert(
    fc.property(sort, fc.dictionary(name, text, { maxKeys: 3 }), (sort, values) => {
      for (const file of FILES) writeFileSync(fileOf(file), '');
      const stdout = stdoutOf((runner) => {
        if (sort === 'output') runner.outputs(Object.entries(values));
        else for (const [name, value] of Object.entries(values)) runner[sort](name, value);
      });
      expect(stdout).toBe('');
      // A carriage return at the end of a value is taken for a part of the line end after it.
      const read = Object.entries(values).map(([name, value]) => [name, value.toWellFormed().replace(/\r$/, '')]);
      expect(readKeyValues(readFileSync(fileOf(file[sort]), 'utf8'))).toEqual(Object.fromEntries(read));
    }),
    { numRuns: 300 },
  );
});

test('any text is logged as one message of its level and starts no other command', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LEVELS), text, (level, text) => {
      const stdout = stdoutOf((runner) => {
        runner[level](text);
      });
      const lines = text.split('\n').map(printable).join('\n');
      const { errors, warnings, debug, masks } = readLog(stdout);
      expect({ errors, warnings, debug, masks }).toEqual({
        errors: level === 'error' ? [lines] : [],
        warnings: level === 'warning' ? [lines] : [],
        debug: level === 'debug' ? [lines] : [],
        masks: [],
      });
      if (level === 'info') expect(stdout).toBe(`${lines}\n`);
      else expect(stdout.trimEnd()).not.toContain('\n');
    }),
    { numRuns: 1000 },
  );
});

test('a masked value is not shown', () => {
  // No asterisk: what stands instead of a secret has some. No backslash: escapes have some.
  const secret = fc.stringMatching(/^[!-)+-[\]-~]{8,24}$/);
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 1 });
  const pieces = fc.array(fc.oneof(piece, fc.nat()), { maxLength: 8 });
  const level = fc.constantFrom(...LEVELS);
  fc.assert(
    fc.property(secret, secret, order, pieces, level, (one, two, order, pieces, level) => {
      const all = [one, two, `${one}${two}`, `https://${one}@a/1`, `${two}\n${one}`];
      const secrets = order.map((index) => all[index] ?? '');
      const said = pieces.map((it) => (typeof it === 'number' ? (secrets[it % secrets.length] ?? '') : it));
      const stdout = stdoutOf((runner) => {
        for (const secret of secrets) runner.mask(secret);
        runner[level](said.join(''));
      });
      const { errors, warnings, debug, masks } = readLog(stdout);
      expect(masks).toEqual(expect.arrayContaining(secrets));
      // Messages as the runner decodes them.
      const lines = stdout.split('\n').filter((line) => !line.startsWith('::'));
      const shown = [...lines, ...errors, ...warnings, ...debug].join('\n');
      for (const secret of secrets) expect(shown).not.toContain(secret);
    }),
    { numRuns: 1000 },
  );
});

test('debug lines and the summary are written only when the runner asks for them', () => {
  const summary = { GITHUB_STEP_SUMMARY: fileOf('STEP_SUMMARY') };
  const report = (runner: GitHubRunner) => {
    runner.debug('why');
    runner.mask('my-company');
    runner.summary('Sentry client key', [['Project', 'my-company|x/web-api']]);
  };
  expect(stdoutOf(report, {})).toBe('::add-mask::my-company\n');
  expect(readFileSync(fileOf('STEP_SUMMARY'), 'utf8')).toBe('');
  expect(stdoutOf(report, { ...debug, ...summary })).toBe('::debug::why\n::add-mask::my-company\n');
  const written = readFileSync(fileOf('STEP_SUMMARY'), 'utf8');
  expect(written).toContain('| Project | ` ***¦x/web-api ` |');
});

test('a file that cannot be written is a failure', () => {
  process.env['GITHUB_OUTPUT'] = join(folder, 'missing', 'file');
  const runner = new GitHubRunner(process.env);
  runner.requireFile('ENV');
  runner.requireFile('STATE');
  expect(() => {
    runner.requireFile('OUTPUT');
  }).toThrow(/^The file that GITHUB_OUTPUT names cannot be written\. .* use it as a step of a workflow/);
  expect(() => {
    runner.outputs([['dsn', 'x']]);
  }).toThrow(Failure);
});
