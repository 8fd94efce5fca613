/**
 * `create-project` after a lost answer: only the key can tell whose project it is. faults.test.ts has
 * what becomes of one run, project-errors.test.ts what its error says.
 */
import { inProcess } from '../harness/in-process.ts';
import type { Fault } from '../local-sentry/index.ts';
import { type Given, newProject, oneRun } from './one-run.ts';

const lostAnswer: Fault = { call: 'create-project', strike: 'reset', when: 'after' };
const lose = ({ sentry }: Given): void => {
  sentry.fault(lostAnswer);
};

test('takes over the key of a project that Sentry shows only seconds later', async () => {
  const { outputs, keys, calls, waits } = await oneRun(newProject, lose, {
    projectDelay: () => 2600,
  });
  expect(outputs).toMatchObject({ outcome: 'created', 'project-created': 'true' });
  expect(keys['api']).toMatchObject([{ name: 'ci', id: outputs['key-id'] }]);
  // It looks whether another run in the same doubt has renamed the key, too.
  expect(calls.slice(-2)).toEqual(['update', 'get']);
  expect(waits.at(-1)).toBe(1000);
});

test('does not keep a key that another run has taken over', async () => {
  const inputs = { ...newProject, ephemeral: 'true' };
  const { outputs, state } = await oneRun(inputs, (given) => {
    lose(given);
    given.sentry.fault({ call: 'get', strike: 'answer', status: 404 });
  });
  expect({ outcome: outputs['outcome'], state }).toEqual({ outcome: 'reused', state: {} });
});

// Another run that wants this name too, or none, would not rename the key either.
test.each(['', 'Default'])('leaves the Default key alone for the name "%s"', async (name) => {
  const { outputs, keys } = await oneRun({ ...newProject, name, 'rate-limit': '5/60' }, lose);
  expect(keys['api']?.[0]).toMatchObject({ name: 'Default', rateLimit: null });
  expect(outputs['project-created']).toBe('false');
});

test.each([
  ['staging', 'production'],
  ['ci', 'ci'],
  ['ci', ''],
  ['staging', 'production', 'ci', 'ci'],
])('gives each of several runs the key of its name: %s, %s', async (...names) => {
  await inProcess({}, async ({ sentry, run }) => {
    sentry.fault({ ...lostAnswer, times: Infinity });
    const results = await Promise.all(names.map((name) => run({ ...newProject, name })));

    expect(results.flatMap(({ errors }) => errors)).toEqual([]);
    expect(sentry.projects().map(({ slug }) => slug)).toEqual(['web', 'api']);
    const active = sentry.keys('api').filter(({ isActive }) => isActive);
    for (const [index, { outputs }] of results.entries()) {
      const key = active.find(({ id }) => id === outputs['key-id']);
      expect(key?.name).toBe(outputs['name']);
      const name = names[index];
      if (name !== '') expect(active.filter((one) => one.name === name)).toEqual([key]);
    }
  });
});
