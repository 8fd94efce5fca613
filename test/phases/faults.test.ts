/**
 * The fault matrix: each fault × before or after the server's work × once, twice, forever × each call
 * that the action makes. docs/reliability.md says what has to come of each. What counts is what is on
 * the server afterwards.
 */
import type { Place } from '../harness/in-process.ts';
import { addOldKey } from '../harness/old-key.ts';
import type { Fault } from '../local-sentry/index.ts';
import { faultOf, type Inputs, limits, lostAnswers, newProject, oneRun } from './one-run.ts';

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
  arrange: (given: Place) => void = () => undefined,
) {
  // The server's clock is a day ahead of this machine's: only the server's may count.
  const skew = 24 * 3600 * 1000;
  const setUp = (given: Place) => {
    arrange(given);
    given.sentry.fault({ ...faultOf(fault, () => Date.now() + skew), call, when, times });
  };
  const run = await oneRun({ timeout: String(TIMEOUT), ...inputs }, setUp, { skew });
  expect(run.errors).toHaveLength(run.exitCode);
  expect(run.elapsed).toBeLessThanOrEqual(TIMEOUT * 1000);
  // The log has the reason for waits that a fault makes necessary. The others are for what other runs do.
  const told = run.lines.flatMap((line) => / in (\d+\.\d) s\.$/.exec(line)?.[1] ?? []);
  const waits = run.waits.map((wait) => (wait / 1000).toFixed(1));
  expect(waits).toEqual(expect.arrayContaining(told));
  if (told.length === 0) expect(waits.filter((wait) => wait !== '1.0' && wait !== '0.5')).toEqual([]);
  return { ...run, error: run.errors[0] ?? '', web: run.keys['web'] ?? [] };
}

interface Repeatable {
  readonly keys: object;
  /** Of a fault that strikes forever. */
  readonly error: string;
  readonly arrange?: (given: Place) => void;
  /** Whether such a fault is only a warning. */
  readonly isWarning?: boolean;
  readonly retired?: string;
}

const setAside: unknown = expect.stringMatching(/^ci \(until [\d-]+\)$/);
const maybeKey = 'A client key may have been created';
const limit = { count: 5, window: 60 };
const named = { name: 'ci' };
const ensure = { ...named, 'rate-limit': '5/60' };
const update = { ...ensure, mode: 'update' };
const rotate = { ...named, mode: 'rotate', 'max-age': '30d', grace: 'none' };
const retire = { ...named, mode: 'retire' };

