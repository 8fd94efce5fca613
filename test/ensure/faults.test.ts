/**
 * The fault matrix: every fault × before or after the server's work × once, twice, for ever × with
 * and without a name × each call that the action makes. What must come of each is worked out by the
 * rules of docs/reliability.md and compared with what is on the server afterwards.
 */
import { inProcess, type Place, type Result } from '../harness/in-process.ts';
import { type Fault, tooManyRequests } from '../local-sentry/index.ts';
import { html, lost } from '../harness/mishaps.ts';

type Row = Omit<Fault, 'when' | 'times' | 'call'>;
type When = 'before' | 'after';

const struck: Record<string, Row> = { ...lost, hang: { strike: 'hang' } };

/** Sentry limits requests before it does any work, so that these only ever strike before. */
const limited = (now: () => number): Record<string, Row> => ({
  '429 with Reset': tooManyRequests({ resetInSeconds: 3, now }),
  '429 with Retry-After in seconds': tooManyRequests({ retryAfter: '7', now }),
  '429 with Retry-After as a date': tooManyRequests({
    retryAfter: new Date(now() + 9000).toUTCString(),
    now,
  }),
  '429 with neither': { strike: 'answer', status: 429, headers: html, body: '{}' },
});

const TIMEOUT = 60;

interface Case {
  readonly fault: string;
  readonly when: When;
  readonly times: number;
}

const cases: Case[] = [1, 2, Infinity].flatMap((times) => [
  ...Object.keys(struck).flatMap((fault) =>
    (['before', 'after'] as const).map((when) => ({ fault, when, times })),
  ),
  ...Object.keys(limited(Date.now)).map((fault) => ({ fault, when: 'before' as const, times })),
]);

/** Runs a step while a fault strikes one of its calls, and checks what holds whatever comes of it. */
async function strike(
  { fault, when, times }: Case,
  call: Exclude<Fault['call'], undefined>,
  inputs: Record<string, string>,
  prepare: (place: Place) => void,
  expectations: (place: Place, result: Result) => void,
): Promise<void> {
  // The server's clock is a day ahead of this machine's: only its own may count.
  const skew = 24 * 3600 * 1000;
  await inProcess({ skew }, async (place) => {
    prepare(place);
    const now = () => Date.now() + skew;
    const row = struck[fault] ?? limited(now)[fault];
    if (row === undefined) throw new Error(`no fault ${fault}`);
    place.sentry.fault({ ...row, call, when, times });
    const result = await place.run({ timeout: String(TIMEOUT), ...inputs });

    expect(result.errors).toHaveLength(result.exitCode);
    expect(result.elapsed).toBeLessThanOrEqual(TIMEOUT * 1000);
    // One line for each wait that a fault made necessary, and what it says is what is waited.
    const waits = result.lines.filter((line) => / in \d+\.\d s\.$/.test(line));
    expect(waits).toHaveLength(place.clock.waits.filter((wait) => wait !== 300).length);
    expectations(place, result);
  });
}

const calls = ({ sentry }: Place): string[] => sentry.requests.map(({ call }) => call);
const doubt = /A client key may have been created/;
const isLimit = (fault: string): boolean => fault.startsWith('429');

