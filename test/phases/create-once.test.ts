/** What a lost answer to a create comes to, on a Sentry and on a server that ignores its ID. */
import { createOnce } from '../../src/phases/create-once.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import { answer, keyOf, scriptedSession, statusOnly } from '../sentry/scripted.ts';
import { aRun } from './key-run.ts';

const lost = statusOnly(502);
const notThere = statusOnly(404);
const tooMany: HttpResponse = { status: 400, headers: {}, body: '{"detail":"too many keys"}' };
const unreadable: HttpResponse = { status: 201, headers: {}, body: 'created' };
const own = answer(keyOf('own'));
const other = answer(keyOf('other'));
const listed = answer([keyOf('old'), keyOf('other')]);
const nothing = answer([]);
const inactive = answer([{ ...keyOf('other'), isActive: false }]);

/** A run against a server that gives these answers. */
function runWith(answers: readonly HttpResponse[], timeout?: number) {
  const server = scriptedSession(answers, timeout);
  return { ...server, run: aRun(server.session) };
}

interface Case {
  readonly what: string;
  readonly answers: readonly HttpResponse[];
  /** The IDs that the look listed. */
  readonly known?: readonly string[];
  readonly sent: string;
  readonly made: string | undefined;
  readonly keyCreated?: string;
  readonly warnings?: number;
}

const shares = { made: undefined, keyCreated: 'maybe' };

test.each<Case>([
  { what: 'takes what was created', answers: [own], sent: 'POST own', made: 'own' },
  { what: 'asks for its ID', answers: [lost, own], sent: 'POST own, GET own', made: 'own' },
  {
    what: 'sends the same create again if it was not done',
    answers: [lost, notThere, own],
    sent: 'POST own, GET own, POST own',
    made: 'own',
  },
  {
    what: 'takes it from an earlier create if a repeat is refused',
    answers: [lost, notThere, tooMany, own],
    sent: 'POST own, GET own, POST own, GET own',
    made: 'own',
  },
  {
    what: 'fails if a repeat is refused and nothing is there',
    answers: [lost, notThere, tooMany, notThere],
    sent: 'POST own, GET own, POST own, GET own',
    made: 'Failure: Sentry refused to create a client key: "too many keys" (400).',
    keyCreated: 'maybe',
  },
  {
    what: 'fails if the first is refused',
    answers: [tooMany],
    sent: 'POST own',
    made: 'Failure: Sentry refused to create a client key: "too many keys" (400).',
    keyCreated: 'no',
  },
  {
    what: 'looks at the keys of the name before it sends another',
    answers: [lost, notThere, nothing, own],
    known: ['old'],
    sent: 'POST own, GET own, GET list, POST own',
    made: 'own',
  },
  {
    what: 'shares a new key of the name',
    answers: [lost, notThere, listed],
    known: ['old'],
    sent: 'POST own, GET own, GET list',
    ...shares,
  },
  {
    what: 'does not share a key that was there, or is not active',
    answers: [lost, notThere, listed, lost, notThere, inactive, own],
    known: ['old', 'other'],
    sent: 'POST own, GET own, GET list, POST own, GET own, GET list, POST own',
    made: 'own',
  },
  { what: 'takes what a server created that ignores IDs', answers: [other], sent: 'POST own', made: 'other' },
  {
    what: 'warns of another if a server ignores IDs',
    answers: [lost, notThere, other],
    sent: 'POST own, GET own, POST own',
    made: 'other',
    warnings: 1,
  },
  {
    what: 'sends none again if one was answered with something that cannot be read',
    answers: [unreadable, notThere],
    sent: 'POST own, GET own',
    made: expect.stringContaining('answered 201 with something that is not JSON') as string,
    keyCreated: 'maybe',
  },
])('$what', async ({ answers, known, sent, made, keyCreated = 'yes', warnings = 0 }) => {
  const { run, requests, log } = runWith(answers);
  const got = await createOnce(known && new Set(known), run).then((key) => key?.id, String);
  expect({ got, keyCreated: run.progress.keyCreated }).toEqual({ got: made, keyCreated });
  expect(log.warnings).toHaveLength(warnings);
  const asked = requests.map(({ method, url, body }) => {
    const [, id] = /\/keys\/(.*)\/$/.exec(url.pathname) ?? [];
    const { public: carried } = JSON.parse(body ?? '{}') as { public?: string };
    return [method, method === 'POST' ? carried : (id ?? 'list')].filter(Boolean).join(' ');
  });
  expect(asked.join(', ')).toBe(sent);
});

const known = new Set(['other']);

test('logs what it does about a lost answer', async () => {
  const { run, log } = runWith([lost, own]);
  await createOnce(known, run);
  expect(log.infos).toEqual(['Sentry answered 502; checking whether the key exists in 0.0 s.']);
});

test('does not look if no time is left', async () => {
  const { run, requests } = runWith([lost, own], 0.1);
  await expect(createOnce(known, run)).rejects.toThrow('(502)');
  expect(requests).toHaveLength(1);
});

test('names the page if another new key may be there', async () => {
  const { run, log } = runWith([lost, notThere, other]);
  await createOnce(undefined, run);
  expect(log.warnings).toEqual([
    "Sentry's response to a create request was lost, and this server ignores the ID that the request carries. " +
      'An unused duplicate may exist: see https://sentry.example/settings/acme/projects/web/keys/.',
  ]);
});
