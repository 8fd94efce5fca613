/** What a step retires, and what it says where it cannot. */
import { removeOwn, retire, retireKey } from '../../src/ensure/retire.ts';
import { mayRetire, setAside } from '../../src/ensure/set-aside.ts';
import type { ClientKey } from '../../src/keys/client-key.ts';
import type { Plan } from '../../src/keys/plan.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import {
  answer,
  date,
  keyOf,
  refusal,
  scriptedSession,
  sentTo,
  statusOnly,
} from '../sentry/scripted.ts';
import { aRun } from './key-run.ts';

const done = statusOnly(204);
const off = (id: string) => answer({ ...keyOf(id), isActive: false });
const named = (id: string, name: string) => answer({ ...keyOf(id), name });

/** A key that is there. */
const key = (id: string, name = 'ci') => ({ id, name, isActive: true }) as ClientKey;

describe('one key', () => {
  test('is deactivated', async () => {
    const server = scriptedSession([off('a')]);
    await retireKey(server.session, key('a'), 'deactivate');
    expect(sentTo(server.requests)).toEqual(['PUT a {"isActive":false}']);
  });

  test('is deleted', async () => {
    const server = scriptedSession([done]);
    await retireKey(server.session, key('a'), 'delete');
    expect(sentTo(server.requests)).toEqual(['DELETE a']);
  });

  test.each(['deactivate', 'delete'] as const)('that is gone is retired: %s', async (method) => {
    const server = scriptedSession([statusOnly(404)]);
    await retireKey(server.session, key('a'), method);
    expect(server.requests).toHaveLength(1);
  });

  test('that the token may not delete is an error', async () => {
    const { session } = scriptedSession([refusal(403, 'No permission.')]);
    await expect(retireKey(session, key('a'), 'delete')).rejects.toThrow(
      'The token may not delete the client key "ci" in acme/web: "No permission." (403). It needs the scope ' +
        'project:admin: give the internal integration that it belongs to the permission "Project: Admin", or ' +
        'make a personal token with that scope. Or write retire: deactivate, which needs project:write only. ' +
        'If it has the scope, it belongs to another organization, or to a person who is a plain member of ' +
        'this one: Sentry lets a token do no more than its owner may.',
    );
  });

  test('that stays active is an error', async () => {
    const { session } = scriptedSession([answer(keyOf('a'))]);
    await expect(retireKey(session, key('a'), 'deactivate')).rejects.toThrow(
      'Sentry took the call that deactivates the client key "ci", but the key is still active. Servers that ' +
        'cannot deactivate keys need retire: delete.',
    );
  });

  test.each([
    { answers: [done], sent: ['DELETE own'] },
    { answers: [statusOnly(403), off('own')], sent: ['DELETE own', 'PUT own {"isActive":false}'] },
  ])("of this run's own is taken away: $sent", async ({ answers, sent }) => {
    const server = scriptedSession(answers);
    await removeOwn(server.session, key('own'));
    expect(sentTo(server.requests)).toEqual(sent);
  });
});

