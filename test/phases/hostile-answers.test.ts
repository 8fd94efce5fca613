/** Answers that no right server gives: no key is lost, doubled or retired because of them. */
import { inProcess } from '../harness/in-process.ts';
import { addOldKey, LONG_AGO } from '../harness/old-key.ts';
import { answer, type LocalSentry, type StoredKey } from '../local-sentry/index.ts';

const NEW_ID = '1e57'.repeat(8);

/** A key as a server answers with it. */
function answerOf(sentry: LocalSentry, more: object = {}, id = NEW_ID): object {
  const dsn = { public: `${sentry.url.replace('://', `://${id}@`)}/4506` };
  return { id, name: 'ci', isActive: true, dsn, ...more };
}

const rotate = { name: 'ci', mode: 'rotate', 'max-age': '30d', grace: 'none' };

const isActive = (sentry: LocalSentry, { id }: StoredKey): boolean | undefined =>
  sentry.keys('web').find((key) => key.id === id)?.isActive;

test('a create that is answered with a key that was there retires nothing', async () => {
  await inProcess({}, async ({ sentry, run }) => {
    const old = addOldKey(sentry);
    sentry.fault(answer('create', 201, answerOf(sentry, {}, old.id)));
    const result = await run(rotate);
    expect(result.outputs).toMatchObject({ 'key-id': old.id, retired: '0' });
    expect(isActive(sentry, old)).toBe(true);
  });
});

test.each([
  { mode: 'ensure', 'rate-limit': '5/60' },
  { mode: 'update', 'rate-limit': '5/60' },
  { ...rotate, grace: '7d' },
  { mode: 'retire' },
])('an answer about another key is an error, $mode', async (inputs) => {
  await inProcess({}, async ({ sentry, run }) => {
    const old = addOldKey(sentry);
    sentry.fault(answer('update', 200, answerOf(sentry)));
    const result = await run({ name: 'ci', ...inputs });
    expect(result).toMatchObject({ exitCode: 1, outputs: { retired: '0' } });
    expect(result.errors[0]).toContain(`about the client key ${old.id}, but its answer is about`);
    if (inputs.mode !== 'rotate') expect(result.outputs).not.toHaveProperty('dsn');
  });
});

test.each([{ mode: 'ensure' }, rotate, { mode: 'create' }])(
  'a new key that comes back with another name is removed, with an error, mode: $mode',
  async (inputs) => {
    await inProcess({}, async ({ sentry, run }) => {
      const isRotation = inputs.mode === 'rotate';
      const old = addOldKey(sentry, 'web', { isActive: isRotation });
      sentry.fault(answer('create', 201, answerOf(sentry, { name: 'c' })));
      const result = await run({ name: 'ci', ...inputs });
      expect(result.exitCode).toBe(1);
      expect(result.outputs).not.toHaveProperty('key-id');
      expect(result.errors[0]).toMatch(/"c" instead of "ci".* removed again/);
      expect(result.errors[0]).not.toMatch(/was retired by|was created/);
      expect(sentry.requests.at(-1)).toMatchObject({ call: 'delete', path: /1e57/ });
      expect(isActive(sentry, old)).toBe(isRotation);
    });
  },
);

const ofOther = /not the one with this ID: .* with the ID 7, whose slug is 4506\. Set project to .*, or to 7\.$/;

test.each<[call: 'list' | 'create' | 'get', mode: string]>([
  ['list', 'find'],
  ['list', 'ensure'],
  ['create', 'create'],
])('a key of a project whose slug is the given ID is refused, %s, mode: %s', async (call, mode) => {
  await inProcess({}, async ({ sentry, run }) => {
    const other = answerOf(sentry, { projectId: 7, name: mode === 'ensure' ? 'other' : 'ci' });
    sentry.fault(answer(call, 200, call === 'list' ? [other] : other));
    if (call !== 'list') sentry.fault(answer('get', 200, other));
    const result = await run({ name: 'ci', project: '4506', mode });
    expect(result).toMatchObject({
      exitCode: 1,
      errors: [expect.stringMatching(call === 'list' ? ofOther : /whose slug is 4506\./)],
    });
    expect(result.outputs).not.toHaveProperty('dsn');
    expect(sentry.keys('web')).toEqual([]);
  });
});

test('a list that lags behind the create is not taken for a retired key', async () => {
  await inProcess({}, async ({ sentry, run }) => {
    sentry.fault({ call: 'list', strike: 'delay', delayMs: 0 });
    sentry.fault(answer('list', 200, []));
    const result = await run({ name: 'ci' });
    const [key, ...others] = sentry.keys('web');
    expect(others).toEqual([]);
    expect(result).toMatchObject({ exitCode: 0, outputs: { 'key-id': key?.id } });
  });
});

describe('pages', () => {
  test('are read again before a create: keys that are deleted meanwhile move others', async () => {
    await inProcess({}, async ({ sentry, run }) => {
      const old = addOldKey(sentry);
      const link = '<x>; rel="next"; results="true"; cursor="1"';
      // The key moved from the second page to the first, after that was read.
      sentry.fault({ ...answer('list', 200, []), headers: { link } });
      sentry.fault(answer('list', 200, []));
      const result = await run({ name: 'ci' });
      expect(result).toMatchObject({ exitCode: 0, outputs: { 'key-id': old.id } });
      expect(sentry.requests.map(({ call }) => call)).toEqual(['list', 'list', 'list']);
    });
  });

  test('that show a key twice show one key', async () => {
    await inProcess({}, async ({ sentry, run }) => {
      const old = addOldKey(sentry);
      const key = answerOf(sentry, { dateCreated: LONG_AGO }, old.id);
      const link = '<x>; rel="next"; results="true"; cursor="0:100:0"';
      for (const headers of [{ link }, {}]) {
        sentry.fault({ ...answer('list', 200, [key]), headers });
      }
      const result = await run({ name: 'ci', mode: 'retire' });
      expect(result).toMatchObject({ exitCode: 0, outputs: { retired: '1' } });
    });
  });
});

test.each([
  ['deep', `${'{"detail":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
  ['long', JSON.stringify({ detail: '/'.repeat(2_000_000) })],
])('a refusal that is %s is one error sentence', async (_what, body) => {
  await inProcess({}, async ({ sentry, run }) => {
    sentry.fault(answer('list', 400, body));
    const result = await run({ name: 'ci' });
    expect(result.errors).toEqual([expect.stringMatching(/^Sentry refused to list/)]);
    expect(result.errors[0]?.length).toBeLessThan(500);
  });
});

test('a create whose repeat is refused is found by its ID', async () => {
  await inProcess({}, async ({ sentry, run }) => {
    sentry.fault({ call: 'create', strike: 'reset', when: 'after' });
    sentry.fault(answer('get', 404, {}));
    sentry.fault(answer('create', 400, { detail: 'too many keys' }));
    const result = await run({ name: 'ci', mode: 'create' });
    const [key, ...others] = sentry.keys('web');
    expect(others).toEqual([]);
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'created', 'key-id': key?.id } });
  });
});
