/**
 * Rotation by a step that is run again and again, whatever breaks off in between: it is killed at any
 * request, answers are lost, outputs are refused, days pass.
 */
import fc from 'fast-check';
import { inProcess, type Kill } from '../harness/in-process.ts';
import { dsnOf } from '../harness/scenario.ts';
import type { LocalSentry, StoredKey } from '../local-sentry/index.ts';
import { faultOf } from './one-run.ts';

const RUNS = 150;
const DAY = 24 * 3600 * 1000;
const rotate = { name: 'ci', mode: 'rotate', 'max-age': '30d', grace: '7d', timeout: '60' };

const kill = fc.record({
  request: fc.integer({ min: 1, max: 8 }),
  when: fc.constantFrom<Kill['when']>('before', 'after'),
});

const night = fc.record({
  days: fc.constantFrom(0, 0.2, 1, 7, 8, 31),
  kill: fc.option(kill, { nil: undefined }),
  fault: fc.option(fc.constantFrom('reset', '500', 'hang'), { nil: undefined }),
  when: fc.constantFrom<'before' | 'after'>('before', 'after'),
  call: fc.constantFrom('list', 'create', 'update', undefined),
  refuse: fc.constantFrom(false, false, false, true),
});
type Night = typeof night extends fc.Arbitrary<infer Value> ? Value : never;

const current = (sentry: LocalSentry): StoredKey[] =>
  sentry.keys('web').filter(({ name, isActive }) => name === 'ci' && isActive);

async function live(nights: readonly Night[]): Promise<void> {
  let next: Kill | undefined;
  await inProcess({ killAt: () => next }, async ({ sentry, clock, run }) => {
    const start = Date.now();
    /** The DSNs that the workflow got, by the ID of their key. */
    const delivered = new Set<string>();
    for (const { days, kill, fault, when, call, refuse } of [...nights, ...CALM]) {
      clock.pass(days * DAY);
      next = kill;
      if (fault !== undefined) {
        const now = (): number => start + clock.now();
        sentry.fault({ ...faultOf(fault, now), when, ...(call && { call }) });
      }
      const { exitCode, outputs } = await run(rotate, refuse);
      if (outputs['dsn'] !== undefined) delivered.add(outputs['key-id'] ?? '');

      const now = start + clock.now();
      for (const { id, name, isActive } of sentry.keys('web')) {
        if (isActive || !delivered.has(id)) continue;
        // What was delivered is retired only when its whole day is over.
        const [, day = 'never'] = /^ci \(until (.*)\)$/.exec(name) ?? [];
        expect(now).toBeGreaterThanOrEqual(Date.parse(day) + DAY);
      }
      const active = current(sentry);
      // Never none, once there was one.
      if (delivered.size > 0) expect(active.length).toBeGreaterThan(0);
      if (exitCode !== 0) continue;
      expect(active).toHaveLength(1);
      const [key] = active;
      expect(outputs['dsn']).toBe(key && dsnOf(sentry, key));
      expect(now - Date.parse(key?.dateCreated ?? '')).toBeLessThanOrEqual(30 * DAY);
    }
  });
}

/** Two nights on which nothing goes wrong end whatever broke off. */
const calm: Night = {
  ...{ days: 1, kill: undefined, fault: undefined, when: 'before', call: undefined, refuse: false },
};
const CALM = [calm, calm];

test('a run that ends well leaves one current key, and nothing retires one too early', async () => {
  await fc.assert(fc.asyncProperty(fc.array(night, { maxLength: 6 }), live), { numRuns: RUNS });
}, 120_000);
