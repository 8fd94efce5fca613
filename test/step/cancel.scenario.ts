import { preloading, startStep } from '../harness/local-runner.ts';
import { startLocalSentry } from '../local-sentry/index.ts';
import { TOKEN } from '../harness/scenario.ts';

const given = { token: TOKEN, org: 'acme', project: 'web', name: 'ci' };

// Windows has no signals that another process could be sent; its Ctrl+C is played nowhere.
const whereSignalsAre = process.platform === 'win32' ? test.skip : test;

/** Node's name for Ctrl+Break, which no other system has: another signal stands in for it. */
const ctrlBreak = preloading("process.on('SIGUSR2', () => process.emit('SIGBREAK'));");

/** Cancels a step, by the signals of the runner, as soon as it makes its `at`th request. */
async function cancelAt(
  at: number,
  signal: NodeJS.Signals,
  when: 'before' | 'after',
  more: Record<string, string> = {},
  env: Record<string, string> = {},
) {
  let cancel = (): void => undefined;
  const sentry = await startLocalSentry({
    onRequest: () => {
      if (sentry.requests.length === at) setImmediate(cancel);
    },
  });
  sentry.addToken(TOKEN, ['project:write']);
  // The requests before it are answered, the one at which the step is cancelled never.
  sentry.fault({ strike: 'delay', delayMs: 0, times: at - 1 });
  sentry.fault({ strike: 'hang', when });
  try {
    const step = startStep({ with: { ...given, url: sentry.url, ...more }, env });
    cancel = () => {
      step.kill(signal);
    };
    return { result: await step.result, keys: sentry.keys('web'), url: sentry.url };
  } finally {
    await sentry.close();
  }
}

const pages = '/settings/acme/projects/web/keys/';

whereSignalsAre.each(['SIGINT', 'SIGTERM'] as const)(
  '%s while looking: no key was created',
  async (signal) => {
    const { result, keys } = await cancelAt(1, signal, 'before');

    expect(keys).toEqual([]);
    expect(result.exitCode).toBe(1);
    expect(result.errors).toEqual(['Cancelled. No client key was created by this step.']);
  },
);

whereSignalsAre('Ctrl+Break, which follows Ctrl+C on Windows, cancels as well', async () => {
  const { result } = await cancelAt(1, 'SIGUSR2', 'before', {}, ctrlBreak);
  expect(result.errors).toEqual(['Cancelled. No client key was created by this step.']);
});

whereSignalsAre.each(['SIGINT', 'SIGTERM'] as const)(
  '%s while creating: a key may exist',
  async (signal) => {
    const { result, url } = await cancelAt(2, signal, 'after');

    expect(result.exitCode).toBe(1);
    expect(result.errors).toEqual([
      `Cancelled. A client key may have been created: see ${url}${pages}.`,
    ]);
  },
);

whereSignalsAre.each([
  { at: 2, error: 'A project may have been created' },
  { at: 3, error: 'The project acme/api was created' },
])('at request $at of a run that creates a project: $error', async ({ at, error }) => {
  const more = { project: 'api', 'create-project': 'true', team: 'platform' };
  const { result, url } = await cancelAt(at, 'SIGTERM', 'after', more);

  expect(result.exitCode).toBe(1);
  expect(result.errors).toEqual([
    `Cancelled. ${error}: see ${url}/settings/acme/projects/api/keys/.`,
  ]);
});

whereSignalsAre('while looking again: a key was created', async () => {
  const { result, keys, url } = await cancelAt(3, 'SIGTERM', 'before');

  expect(keys).toHaveLength(1);
  expect(result.exitCode).toBe(1);
  expect(result.errors).toEqual([
    `Cancelled. A client key was created: see ${url}${pages}${keys[0]?.id ?? ''}/.`,
  ]);
});