describe.each(cases)('$fault, $when the work, $times times', (given) => {
  const { fault, when, times } = given;
  const forever = times === Infinity;
  const isLimit = fault.startsWith('429');
  const isDone = !forever || when === 'after';
  const exitCode = forever ? 1 : 0;

  test.each([
    { what: 'mode: ensure', inputs: named, after: ['list'] },
    { what: 'mode: ensure, nameless', inputs: {}, after: ['list'] },
    { what: 'mode: create, nameless', inputs: { mode: 'create' }, after: [] },
    { what: 'mode: rotate', inputs: rotate, after: ['list', 'get', 'update'] },
  ])('create, $what', async ({ inputs, after }) => {
    const { mode = 'ensure', name } = inputs as Inputs;
    const isBlind = mode === 'create';
    const isEnsure = mode === 'ensure';
    const run = await strike(given, 'create', inputs, ({ sentry }) => {
      addOldKey(sentry, 'web', { isActive: !isEnsure });
    });
    const [old, ...made] = run.web;
    const creates = run.sentry.requests.filter(({ call }) => call === 'create');
    expect(new Set(creates.map(({ body }) => (body as { public: string }).public)).size).toBe(1);
    // `rotate` never retires the old key before there is a new one.
    expect(old?.isActive).toBe(isBlind || (mode === 'rotate' && run.exitCode === 1));
    if (!isDone) {
      // Only a 429 proves it.
      expect({ exitCode: run.exitCode, made }).toEqual({ exitCode: 1, made: [] });
      expect(run.error.includes(maybeKey)).toBe(!isLimit);
      expect(run.outputs).toMatchObject({ changed: String(!isLimit), failed: '1', retired: '0' });
      expect(run.outputs).not.toHaveProperty('key-id');
      return;
    }
    const made1 = { isActive: true, ...(!isBlind && { name: name ?? 'Default' }) };
    expect(made).toMatchObject([made1]);
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'key-id': made[0]?.id, changed: 'true', failed: '0' } });
    const again = isLimit ? ['create'] : ['get', ...(isBlind ? [] : ['list']), 'create'];
    expect(run.calls).toEqual([
      ...(isBlind ? [] : ['list']),
      'create',
      ...(when === 'after' ? ['get'] : Array<string[]>(times).fill(again).flat()),
      ...after,
    ]);
  });

  test('create a project', async () => {
    const run = await strike(given, 'create-project', newProject);
    if (!isDone) {
      expect(run).toMatchObject({ exitCode: 1, keys: { web: [] } });
      expect(run.outputs).not.toHaveProperty('project-created');
      expect(run.keys).not.toHaveProperty('api');
      expect(run.error.includes('A project may have been created: see http')).toBe(!isLimit);
      return;
    }
    // Only an answer confirms that the project is this run's, and with it the key `Default`.
    const isOwn = when === 'before';
    expect(run.outputs).toMatchObject({ outcome: 'created', 'project-created': String(isOwn) });
    const mine = { name: 'ci', id: run.outputs['key-id'] };
    expect(run.keys).toMatchObject({ web: [], api: isOwn ? [mine] : [{ name: 'Default', rateLimit: null }, mine] });
    const creates = run.calls.filter((call) => call === 'create-project');
    expect(creates).toHaveLength(when === 'after' ? 1 : times + 1);
  });

  /** Tests a call that can be done twice without harm. */
  function testRepeatable(
    what: string,
    call: Call,
    inputs: Inputs,
    { keys, error, arrange, isWarning = false, retired = '0' }: Repeatable,
  ): void {
    test(what, async () => {
      const run = await strike(given, call, inputs, arrange);
      const exitCode = forever && !isWarning ? 1 : 0;
      expect(run).toMatchObject({ exitCode, keys });
      expect(run.error).toContain(forever ? error : '');
      expect(run.warnings).toHaveLength(forever && isWarning ? 1 : 0);
      expect(run.error).not.toContain(maybeKey);
      const { outputs } = run;
      expect(outputs).toMatchObject({ failed: String(exitCode) });
      if (!forever) expect(outputs).toMatchObject({ retired });
    });
  }

  testRepeatable('list, mode: ensure', 'list', named, {
    ...{ keys: { web: forever ? [] : [{}] }, error: 'list the client keys' },
  });
  testRepeatable('list after the create', 'list', named, {
    ...{ keys: { web: [{ name: 'ci' }] }, error: 'A client key was created: see http' },
    arrange: ({ sentry }) => {
      sentry.fault({ call: 'list', strike: 'delay', delayMs: 0 });
    },
  });
  test('list, mode: find', async () => {
    const inputs = { ...named, mode: 'find' };
    const run = await strike(given, 'list', inputs, ({ sentry }) => addOldKey(sentry));
    expect(run).toMatchObject({ exitCode, web: [{ name: 'ci', isActive: true }] });
    expect(run.outputs).toMatchObject({ changed: 'false' });
    expect(run.outputs['key-id']).toBe(forever ? undefined : run.web[0]?.id);
  });
  testRepeatable('update, mode: update', 'update', update, {
    keys: { web: [{ rateLimit: isDone ? limit : null, browserSdkVersion: '7.x' }] },
    error: 'change the client key',
    arrange: ({ sentry }) => addOldKey(sentry, 'web', { browserSdkVersion: '7.x' }),
  });
  testRepeatable('deactivate, mode: retire', 'update', retire, {
    ...{ keys: { web: [{ isActive: !isDone }] }, error: 'Retired 0 of 1 client keys' },
    ...{ arrange: ({ sentry }) => addOldKey(sentry), retired: '1' },
  });
  testRepeatable(
    'delete, mode: retire',
    'delete',
    { ...retire, 'retire-method': 'delete' },
    {
      ...{ keys: { web: isDone ? [] : [{}] }, error: 'Retired 0 of 1 client keys' },
      ...{ arrange: ({ sentry }) => addOldKey(sentry), retired: '1' },
    },
  );
  testRepeatable(
    'set aside, mode: rotate',
    'update',
    { ...rotate, grace: '7d' },
    {
      keys: { web: [{ name: isDone ? (setAside as string) : 'ci', isActive: true }, { name: 'ci' }] },
      error: 'Dealt with 0 of 1 client keys',
      arrange: ({ sentry }) => addOldKey(sentry),
    },
  );
  testRepeatable('look at the figures, mode: rotate', 'stats', rotate, {
    keys: { web: [{ isActive: forever }, { name: 'ci', isActive: true }] },
    error: '',
    isWarning: true,
    retired: '1',
    arrange: ({ sentry }) => {
      addOldKey(sentry, 'web', { name: 'ci (until 2024-06-01)' });
      sentry.addKey('web', named);
    },
  });
  testRepeatable(
    'update in a new project',
    'update',
    { ...ensure, ...newProject },
    {
      keys: { api: [isDone ? { name: 'ci', rateLimit: limit } : { name: 'Default' }] },
      error: 'The project acme/api was created.',
    },
  );
});
