/** What the runner reads out of what it was given, whatever the text that was given. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { GitHubRunner } from '../../src/workflow/runner.ts';
import { summaryOf } from '../../src/workflow/summary.ts';
import { printable } from '../../src/text.ts';
import { readKeyValues, readLog } from '../harness/local-runner.ts';

const FILES = ['OUTPUT', 'ENV', 'STATE', 'STEP_SUMMARY'] as const;
const LEVELS = ['info', 'warning', 'error', 'debug'] as const;

const folder = mkdtempSync(join(tmpdir(), 'runner-files-'));
const runner = new GitHubRunner({ RUNNER_DEBUG: '1', GITHUB_STEP_SUMMARY: fileOf('STEP_SUMMARY') });

function fileOf(file: (typeof FILES)[number]): string {
  return join(folder, file);
}

beforeAll(() => {
  for (const file of FILES) process.env[`GITHUB_${file}`] = fileOf(file);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function emptyFiles(): void {
  for (const file of FILES) writeFileSync(fileOf(file), '');
}

/** What reaches stdout, as UTF-8 carries it. */
function stdoutOf(act: () => void): string {
  let written = '';
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array) => {
    written += String(chunk);
    return true;
  };
  try {
    act();
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
    ...['<<', '=', 'A=b', '|', '\\|', '\\', '`', '<script>', '&lt;', '&#124;', '%0A', '%25', '%'],
    ...['[x](http://example.com)', 'https://example.com', 'www.example.com', '![x](//a)', '---'],
  ),
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const name = fc.oneof(
  fc.constantFrom('dsn', 'rate-limit', 'SENTRY_DSN', 'EOF'),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/),
);

/** A value that ends in a carriage return takes it for a part of the line end after it. */
function asRead(value: string): string {
  return value.toWellFormed().replace(/\r$/, '');
}

test('outputs, variables and state are read back as they were given, and nothing else', () => {
  const into = { output: 'OUTPUT', variable: 'ENV', state: 'STATE' } as const;
  const sort = fc.constantFrom('output' as const, 'variable' as const, 'state' as const);
  fc.assert(
    fc.property(fc.array(fc.tuple(sort, name, text), { maxLength: 6 }), (writes) => {
      emptyFiles();
      const stdout = stdoutOf(() => {
        for (const [sort, name, value] of writes) runner[sort](name, value);
      });
      expect(stdout).toBe('');
      for (const [sort, file] of Object.entries(into)) {
        const given = writes.filter(([into]) => into === sort);
        expect(readKeyValues(readFileSync(fileOf(file), 'utf8'))).toEqual(
          Object.fromEntries(given.map(([, name, value]) => [name, asRead(value)])),
        );
      }
    }),
    { numRuns: 500 },
  );
});

test('what is logged is one message of its level, or plain lines, and never another command', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LEVELS), text, (level, text) => {
      const stdout = stdoutOf(() => {
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
      expect(stdout).not.toContain('##[');
      expect(stdout).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029]/u);
      // Where the runner looks for commands: at the start of a line, white space aside.
      const commands = stdout.split('\n').filter((line) => line.trimStart().startsWith('::'));
      expect(commands).toHaveLength(level === 'info' ? 0 : 1);
      if (level === 'info') expect(stdout).toBe(`${lines}\n`);
    }),
    { numRuns: 1000 },
  );
});

test('what is masked is not shown any more', () => {
  // No asterisk: what stands instead of a secret has some. No backslash: escapes have some.
  const secret = fc.stringMatching(/^[!-)+-[\]-~]{8,24}$/);
  const secrets = fc
    .tuple(secret, secret)
    .map(([one, two]) => [one, two, `${one}${two}`, `https://${one}@a/1`, `${two}\n${one}`])
    .chain((all) => fc.shuffledSubarray(all, { minLength: 1 }));
  const spoken = secrets.chain((secrets) =>
    fc.tuple(
      fc.constant(secrets),
      fc.constantFrom(...LEVELS),
      fc.array(fc.oneof(fc.constantFrom(...secrets), piece), { minLength: 1, maxLength: 8 }),
    ),
  );
  fc.assert(
    fc.property(spoken, ([secrets, level, pieces]) => {
      const runner = new GitHubRunner({ RUNNER_DEBUG: '1' });
      const masks = stdoutOf(() => {
        for (const secret of secrets) runner.mask(secret);
      });
      expect(readLog(masks).masks).toEqual(expect.arrayContaining(secrets));
      const stdout = stdoutOf(() => {
        runner[level](pieces.join(''));
      });
      // As the runner decodes it, so without its prefix and with the message's own newlines.
      const { errors, warnings, debug } = readLog(stdout);
      const shown = level === 'info' ? stdout : [...errors, ...warnings, ...debug].join('\n');
      for (const secret of secrets) expect(shown).not.toContain(secret);
    }),
    { numRuns: 1000 },
  );
});

test('the summary is a table of the given rows, without HTML and with no link but its own', () => {
  const rows = fc.array(fc.tuple(fc.constantFrom('Project', 'Client key', 'DSN'), text));
  fc.assert(
    fc.property(rows, (rows) => {
      emptyFiles();
      const page = new URL('https://sentry.example.com/settings/acme/');
      runner.summary(summaryOf([...rows, ['Settings', page]]));
      const markdown = readFileSync(fileOf('STEP_SUMMARY'), 'utf8');

      const lines = markdown.split(/\r\n|[\n\r\u2028\u2029]/);
      const rule = lines.indexOf('| :-- | :-- |');
      const table = lines.slice(rule - 1).filter((line) => line !== '' && line !== lines[rule]);
      const cells = table.map((line) => line.split(/(?<!\\)\|/));
      const shown = rows.filter(([, value]) => value !== '');
      expect(cells.map((row) => row.map(decoded))).toEqual([
        ...shown.map(([what, value]) => ['', ` ${what} `, ` ${printable(value)} `, '']),
        ['', ' Settings ', ` [Open in Sentry](${page.href}) `, ''],
      ]);
      expect(markdown).not.toMatch(/[<\\]|&(?!#\d+;)/);
      expect(markdown.match(/\]\(|\]\[|\]:|:\/\/|www\.|@/g)).toEqual(['](', '://']);
    }),
    { numRuns: 500 },
  );
});

function decoded(cell: string): string {
  return cell.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
