/** How a plan is carried out, and what it is in the end. */
import type { Finding } from '../../src/ensure/look.ts';
import { obtain } from '../../src/ensure/obtain.ts';
import type { ClientKey } from '../../src/keys/client-key.ts';
import type { DesiredKey } from '../../src/keys/desired-key.ts';
import type { Plan } from '../../src/keys/plan.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import { answer, date, keyOf, scriptedSession, sentTo, statusOnly } from '../sentry/scripted.ts';
import { aRun } from './key-run.ts';

const limit = { count: 9, window: 60 };
const limited = (id: string, seconds: number) => ({ ...keyOf(id, seconds), rateLimit: limit });
const done = statusOnly(204);
const lost = statusOnly(502);

/** A key that the look found, with no limit. */
const there = (id: string, seconds: number) =>
  ({
    ...keyOf(id),
    isActive: true,
    rateLimit: null,
    dateCreated: Date.parse(date) + seconds * 1000,
  }) as unknown as ClientKey;

/** Carries out a plan against a server that gives these answers. */
async function carryOut(
  plan: Plan,
  answers: readonly HttpResponse[],
  desired: Partial<DesiredKey> = {},
  knownIds: Finding['knownIds'] = new Set(),
) {
  const { session, clock, requests, log } = scriptedSession(answers);
  const run = aRun(session, { desired, progress: { plan } });
  const got = await obtain({ plan, knownIds }, run).then((key) => key?.id, String);
  const { plan: inTheEnd, keyCreated, key } = run.progress;
  return {
    got,
    sent: sentTo(requests).join(', '),
    plan: inTheEnd,
    keyCreated,
    key: key?.id,
    waits: clock.waits,
    infos: log.infos,
  };
}

const create: Plan = { action: 'create' };
const own = answer(keyOf('own', 1));

test('a key is created, and looked at a second later', async () => {
  expect(await carryOut(create, [own, answer([keyOf('own', 1)])])).toEqual({
    ...{ got: 'own', sent: 'POST, GET', plan: create, keyCreated: 'yes', key: 'own' },
    ...{ waits: [1000], infos: [] },
  });
});

test('a key that nobody shares is not looked at again', async () => {
  expect(await carryOut(create, [own], { ifExists: 'create' })).toMatchObject({
    ...{ got: 'own', sent: 'POST', keyCreated: 'yes', waits: [] },
  });
});

describe('where another run created an older key at the same moment', () => {
  const answers = [own, answer([keyOf('a', 0), keyOf('own', 1)]), done];

  test('that is used, as it is', async () => {
    expect(await carryOut(create, answers, { rateLimit: limit })).toMatchObject({
      got: 'a',
      sent: 'POST, GET, DELETE own',
      plan: { action: 'reuse', key: { id: 'a' }, drift: [{ setting: 'rate limit' }] },
      keyCreated: 'no',
      key: 'a',
    });
  });

  test('that is used by a rotation, too', async () => {
    const desired = { ifExists: 'rotate', rateLimit: limit } as const;
    expect(await carryOut(create, answers, desired)).toMatchObject({
      got: 'a',
      sent: 'POST, GET, DELETE own',
      plan: { action: 'reuse', key: { id: 'a' }, drift: [{ setting: 'rate limit' }] },
    });
  });

  test('that is changed with if-exists: update', async () => {
    const changed = answer(limited('a', 0));
    const desired = { ifExists: 'update', rateLimit: limit } as const;
    expect(await carryOut(create, [...answers, changed], desired)).toMatchObject({
      got: 'a',
      sent: 'POST, GET, DELETE own, PUT a {"rateLimit":{"count":9,"window":60}}',
      plan: { action: 'update', key: { id: 'a' } },
    });
  });

  test('a rotation is finished with that', async () => {
    const rotate: Plan = { action: 'rotate', retire: [there('old', -9)] };
    const listed = answer([keyOf('old', -9), keyOf('a', 0), keyOf('own', 1)]);
    const desired = { ifExists: 'rotate', rateLimit: limit } as const;
    // Of three keys, the list has not all of the one in the middle.
    const answers = [own, listed, done, answer(keyOf('a', 0)), answer(limited('a', 0))];
    expect(await carryOut(rotate, answers, desired)).toMatchObject({
      got: 'a',
      sent: 'POST, GET, DELETE own, GET a, PUT a {"rateLimit":{"count":9,"window":60}}',
      plan: { action: 'finish-rotation', key: { id: 'a' }, retire: [{ id: 'old' }] },
      keyCreated: 'no',
    });
  });
});

