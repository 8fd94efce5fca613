/** Rotations that cannot deliver their key do not pile up keys, and the next one that can ends with one. */
import { inProcess, type Place } from '../harness/in-process.ts';
import { secret, storing } from '../github/storing.ts';
import { addOldKey } from '../harness/old-key.ts';

const rotate = { name: 'ci', mode: 'rotate', 'max-age': '30d', grace: 'none' };

const active = ({ sentry }: Pick<Place, 'sentry'>) => sentry.keys('web').filter(({ isActive }) => isActive);

test.each([
  { what: 'no secret can be stored', stores: 'actions', isFirstStored: false },
  { what: 'one of two secrets cannot be stored', stores: 'actions, dependabot', isFirstStored: true },
])('five rotations in which $what leave one key over', async ({ stores, isFirstStored }) => {
  await storing(['secrets', 'dependabot_secrets'], async (place) => {
    const { github, sentry, store } = place;
    const old = addOldKey(sentry);
    const inputs = { ...rotate, ...secret, 'secret-stores': stores };
    for (let round = 0; round < 5; round++) {
      // Of two, the first is stored.
      if (isFirstStored) github.fault({ call: 'put-secret', strike: 'delay', delayMs: 0 });
      github.fault({ call: 'put-secret', strike: 'answer', status: 403 });
      const result = await store(inputs);
      expect(active(place)).toHaveLength(2);
      const [first, made] = active(place);
      expect(first).toEqual(old);
      // What is known is an output, whether or not it could be stored.
      expect(result).toMatchObject({
        exitCode: 1,
        outputs: { 'key-id': made?.id, retired: '0', changed: String(round === 0), failed: '1' },
      });
      expect(result.outputs).not.toHaveProperty('outcome');
    }
    const last = await store(inputs);
    expect(last).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } });
    expect(active(place).map(({ id }) => id)).toEqual([last.outputs['key-id']]);
    expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')?.value).toBe(last.outputs['dsn']);
  });
});

test('a key that could not be delivered is used by the next rotation, while it is young', async () => {
  await inProcess({}, async (place) => {
    const { sentry, run, clock } = place;
    addOldKey(sentry);
    const failed = await run(rotate, true);
    expect(failed.errors).toEqual([expect.stringContaining('A client key was created: see')]);
    const [, left] = active(place);

    const dry = await run({ ...rotate, 'dry-run': 'true' });
    expect(dry.lines.at(-1)).toContain('would use the client key "ci", then retire 1 client key.');
    const next = await run({ ...rotate, 'rate-limit': '5/60' });
    expect(next.outputs).toMatchObject({ outcome: 'rotated', retired: '1', 'key-id': left?.id });
    expect(active(place)).toMatchObject([{ id: left?.id, rateLimit: { count: 5, window: 60 } }]);

    // Once it is too old for that, a new key replaces them both.
    await run({ name: 'ci', mode: 'create' });
    clock.pass(31 * 24 * 3600 * 1000);
    const anew = await run(rotate);
    expect(anew.outputs).toMatchObject({ outcome: 'rotated', retired: '2' });
    expect(active(place).map(({ id }) => id)).toEqual([anew.outputs['key-id']]);
  });
});
