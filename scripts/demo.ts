// Shows the main job on this machine: a workflow step uses a local Sentry, and an application sends its
// first events with the DSN.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { promisify, styleText } from 'node:util';
import { manifest, runStep, withMasks } from '../test/harness/local-runner.ts';
import { startLocalSentry } from '../test/local-sentry/index.ts';
import { repository } from './repository.ts';

const root = resolve(import.meta.dirname, '..');

/** What is left of 80 columns after an indent of two. */
const WIDTH = 78;
const NAME_WIDTH = 15;

const title = (text: string): void => {
  console.log(`\n${styleText(['bold', 'magenta'], `● ${text}`)}`);
};
const show = (text: string, style: 'reset' | 'dim' | 'green' | 'cyan' = 'reset'): void => {
  for (const line of text.split('\n')) console.log(`  ${styleText(style, line)}`);
};
const cut = (text: string, columns: number): string =>
  text.length > columns ? `${text.slice(0, columns - 1)}…` : text;
/** Shows a log, broken at spaces. */
const showLog = (log: string): void => {
  for (const line of log.trimEnd().split('\n')) {
    const broken = line.replaceAll(new RegExp(`(.{1,${WIDTH}})(?: |$)`, 'g'), '$1\n').trimEnd();
    for (const part of broken.split('\n')) show(cut(part, WIDTH));
  }
};
const row = (name: string, value: string): void => {
  show(`${styleText('dim', name.padEnd(NAME_WIDTH))}  ${cut(value, WIDTH - NAME_WIDTH - 2)}`);
};

const sentry = await startLocalSentry();
try {
  const token = `sntryi_${randomBytes(32).toString('hex')}`;
  sentry.addToken(token, ['project:write']);
  title('A local Sentry with the organization acme and its project web');
  show(sentry.url, 'dim');

  const step = { org: 'acme', project: 'web', url: sentry.url, name: 'ci', 'rate-limit': '2/1h' };
  title('The step in a workflow');
  show(`- id: key\n  uses: ${repository}@v1\n  with:\n    token: \${{ secrets.SENTRY_KEYS_TOKEN }}`, 'cyan');
  for (const [name, value] of Object.entries(step)) show(`    ${name}: ${value}`, 'cyan');

  const inputs = { with: { token, ...step }, entry: join(root, manifest.runs.main) };
  const result = await runStep(inputs);
  title('Its log, as the runner shows it');
  showLog(result.log);

  title('Its outputs, with what the log would show of them');
  const outputs = Object.entries(result.outputs).map(
    ([name, value]) => [name, withMasks(value, result.masks)] as const,
  );
  const masked = outputs.filter(([, shown]) => shown === '***');
  row('masked (***)', masked.map(([name]) => name).join(', '));
  for (const [name, shown] of outputs) if (shown !== '***') row(name, shown);

  title('The job summary');
  const cells = result.summary.replaceAll(/\[(.+?)\]\(.+?\)/g, '$1').matchAll(/^\| ([^:|]+) \| ([^|]+) \|$/gm);
  for (const [, name = '', value = ''] of cells) row(name, value);

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
  for (const [index, status] of answers.entries()) {
    const mark = status === 200 ? styleText('green', '✓') : styleText('yellow', '✗');
    const meaning = { 200: 'accepted', 429: 'refused: the limit of this key is used up' }[status] ?? 'refused';
    show(`${mark} ${messages[index]?.padEnd(6) ?? ''} → ${status} ${meaning}`);
  }
  show(`${sentry.events.length} events arrived under the key "ci".`, 'green');
  if (result.exitCode !== 0 || !found || sentry.events.length !== 2) process.exitCode = 1;
} finally {
  await sentry.close();
}