describe('what a plan leaves over', () => {
  /** Milliseconds since the epoch. */
  const serverTime = Date.parse(date);
  const until = '2026-01-08';

  /** Carries a plan out, after a key `new` was delivered. */
  async function carryOut(plan: Plan | undefined, answers: readonly HttpResponse[]) {
    const server = scriptedSession(answers);
    const run = aRun(server.session, { progress: { plan, key: key('new') } });
    const error = await retire(run).then(() => '', String);
    const { retired, setAside, dealtWith } = run.progress;
    return {
      error,
      sent: sentTo(server.requests),
      counts: [retired, setAside, dealtWith],
      log: server.log,
    };
  }

  const current = answer(keyOf('new'));
  const stillCurrent = 'GET new';

  test('nothing, before there is a plan', async () => {
    expect(await carryOut(undefined, [])).toMatchObject({ error: '', sent: [], counts: [0, 0, 0] });
  });

  test('keys are retired one after the other, but never the delivered one', async () => {
    const plan: Plan = { action: 'retire', retire: [key('a'), key('new'), key('b')] };
    expect(await carryOut(plan, [off('a'), off('b')])).toMatchObject({
      error: '',
      sent: ['PUT a {"isActive":false}', 'PUT b {"isActive":false}'],
      counts: [2, 0, 3],
    });
  });

  test('a rotation retires once its key is the current one', async () => {
    const plan: Plan = { action: 'rotate', retire: [key('a')] };
    expect(await carryOut(plan, [current, off('a')])).toMatchObject({
      error: '',
      sent: [stillCurrent, 'PUT a {"isActive":false}'],
      counts: [1, 0, 1],
    });
  });

  test.each([
    { what: 'is gone', now: statusOnly(404) },
    { what: 'is inactive', now: off('new') },
    { what: 'has another name', now: named('new', 'ci (until 2026-01-08)') },
  ])('a rotation whose key $what retires none', async ({ now }) => {
    const plan: Plan = {
      action: 'finish-rotation',
      key: key('new'),
      drift: [],
      retire: [key('a')],
    };
    const { error, sent, counts } = await carryOut(plan, [now]);
    expect(error).toBe(
      'Failure: Another run replaced the client key while this step delivered it, so that this step retires ' +
        'none. Run the job again, and give rotations a common concurrency group.',
    );
    expect({ sent, counts }).toEqual({ sent: [stillCurrent], counts: [0, 0, 0] });
  });

  test('a rotation with a grace sets aside', async () => {
    const plan: Plan = { action: 'rotate', retire: [key('a'), key('new')], until };
    const aside = named('a', 'ci (until 2026-01-08)');
    expect(await carryOut(plan, [current, aside])).toMatchObject({
      error: '',
      sent: [stillCurrent, 'PUT a {"name":"ci (until 2026-01-08)"}'],
      counts: [0, 1, 2],
    });
  });

  test('keys whose grace is over are retired, unless they are in use', async () => {
    const due = { keys: [key('a'), key('b')], serverTime };
    const plan: Plan = { action: 'reuse', key: key('new'), drift: [], due };
    const used = answer([{ ts: 1, total: 3 }]);
    const unused = answer([{ ts: 1, total: 0 }]);
    const { sent, ...told } = await carryOut(plan, [used, unused, off('b')]);
    expect(told).toMatchObject({ error: '', counts: [1, 0, 2] });
    expect(told.log.warnings).toHaveLength(1);
    expect(sent).toEqual(['GET a/stats', 'GET b/stats', 'PUT b {"isActive":false}']);
  });
});

describe('a key that is set aside', () => {
  test.each([
    { what: 'is renamed', answered: named('a', 'ci (until 2026-01-08)') },
    { what: 'is gone', answered: statusOnly(404) },
  ])('$what', async ({ answered }) => {
    const server = scriptedSession([answered]);
    await setAside(key('a'), '2026-01-08', aRun(server.session));
    expect(sentTo(server.requests)).toEqual(['PUT a {"name":"ci (until 2026-01-08)"}']);
  });

  test('and keeps its name is an error', async () => {
    const server = scriptedSession([answer(keyOf('a'))]);
    await expect(setAside(key('a'), '2026-01-08', aRun(server.session))).rejects.toThrow(
      'Sentry took the call that renames the client key "ci" to "ci (until 2026-01-08)", but the key kept its ' +
        'name. Servers that cannot rename keys can do no rotation with grace: leave grace out.',
    );
  });

  const page = 'https://sentry.example/settings/acme/projects/web/keys/a/';

  const unavailable =
    'Sentry has no figures on how much the client key "ci" is used, so that its day decides. It is retired.';
  const unknown =
    'Sentry did not say how much the client key "ci" is used, so that it is not retired yet. The next run ' +
    `asks again. See ${page}.`;
  const used = (events: string) =>
    `The client key "ci" took ${events} since yesterday (UTC), so that it is not retired. Give whatever ` +
    `still sends with it the new DSN, or retire it by hand: see ${page}.`;

  test.each([
    { stats: answer([{ total: 0 }]), may: true, infos: [], warnings: [] },
    { stats: statusOnly(404), may: true, infos: [unavailable], warnings: [] },
    { stats: answer({}), may: false, infos: [], warnings: [unknown] },
    { stats: answer([{ total: 1 }]), may: false, infos: [], warnings: [used('1 error event')] },
    { stats: answer([{ total: 2 }]), may: false, infos: [], warnings: [used('2 error events')] },
  ])('may be retired where Sentry says $stats: $may', async ({ stats, may, ...told }) => {
    const { session, log } = scriptedSession([stats]);
    expect(await mayRetire(key('a'), Date.parse(date), session)).toBe(may);
    expect(log).toMatchObject(told);
  });
});
