/** Rotation over days: `max-age`, `grace`, and keys that are still in use. */
import { inProcess, type Place, type Result } from '../harness/in-process.ts';
import { answer, type LocalSentryOptions } from '../local-sentry/index.ts';

const DAY = 24 * 3600 * 1000;
const monthly = { name: 'ci', mode: 'rotate', 'max-age': '30d', grace: '7d' };

interface History extends Place {
  /** Lets days pass, and runs the step. */
  readonly after: (days: number, inputs?: Record<string, string>) => Promise<Result>;
  /** Name and state of each key, oldest first. */
  readonly keys: () => string[];
  /** A day, counted from the first. */
  readonly day: (days: number) => string;
  /** Sends an event with the DSN of a key. @returns the status */
  readonly send: (dsn: string) => Promise<number>;
}

async function history(act: (history: History) => Promise<void>, options: LocalSentryOptions = {}) {
  const start = Date.now();
  await inProcess({ ...options }, async (place) => {
    const { sentry, clock, run } = place;
    await act({
      ...place,
      after: (days, inputs = monthly) => {
        clock.pass(days * DAY);
        return run(inputs);
      },
      keys: () => sentry.keys('web').map(({ name, isActive }) => `${name}${isActive ? '' : ', retired'}`),
      day: (days) => new Date(start + days * DAY).toISOString().slice(0, 10),
      send: async (dsn) => {
        const { username, pathname } = new URL(dsn);
        const url = `${sentry.url}/api${pathname}/envelope/?sentry_key=${username}`;
        const body = '{"event_id":"e"}\n{"type":"event"}\n{"message":"x"}\n';
        return (await fetch(url, { method: 'POST', body })).status;
      },
    });
  });
}

test('a nightly step rotates once a month, and retires when the grace is over', () =>
  history(async ({ after, keys, day, sentry }) => {
    const first = await after(0);
    expect(first.outputs).toMatchObject({ outcome: 'created', retired: '0', changed: 'true' });
    expect(first.lines[0]).toBe('Rotate the client key "ci" in acme/web, if it is older than 30d, with a grace of 7d.');
    const sent = sentry.requests.length;
    const second = await after(29);
    expect(second.outputs).toMatchObject({ outcome: 'reused', changed: 'false' });
    expect(second.outputs['dsn']).toBe(first.outputs['dsn']);
    expect(sentry.requests).toHaveLength(sent + 1);

    const third = await after(2);
    expect(third.outputs).toMatchObject({ outcome: 'rotated', retired: '0' });
    expect(third.lines.at(-1)).toContain(`: rotated (1 set aside until ${day(38)}).`);
    expect(keys()).toEqual([`ci (until ${day(38)})`, 'ci']);

    expect((await after(7)).outputs).toMatchObject({ outcome: 'reused', retired: '0' });
    expect(keys()).toEqual([`ci (until ${day(38)})`, 'ci']);
    const last = await after(1);
    expect(last.outputs).toMatchObject({ outcome: 'reused', retired: '1' });
    expect(last.outputs['dsn']).toBe(third.outputs['dsn']);
    expect(keys()).toEqual([`ci (until ${day(38)}), retired`, 'ci']);
  }));

test.each([
  { events: 1, told: /received 1 error event in the last 7 days, so it is not retired/ },
  { events: 3, told: /received 3 error events in the last 7 days/ },
])('a key that received $events events stays, with a warning', ({ events, told }) =>
  history(async ({ after, send, keys, clock, sentry }) => {
    const { outputs } = await after(0);
    await after(31);
    clock.pass(7.9 * DAY);
    for (let count = 0; count < events; count++) await send(outputs['dsn'] ?? '');
    const veto = await after(0.1);
    expect(veto.outputs).toMatchObject({ outcome: 'reused', retired: '0' });
    expect(veto.warnings).toEqual([expect.stringMatching(told)]);
    expect(veto.warnings[0]).toContain(`/keys/${sentry.keys('web')[0]?.id ?? ''}/`);
    expect(keys()[0]).not.toContain('retired');

    expect((await after(9)).outputs).toMatchObject({ retired: '1' });
  }),
);

test('the day decides if there are no figures, and the log says so', () =>
  history(
    async ({ after, send }) => {
      const { outputs } = await after(0);
      await after(31);
      await send(outputs['dsn'] ?? '');
      const last = await after(8);
      expect(last.outputs).toMatchObject({ retired: '1' });
      expect(last.lines).toContainEqual(
        expect.stringMatching(/no usage of the client key "ci \(until \S+\)", so only its age decides: it is retired/),
      );
    },
    { usage: false },
  ));

test.each([
  { status: 500, body: '' },
  { status: 200, body: 'no' },
  { status: 200, body: '[{"ts":1}]' },
])('a key stays if the answer to its figures is $status $body', ({ status, body }) =>
  history(async ({ after, sentry }) => {
    await after(0);
    await after(31);
    sentry.fault({ ...answer('stats', status, body), times: Infinity });
    const last = await after(8, { ...monthly, timeout: '10' });
    expect(last.outputs).toMatchObject({ outcome: 'reused', retired: '0' });
    expect(last.warnings).toEqual([expect.stringMatching(/did not answer how much .* asks again/)]);
  }),
);

describe('two rotations that overlap', () => {
  const rotateNow = { name: 'ci', mode: 'rotate', 'max-age': '1m', grace: 'none' };

  test('end with one current key if the second begins while the first delivers', async () => {
    let onUpdate = (): Promise<unknown> | undefined => undefined;
    await inProcess({ holdBack: ({ call }) => (call === 'update' ? onUpdate() : undefined) }, async (place) => {
      const { sentry, clock, run } = place;
      sentry.addKey('web', { name: 'ci' });
      clock.pass(61_000);
      // Just before the first run retires the old key, the second one runs from beginning to end.
      let second: Result | undefined;
      onUpdate = async () => {
        onUpdate = () => undefined;
        second = await run(rotateNow);
      };
      const first = await run(rotateNow);
      const active = sentry.keys('web').filter(({ isActive }) => isActive);
      expect(active).toHaveLength(1);
      expect([first.outputs['key-id'], second?.outputs['key-id']]).toEqual([active[0]?.id, active[0]?.id]);
    });
  });

  test('a run whose key was replaced while it delivered retires none', async () => {
    let onGet = (): undefined => undefined;
    const holdBack = ({ call }: { call: string }) => {
      if (call === 'get') onGet();
      return undefined;
    };
    await inProcess({ holdBack }, async ({ sentry, clock, run }) => {
      const old = sentry.addKey('web', { name: 'ci' });
      clock.pass(61_000);
      onGet = () => {
        onGet = () => undefined;
        const made = sentry.keys('web').at(-1);
        sentry.removeKey('web', made?.id ?? '');
        return undefined;
      };
      const { exitCode, errors } = await run(rotateNow);
      expect({ exitCode, errors }).toEqual({
        exitCode: 1,
        errors: [expect.stringMatching(/^Another run replaced this client key while its DSN was being deliv/)],
      });
      expect(sentry.keys('web')).toMatchObject([{ id: old.id, isActive: true }]);
    });
  });
});