test('a rotation does not count the keys that it replaces', async () => {
  const rotate: Plan = { action: 'rotate', retire: [there('old', -9)] };
  const listed = answer([keyOf('old', -9), keyOf('own', 1)]);
  expect(await carryOut(rotate, [own, listed], { ifExists: 'rotate' })).toMatchObject({
    ...{ got: 'own', sent: 'POST, GET', plan: rotate, keyCreated: 'yes' },
  });
});

describe('a create whose answer is lost', () => {
  test('comes to a key of another run', async () => {
    const listed = answer([keyOf('a', 0)]);
    expect(await carryOut(create, [lost, statusOnly(404), listed, listed])).toMatchObject({
      got: 'a',
      sent: 'POST, GET own, GET, GET',
      plan: { action: 'reuse', key: { id: 'a' } },
      keyCreated: 'no',
      waits: [0, 1000],
    });
  });

  test('comes to the own key that is done late, with its settings', async () => {
    const answers = [lost, statusOnly(404), answer([keyOf('a', 5)]), answer([keyOf('own', 1)])];
    const desired = { loader: new Set(['replay'] as const) };
    const set = answer(keyOf('own', 1));
    expect(await carryOut(create, [...answers, set], desired)).toMatchObject({
      got: 'own',
      sent: 'POST, GET own, GET, GET, PUT own {"dynamicSdkLoaderOptions":{"hasReplay":true}}',
      plan: create,
      keyCreated: 'yes',
    });
  });
});

describe('settings that Sentry ignores when it creates a key', () => {
  const desired = { loader: new Set(['replay'] as const) };
  const set = answer({ ...keyOf('own', 1), dynamicSdkLoaderOptions: { hasReplay: true } });
  const put = 'PUT own {"dynamicSdkLoaderOptions":{"hasReplay":true}}';

  test('are set before other runs look', async () => {
    expect(await carryOut(create, [own, set, answer([keyOf('own', 1)])], desired)).toMatchObject({
      ...{ got: 'own', sent: `POST, ${put}, GET`, keyCreated: 'yes' },
    });
  });

  test('are an error where they cannot be set', async () => {
    const answers = [own, statusOnly(403), answer([keyOf('own', 1)])];
    const { got, sent } = await carryOut(create, answers, desired);
    expect(got).toContain('may not change');
    expect(sent).toBe(`POST, ${put}, GET`);
    // That is the reason, whatever else goes wrong.
    const failing = await carryOut(create, [own, statusOnly(403), statusOnly(400)], desired);
    expect(failing.got).toContain('may not change');
  });

  test('do not matter where another key is used', async () => {
    const answers = [own, statusOnly(403), answer([keyOf('a', 0), keyOf('own', 1)]), done];
    expect(await carryOut(create, answers, desired)).toMatchObject({
      ...{ got: 'a', sent: `POST, ${put}, GET, DELETE own` },
    });
  });
});

