/**
 * The fault matrix: each fault × before or after the server's work × once, twice, forever × each call
 * that the action makes. docs/reliability.md says what has to come of each; what counts is what is on
 * the server afterwards.
 */
import type { Fault } from '../local-sentry/index.ts';
import {
  faultOf,
  type Given,
  type Inputs,
  limits,
  lostAnswers,
  newProject,
  oneRun,
} from './one-run.ts';

const TIMEOUT = 60;

type Call = Exclude<Fault['call'], undefined>;

interface Case {
  readonly fault: string;
  readonly when: 'before' | 'after';
  readonly times: number;
}

const cases = [1, 2, Infinity].flatMap((times): Case[] => [
  ...[...lostAnswers, 'hang'].flatMap((fault) =>
    (['before', 'after'] as const).map((when) => ({ fault, when, times })),
  ),
  // Sentry limits requests before it does any work.
  ...limits.map((fault) => ({ fault, when: 'before' as const, times })),
]);

/** Runs a step while a fault strikes one kind of call, and checks what holds in every case. */
async function strike(
  { fault, when, times }: Case,
  call: Call,
  inputs: Inputs,
  arrange: (given: Given) => void = () => undefined,
) {
  // The server's clock is a day ahead of this machine's: only the server's may count.
  const skew = 24 * 3600 * 1000;
  const setUp = (given: Given) => {
    arrange(given);
    given.sentry.fault({ ...faultOf(fault, () => Date.now() + skew), call, when, times });
  };
  const run = await oneRun({ timeout: String(TIMEOUT), ...inputs }, setUp, { skew });
  expect(run.errors).toHaveLength(run.exitCode);
  expect(run.elapsed).toBeLessThanOrEqual(TIMEOUT * 1000);
  // Each wait that a fault makes necessary is one line. The others are for what other runs do.
  const others = run.waits.map((wait) => (wait / 1000).toFixed(1));
  for (const line of run.lines) {
    const [, seconds] = / in (\d+\.\d) s\.$/.exec(line) ?? [];
    if (seconds !== undefined) expect(others.splice(others.indexOf(seconds), 1)).toEqual([seconds]);
  }
  expect(others.filter((wait) => wait !== '1.0' && wait !== '0.5')).toEqual([]);
  return { ...run, error: run.errors[0] ?? '', web: run.keys['web'] ?? [] };
}

const maybeKey = 'A client key may have been created';
const limit = { count: 5, window: 60 };
const named = { name: 'ci' };
const update = { ...named, 'if-exists': 'update', 'rate-limit': '5/60' };
const absent = { ...named, state: 'absent', retire: 'delete' };

describe.each(cases)('$fault, $when the work, $times times', (given) => {
  const { fault, when, times } = given;
  const forever = times === Infinity;
  const isLimit = fault.startsWith('429');
  const isDone = !forever || when === 'after';
  const exitCode = forever ? 1 : 0;

  test.each(['create', 'reuse', 'rotate', ''])('create, if-exists: %s', async (ifExists) => {
    // Without `if-exists`, without a name.
    const inputs = ifExists === '' ? {} : { ...named, 'if-exists': ifExists };
    const isBlind = ifExists === '' || ifExists === 'create';
    const run = await strike(given, 'create', inputs, ({ sentry, clock }) => {
      sentry.addKey('web', { ...named, isActive: ifExists !== 'reuse' });
      clock.pass(2000);
    });
    const [old, ...made] = run.web;
    // `rotate` never retires the old key before there is a new one.
    const isKept = isBlind || (ifExists === 'rotate' && run.exitCode === 1);
    expect(old?.isActive).toBe(isKept);
    if (!isDone) {
      // Only a 429 proves it.
      expect({ exitCode: run.exitCode, made }).toEqual({ exitCode: 1, made: [] });
      expect(run.error.includes(maybeKey)).toBe(!isLimit);
      return;
    }
    expect(made).toMatchObject([{ ...(ifExists !== '' && named), isActive: true }]);
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'key-id': made[0]?.id } });
    const again = isLimit ? ['create'] : ['get', ...(isBlind ? [] : ['list']), 'create'];
    expect(run.calls).toEqual([
      ...(isBlind ? [] : ['list']),
      'create',
      ...(when === 'after' ? ['get'] : Array<string[]>(times).fill(again).flat()),
      ...({ reuse: ['list'], rotate: ['list', 'get', 'update'] }[ifExists] ?? []),
    ]);
  });

  test('create a project', async () => {
    const run = await strike(given, 'create-project', newProject);
    if (!isDone) {
      expect(run).toMatchObject({ exitCode: 1, outputs: {} });
      expect(run.keys).toEqual({ web: [] });
      expect(run.error.includes('A project may have been created: see http')).toBe(!isLimit);
      return;
    }
    expect(run.outputs).toMatchObject({ outcome: 'created', 'project-created': 'true' });
    expect(run.keys).toMatchObject({ web: [], api: [{ name: 'ci', id: run.outputs['key-id'] }] });
    const creates = run.calls.filter((call) => call === 'create-project');
    expect(creates).toHaveLength(when === 'after' ? 1 : times + 1);
  });

  /** Tests a call that can be done twice without harm; `error` is for a fault that strikes forever. */
  function testRepeatable(
    what: string,
    call: Call,
    inputs: Inputs,
    { keys, error, arrange }: { keys: object; error: string; arrange?: (given: Given) => void },
  ): void {
    test(what, async () => {
      const run = await strike(given, call, inputs, arrange);
      expect(run).toMatchObject({ exitCode, keys });
      expect(run.error).toContain(forever ? error : '');
      expect(run.error).not.toContain(maybeKey);
      if (!forever) expect(run.outputs).toMatchObject({ retired: call === 'delete' ? '1' : '0' });
    });
  }

  testRepeatable('list', 'list', named, {
    ...{ keys: { web: forever ? [] : [{}] }, error: 'list the client keys' },
  });
  testRepeatable('list after the create', 'list', named, {
    ...{ keys: { web: [{ name: 'ci' }] }, error: 'A client key was created: see http' },
    arrange: ({ sentry }) => {
      sentry.fault({ call: 'list', strike: 'delay', delayMs: 0 });
    },
  });
  testRepeatable('update', 'update', update, {
    keys: { web: [{ rateLimit: isDone ? limit : null, browserSdkVersion: '7.x' }] },
    error: 'change the client key',
    arrange: ({ sentry }) => sentry.addKey('web', { ...named, browserSdkVersion: '7.x' }),
  });
  testRepeatable('delete', 'delete', absent, {
    ...{ keys: { web: isDone ? [] : [{}] }, error: '0 of 1 client keys were retired' },
    arrange: ({ sentry }) => sentry.addKey('web', named),
  });
  testRepeatable(
    'update in a new project',
    'update',
    { ...update, ...newProject },
    {
      keys: { api: [isDone ? { name: 'ci', rateLimit: limit } : { name: 'Default' }] },
      error: 'The project acme/api was created.',
    },
  );
});
