/** One error with what to do, for each answer of a server. */
import { Failure, NoProject } from '../../src/failure.ts';
import { explainRefusal } from '../../src/sentry/refusals.ts';
import { inProcess } from '../harness/in-process.ts';
import { answer } from '../local-sentry/index.ts';

const maybeCreated = 'A client key may have been created';

/** Creates a key at a server that answers so. @returns the error */
const created = (status: number, body: string): Promise<string> =>
  inProcess({}, async ({ sentry, run }) => {
    sentry.fault({ ...answer('create', status, body), times: Infinity });
    const { errors } = await run({ mode: 'create', timeout: '1' });
    expect(errors).toHaveLength(1);
    return errors.join();
  });

const sso = '{"detail":{"code":"sso-required","message":"Log in","extra":{}}}';
const odd = '{"secret":"5ec0","x":{"y":"z"},"a\\nb":["c"],"rateLimit":["d","e"]}';

test.each<[number, string, RegExp]>([
  [400, '{"name":["Long."],"rateLimit":{"count":["No."]}}', /: name: "Long\." rateLimit\.count: "No/],
  [400, odd, /create a client key: "a\\nb": "c" rateLimit: "d" "e" \(400\)\.$/],
  [401, '{"detail":"Expired"}', /did not accept the token: "Expired" \(401\)\. Check that the token/],
  [401, sso, /requires single sign-on for acme .*"Log in" \(401\)\. Use the token of an internal/],
  [403, '{"detail":"No."}', /^The token may not create a client key in .*project:write.* member of/],
  [404, '', /^Sentry at http:\S+ has no project web in an organization acme .*\(404\)/],
  [404, '<html></html>', /answered with a web page \(404\)/],
  [418, '{"detail":"no coffee"}', /did not create a client key: "no coffee" \(418\)/],
])('explains %i %s, and nothing was created', async (status, body, error) => {
  const said = await created(status, body);
  expect(said).toMatch(error);
  expect(said).not.toContain(maybeCreated);
});

test.each<[number, string, RegExp]>([
  // A proxy sends it for a server that it may have reached.
  [500, '{"detail":"Internal Error"}', /failed when it was asked to create a client key \(500\)/],
  [200, '<!doctype html><p>Hi', /answered with a web page \(200\).*Check that url is the address/],
  [201, 'created', /answered 201 with something that is not JSON/],
  [200, '[]', /the answer is not a client key/],
  [201, '{"id":"ab","dsn":{}}', /is not a client key: "dsn\.public" is not what it should be/],
])('a key may exist after %i %s', async (status, body, error) => {
  const said = await created(status, body);
  expect(said).toMatch(error);
  expect(said).toContain(maybeCreated);
});

const question = { verb: 'look', baseUrl: new URL('https://sentry.io'), org: 'acme', project: 'web' };
const answerOf = (status: number, body: string) => ({ status, headers: {}, body });

test.each<[string, object, RegExp]>([
  ['a look', { isLook: true }, /project:write \(project:read for dry-run and mode: find\): give/],
  ['a change', {}, /project:write: give .* personal token with that scope\. If it has/],
  ['a delete', { isDelete: true }, /project:admin: .*Or set retire-method: deactivate, which only/],
])('403: the scope that %s needs', (_what, more, expected) => {
  expect(explainRefusal(answerOf(403, '{"detail":"no"}'), { ...question, ...more }).message).toMatch(expected);
});

test.each([
  ['/auth/login/', ''],
  ['https://u:pw@evil.example/x', ' to https://evil.example'],
  ['about:blank', ''],
])('a redirect to %s is not followed', (location, origin) => {
  const { message } = explainRefusal({ status: 302, headers: { location }, body: '' }, question);
  expect(message).toContain(`answered with a redirect${origin} (302) when it was asked to look.`);
});

test.each([
  [404, '', NoProject],
  [404, '<html>', Failure],
  [403, '{"detail":"No."}', Failure],
  [500, '', Failure],
])('the reason of a %i %s has neither the project nor the key', (status, body, Kind) => {
  const of = (name: string, project: string) => explainRefusal(answerOf(status, body), { ...question, name, project });
  const error = of('"ci"', 'shop');
  expect(error).toBeInstanceOf(Kind);
  expect(error instanceof NoProject).toBe(Kind === NoProject);
  expect(error.message).toMatch(status === 404 && body === '' ? /project shop / : /"ci"/);
  expect(error.reason).not.toMatch(/shop|"ci"/);
  expect(of('"cd"', 'api').reason).toBe(error.reason);
});

test.each([
  [
    401,
    'Empty credentials for the identity proxy',
    /: "Empty credentials for the identity proxy" \(401\), but not with/,
  ],
  [401, '', / \(401\), but not with an error of Sentry/],
  [403, '{"message":"Forbidden"}', /: "{"message":"Forbidden"}" \(403\), but not with an error of Sentry/],
  [404, '404 page not found', /: "404 page not found" \(404\), but not with an error of Sentry/],
])('a %i with %j is not an answer of Sentry', (status, body, expected) => {
  const error = explainRefusal(answerOf(status, body), question);
  expect(error).not.toBeInstanceOf(NoProject);
  expect(error.message).toMatch(expected);
  expect(error.message).not.toMatch(/token|scope|has no project/);
});

const OWNER =
  'If it has the scope, it belongs to another organization, or to a person who is a plain member of this one: ' +
  'Sentry lets a token do no more than its owner may.';

test.each([
  [
    'You do not have permission to perform this action.',
    'It needs the scope project:write, and org:write only if the organization does not let its members create ' +
      'projects: give the internal integration that it belongs to the permission "Project: Read & Write", or make a ' +
      `personal token with that scope. ${OWNER}`,
  ],
  [
    'Your organization has disabled this feature for members.',
    'This organization does not let its members create projects, so the token needs the scope org:write too ' +
      '("Organization: Read & Write"). Or create the project once by hand.',
  ],
])('403 of create-project: %s', (detail, hint) => {
  const asked = { ...question, verb: 'create the project', name: 'web', team: 'backend' };
  expect(explainRefusal(answerOf(403, JSON.stringify({ detail })), asked).message).toBe(
    `The token may not create the project web in acme: "${detail}" (403). ${hint}`,
  );
});
