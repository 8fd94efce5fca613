/**
 * Many runs at the same moment, each a process of its own, against a server on which a key has its
 * place in the order before others can see it.
 */
import type { StepResult } from '../harness/local-runner.ts';
import type { StoredKey } from '../local-sentry/index.ts';
import { dsnOf, scenario, TOKEN } from '../harness/scenario.ts';

const RUNS = 32;

const delays = [
  { seen: 'after 100 ms', commitDelay: () => 100 },
  { seen: 'after 0 to 100 ms', commitDelay: () => Math.random() * 100 },
];

/** Runs the same step many times at once. */
async function crowd(
  commitDelay: () => number,
  scopes: string[],
  inputs: Record<string, string>,
  expectations: (keys: readonly StoredKey[], posts: number) => void,
): Promise<void> {
  await scenario({ commitDelay }, async ({ sentry, run }) => {
    sentry.addToken(TOKEN, scopes);
    const step = (): Promise<StepResult> => run({ name: 'ci', ...inputs });
    const steps = Array.from({ length: RUNS }, step);
    // All of them end before the server does, whatever comes of one.
    await Promise.allSettled(steps);
    const results = await Promise.all(steps);

    expect(results.flatMap(({ errors }) => errors)).toEqual([]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual(Array(RUNS).fill(0));
    const active = sentry.keys('web').filter(({ isActive }) => isActive);
    expect(active).toHaveLength(1);
    const dsns = new Set(results.map(({ outputs }) => outputs['dsn']));
    expect([...dsns]).toEqual(active.map((key) => dsnOf(sentry, key)));
    const posts = sentry.requests.filter(({ call }) => call === 'create').length;
    // Else nothing happened at the same moment, and nothing was tested.
    expect(posts).toBeGreaterThan(1);
    expectations(sentry.keys('web'), posts);
  });
}

describe.each(delays)(`${RUNS} runs, keys seen $seen`, ({ commitDelay }) => {
  test('reuse, with a token that may delete: one key is left', async () => {
    await crowd(commitDelay, ['project:admin'], {}, (keys) => {
      expect(keys).toHaveLength(1);
    });
  }, 60_000);

  test('update, with a token that may not delete: the other keys are inactive', async () => {
    const inputs = { 'if-exists': 'update', 'rate-limit': '5/60' };
    await crowd(commitDelay, ['project:write'], inputs, (keys, posts) => {
      expect(keys).toHaveLength(posts);
      expect(keys.find(({ isActive }) => isActive)?.rateLimit).toEqual({ count: 5, window: 60 });
    });
  }, 60_000);
});

/**
 * Runs a step while others create keys of its name: the first one when the step's first look
 * arrives, the next one when the one before it has arrived. That look takes 100 ms more.
 *
 * @param commitDelays of the others' keys; the step's own key is seen at once
 * @param when whether that look is then late, or late to tell what it saw
 */
async function meanwhile(
  commitDelays: readonly number[],
  when: 'before' | 'after',
  expectations: (result: StepResult, keys: readonly StoredKey[], calls: string[]) => void,
): Promise<void> {
  const delays = [...commitDelays];
  const answers: Promise<Response>[] = [];
  let arrived = (): void => undefined;
  const options = {
    commitDelay: () => delays.shift() ?? 0,
    onRequest: () => {
      arrived();
    },
  };
  await scenario(options, async ({ sentry, run }) => {
    sentry.addToken(TOKEN, ['project:admin']);
    sentry.fault({ call: 'list', strike: 'delay', when, delayMs: 100 });
    arrived = () => {
      if (answers.length === commitDelays.length) return;
      const create = fetch(`${sentry.url}/api/0/projects/acme/web/keys/`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'ci' }),
      });
      answers.push(create);
    };
    const result = await run({ name: 'ci' });
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses).toEqual(commitDelays.map(() => 201));
    const calls = sentry.requests.map(({ call }) => call);
    expectations(result, sentry.keys('web'), calls);
  });
}

test('an older key that is seen only after the own one was created is used', async () => {
  await meanwhile([250], 'after', (result, keys, calls) => {
    expect(keys).toMatchObject([{ name: 'ci', isActive: true }]);
    const outputs = { 'key-id': keys[0]?.id, outcome: 'reused' };
    expect(result).toMatchObject({ exitCode: 0, outputs });
    expect(calls).toEqual(['list', 'create', 'create', 'list', 'delete']);
  });
});

test('an older key that is seen only after a younger one is used', async () => {
  await meanwhile([250, 0], 'before', (result, keys, calls) => {
    // The younger key is for the run that created it to remove.
    expect(keys).toMatchObject(Array(2).fill({ name: 'ci', isActive: true }));
    const outputs = { 'key-id': keys[0]?.id, outcome: 'reused' };
    expect(result).toMatchObject({ exitCode: 0, outputs });
    expect(calls).toEqual(['list', 'create', 'create', 'list']);
  });
});