describe.each(cases)('$fault, $when the work, $times times', (given) => {
  const { fault, when, times } = given;
  const forEver = times === Infinity;

  test('list', async () => {
    await strike(
      given,
      'list',
      { name: 'ci' },
      () => undefined,
      (place, result) => {
        const keys = place.sentry.keys('web');
        if (forEver) {
          expect({ keys, exitCode: result.exitCode }).toEqual({ keys: [], exitCode: 1 });
          expect(result.errors[0]).not.toMatch(doubt);
          return;
        }
        expect(result).toMatchObject({ exitCode: 0, outputs: { 'key-id': keys[0]?.id } });
        expect(keys).toHaveLength(1);
        const lists = Array<string>(times).fill('list');
        expect(calls(place)).toEqual([...lists, 'list', 'create', 'list']);
      },
    );
  });

  test('create without a name', async () => {
    await strike(
      given,
      'create',
      {},
      () => undefined,
      (place, result) => {
        const keys = place.sentry.keys('web');
        if (isLimit(fault)) {
          expect(keys).toHaveLength(forEver ? 0 : 1);
          expect(result.exitCode).toBe(forEver ? 1 : 0);
          if (forEver) expect(result.errors[0]).not.toMatch(doubt);
          else expect(result.outputs['key-id']).toBe(keys[0]?.id);
          return;
        }
        expect(calls(place)).toEqual(['create']);
        expect(keys).toHaveLength(when === 'after' ? 1 : 0);
        expect(result).toMatchObject({ exitCode: 1, outputs: {} });
        expect(result.errors[0]).toMatch(doubt);
        expect(result.errors[0]).toContain('/settings/acme/projects/web/keys/');
      },
    );
  });

  test.each(['create', 'reuse', 'rotate'])(
    'create with a name, if-exists: %s',
    async (ifExists) => {
      const old = { name: 'ci', isActive: ifExists !== 'reuse' };
      await strike(
        given,
        'create',
        { name: 'ci', 'if-exists': ifExists },
        ({ sentry, clock }) => {
          sentry.addKey('web', old);
          // Date headers are cut to the second, so that is how well `create`, which lists nothing
          // beforehand, can tell what is older than its request.
          clock.pass(2000);
        },
        (place, result) => {
          const [first, ...made] = place.sentry.keys('web');
          // `rotate` retires the old key, but never before there is a new one.
          const kept = ifExists === 'rotate' && result.exitCode === 1;
          expect(first?.isActive).toBe(ifExists === 'create' || kept);
          if (forEver && when === 'before') {
            // Nothing was ever done, but only a 429 proves it.
            expect({ exitCode: result.exitCode, made }).toEqual({ exitCode: 1, made: [] });
            expect((result.errors[0] ?? '').includes('A client key may have been created')).toBe(
              !isLimit(fault),
            );
            return;
          }
          expect(made).toHaveLength(1);
          expect(made[0]).toMatchObject({ name: 'ci', isActive: true });
          expect(result).toMatchObject({ exitCode: 0, outputs: { 'key-id': made[0]?.id } });

          const again = isLimit(fault) ? ['create'] : ['list', 'create'];
          const lookedAt = when === 'after' ? ['list'] : Array<string[]>(times).fill(again).flat();
          const before = ifExists === 'create' ? [] : ['list'];
          const after = { create: [], reuse: ['list'], rotate: ['update'] }[ifExists] ?? [];
          expect(calls(place)).toEqual([...before, 'create', ...lookedAt, ...after]);
        },
      );
    },
  );

  test('list, again after the create', async () => {
    await strike(
      given,
      'list',
      { name: 'ci' },
      // The first list is answered.
      ({ sentry }) => {
        sentry.fault({ call: 'list', strike: 'delay', delayMs: 0 });
      },
      (place, result) => {
        const [key, ...others] = place.sentry.keys('web');
        expect(others).toEqual([]);
        if (!forEver) {
          expect(result).toMatchObject({ exitCode: 0, outputs: { 'key-id': key?.id } });
          return;
        }
        expect(result).toMatchObject({ exitCode: 1, outputs: {} });
        const page = `${place.sentry.url}/settings/acme/projects/web/keys/${key?.id ?? ''}/`;
        expect(result.errors[0]).toContain(`A client key was created: see ${page}`);
      },
    );
  });

  test('update', async () => {
    await strike(
      given,
      'update',
      { name: 'ci', 'if-exists': 'update', 'rate-limit': '5/60' },
      ({ sentry }) => sentry.addKey('web', { name: 'ci', browserSdkVersion: '7.x' }),
      (place, result) => {
        const [key] = place.sentry.keys('web');
        expect(result.exitCode).toBe(forEver ? 1 : 0);
        const untouched = forEver && when === 'before';
        expect(key?.rateLimit).toEqual(untouched ? null : { count: 5, window: 60 });
        expect(key?.browserSdkVersion).toBe('7.x');
        if (!forEver)
          expect(result.outputs).toMatchObject({ outcome: 'updated', 'key-id': key?.id });
      },
    );
  });

  test('delete', async () => {
    await strike(
      given,
      'delete',
      { name: 'ci', state: 'absent', retire: 'delete' },
      ({ sentry }) => sentry.addKey('web', { name: 'ci' }),
      (place, result) => {
        expect(result.exitCode).toBe(forEver ? 1 : 0);
        expect(place.sentry.keys('web')).toHaveLength(forEver && when === 'before' ? 1 : 0);
        if (forEver) expect(result.errors[0]).toContain('0 of 1 client keys were retired');
        else
          expect(result.outputs).toEqual({
            outcome: 'retired',
            retired: '1',
            'project-created': 'false',
          });
      },
    );
  });
});
