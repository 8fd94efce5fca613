// Shows the main job on this machine: a workflow step uses a local Sentry, and an application sends its
// first events with the DSN.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { promisify, styleText } from 'node:util';
import { manifest, runStep, withMasks } from '../test/harness/local-runner.ts';
import { startLocalSentry } from '../test/local-sentry/index.ts';
import { readSummary } from './job-summary.ts';
import { repository } from './repository.ts';
import { COLUMNS, cut, wrap } from './terminal.ts';

const root = resolve(import.meta.dirname, '..');

/** What is left of a line of the terminal after the indent of two. */
const WIDTH = COLUMNS - 2;
const NAME_WIDTH = 15;

const title = (text: string): void => {
  console.log(`\n${styleText(['bold', 'magenta'], `● ${text}`)}`);
};
const show = (text: string, style: 'reset' | 'dim' | 'green' | 'cyan' = 'reset'): void => {
  for (const line of text.trimEnd().split('\n')) console.log(`  ${styleText(style, line)}`);
};
/** Shows the lines that a step wrote, each broken to fit. */
const showLog = (log: string): void => {
  show(
    log
      .split('\n')
      .flatMap((line) => wrap(line, WIDTH))
      .join('\n'),
  );
};
const row = (name: string, value: string): void => {
  wrap(value, WIDTH - NAME_WIDTH - 2).forEach((line, index) => {
    const shown = (index === 0 ? name : '').padEnd(NAME_WIDTH);
    show(`${styleText('dim', shown)}  ${line}`);
  });
};
const meaning = (status: number | undefined): string => {
  if (status === 200) return '200 accepted';
  if (status === 429) return '429 refused: the limit of this key is used up';
  return status === undefined ? 'no answer' : `${status} refused`;
};

const sentry = await startLocalSentry();
try {
  const token = `sntryi_${randomBytes(32).toString('hex')}`;
  sentry.addToken(token, ['project:write']);
  title('A local Sentry with the organization acme and its project web');
  show(sentry.url, 'dim');

  const step = { org: 'acme', project: 'web', url: sentry.url, name: 'ci', 'rate-limit': '2/1h' };
  title('The step in a workflow');
  show(
    [
      '- id: key',
      `  uses: ${repository}@v1`,
      '  with:',
      '    token: ${{ secrets.SENTRY_KEYS_TOKEN }}',
      ...Object.entries(step).map(([name, value]) => `    ${name}: ${value}`),
    ].join('\n'),
    'cyan',
  );

  const entry = join(root, manifest.runs.main);
  const inputs = { with: { token, ...step }, entry };
  const result = await runStep(inputs);
  title('Its log, as the runner shows it');
  showLog(result.log);

  title('Its outputs, with what the log would show of them');
  const outputs = Object.entries(result.outputs).map(([name, value]) => ({
    name,
    shown: cut(withMasks(value, result.masks), WIDTH - NAME_WIDTH - 2),
  }));
  const hidden = outputs.filter(({ shown }) => shown === '***');
  row('masked (***)', hidden.map(({ name }) => name).join(', '));
  for (const { name, shown } of outputs) {
    if (shown !== '***') row(name, shown);
  }

  title('The job summary');
  for (const { what, value } of readSummary(result.summary).rows) row(what, value);

  title('The same step once more');
  const again = await runStep(inputs);
  showLog(again.log);
  const found = again.outputs['key-id'] === result.outputs['key-id'];
  const count = sentry.keys('web').length;
  const key = found ? 'It found the same key' : 'It did not find the key';
  show(`${key}: the project has ${count} client key${count === 1 ? '' : 's'}.`, 'green');

  title('An application with @sentry/node and that DSN captures three exceptions');
  const app = join(root, 'test', 'harness', 'app.ts');
  const messages = ['first', 'second', 'third'];
  const { stdout } = await promisify(execFile)(process.execPath, [app, ...messages], {
    // A proxy of this machine could not reach a server that listens on loopback only.
    env: { ...process.env, no_proxy: '127.0.0.1', SENTRY_DSN: result.outputs['dsn'] },
  });
  const answers = JSON.parse(stdout) as number[];
  messages.forEach((message, index) => {
    const status = answers[index];
    const mark = status === 200 ? styleText('green', '✓') : styleText('yellow', '✗');
    show(`${mark} ${message.padEnd(6)} → ${meaning(status)}`);
  });
  show(`${sentry.events.length} events arrived under the key "ci".`, 'green');
  if (result.exitCode !== 0 || !found || sentry.events.length !== 2) process.exitCode = 1;
} finally {
  await sentry.close();
}