describe('an update', () => {
  const patch = { rateLimit: limit };
  const drift = [{ setting: 'rate limit', actual: 'none', desired: '9/60', patch }] as const;
  const update: Plan = { action: 'update', key: there('a', -9), drift, patch };
  const desired = { ifExists: 'update', rateLimit: limit } as const;
  const sent = 'PUT a {"rateLimit":{"count":9,"window":60}}';

  test('changes the key', async () => {
    const run = await carryOut(update, [answer(limited('a', -9))], desired);
    expect(run).toMatchObject({ got: 'a', sent, plan: update, key: 'a' });
  });

  test('that changes nothing is a reuse', async () => {
    const run = await carryOut(update, [answer(keyOf('a', -9))], desired);
    expect(run).toMatchObject({
      got: 'a',
      sent,
      plan: { action: 'reuse', key: { id: 'a' }, drift },
    });
  });

  test('that changes it otherwise is one', async () => {
    const other = { ...keyOf('a', -9), rateLimit: { count: 1, window: 60 } };
    const run = await carryOut(update, [answer(other)], desired);
    expect(run).toMatchObject({ got: 'a', sent, plan: update });
  });
});

test.each<[Plan, string | undefined]>([
  [{ action: 'reuse', key: there('a', -9), drift: [] }, 'a'],
  [{ action: 'retire', retire: [there('a', -9)] }, undefined],
  [{ action: 'finish-rotation', key: there('b', -1), drift: [], retire: [there('a', -9)] }, 'b'],
])('%j sends nothing here', async (plan, got) => {
  expect(await carryOut(plan, [])).toMatchObject({ got, sent: '', plan });
});

describe('a project that a create finds missing', () => {
  const newProject = { team: 'platform', platform: undefined };

  test('is an error that says how to create it', async () => {
    const { got, sent } = await carryOut(create, [statusOnly(404)]);
    expect(got).toMatch(/ create-project: true with team creates it\.$/);
    expect(sent).toBe('POST');
  });

  test('is created where that is wanted', async () => {
    const answers = [
      ...[
        statusOnly(404),
        answer({ slug: 'web' }),
        answer([{ ...keyOf('d', 0), name: 'Default' }]),
      ],
      answer({ ...keyOf('d', 0), name: 'ci' }),
    ];
    const { got, sent, infos, ...run } = await carryOut(create, answers, { newProject });
    expect(run).toMatchObject({ plan: create, keyCreated: 'yes' });
    expect({ got, infos }).toEqual({ got: 'd', infos: ['Created the project acme/web.'] });
    expect(sent).toBe('POST, POST {"name":"web","slug":"web"}, GET, PUT d {"name":"ci"}');
  });

  test('has a key that is taken over: the active one of that name', async () => {
    const isDefault = (id: string, more = {}) => ({ ...keyOf(id, 0), name: 'Default', ...more });
    const keys = answer([keyOf('x', 0), isDefault('y', { isActive: false }), isDefault('z')]);
    const changed = answer(keyOf('z', 0));
    const answers = [statusOnly(404), answer({ slug: 'web' }), keys, changed];
    expect((await carryOut(create, answers, { newProject })).got).toBe('z');
  });

  test('is looked for where the answer is lost', async () => {
    const answers = [statusOnly(404), lost, statusOnly(404), answer({ slug: 'web' })];
    const keys = answer([{ ...keyOf('d', 0), name: 'Default' }]);
    const { got, infos } = await carryOut(create, [...answers, keys, answer(keyOf('d', 0))], {
      newProject,
    });
    expect(got).toBe('d');
    expect(infos[0]).toBe('Sentry answered 502; looking whether the project is there in 0.0 s.');
  });

  test('and is of another team is an error', async () => {
    const hidden = Array<HttpResponse>(20).fill(statusOnly(404));
    const { got } = await carryOut(create, [statusOnly(404), statusOnly(409), ...hidden], {
      newProject,
    });
    expect(got).toBe(
      'Failure: Sentry says that there is already a project acme/web (409), and does not let this token see it ' +
        '(404). It may belong to another team, or be about to be deleted. Write another project, or let the ' +
        'token see this one.',
    );
  });

  test('is an error of a change', async () => {
    const rotate: Plan = { action: 'rotate', retire: [] };
    const { got, sent } = await carryOut(rotate, [statusOnly(404)], {
      ifExists: 'rotate',
      newProject,
    });
    expect(got).not.toContain('create-project: true');
    expect(sent).toBe('POST');
  });
});
