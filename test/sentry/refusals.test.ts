/** One error that says what to do, for each answer of a server that is asked once. */
import { explainRefusal } from '../../src/sentry/refusals.ts';
import { oneRun } from '../ensure/one-run.ts';

const maybe = 'A client key may have been created: see http';

/** Runs a step that creates a key without a name on purpose, which takes one request. */
async function errorOf(status: number, body: string): Promise<string> {
  const run = await oneRun({ 'if-exists': 'create' }, ({ sentry }) => {
    sentry.fault({ strike: 'answer', status, body });
  });
  expect(run).toMatchObject({ exitCode: 1, outputs: {}, warnings: [], calls: ['create'] });
  expect(run.errors).toHaveLength(1);
  return run.errors[0] ?? '';
}

const sso = '{"detail":{"code":"sso-required","message":"Log in","extra":{}}}';
const odd = '{"secret":"5ec0","x":{"y":"z"},"a\\nb":["c"],"rateLimit":["d","e"]}';

test.each<[number, string, RegExp]>([
  [
    400,
    '{"name":["Long."],"rateLimit":{"count":["No."]}}',
    /: name: "Long\." rateLimit\.count: "No/,
  ],
  [400, '{"detail":"Bad"}', /^Sentry refused to create a client key: "Bad" \(400\)\.$/],
  [400, '[]', /create a client key: it gave no reason \(400\)\.$/],
  [400, odd, /create a client key: "a\\nb": "c" rateLimit: "d" "e" \(400\)\.$/],
  [
    401,
    '{"detail":"Expired"}',
    /did not accept the token: "Expired" \(401\)\. Check that the token/,
  ],
  [401, sso, /wants a single sign-on for acme .*"Log in" \(401\)\. Use the token of an internal/],
  [
    403,
    '{"detail":"No."}',
    /^The token may not create a client key in .*project:write.* member of/,
  ],
  [404, '', /^Sentry at http:\S+ has no project web in an organization acme .*\(404\)/],
  [404, '<html></html>', /answered with a web page \(404\)/],
  [418, '{"detail":"no coffee"}', /did not create a client key: "no coffee" \(418\)/],
])('explains %i %s', async (status, body, error) => {
  const found = await errorOf(status, body);
  expect(found).toMatch(error);
  expect(found).not.toContain(maybe);
});

test.each<[number, string, RegExp]>([
  // A proxy sends it for a server that it may have reached.
  [408, '', /did not create a client key \(408\)\./],
  [500, '{"detail":"Internal Error"}', /failed when it was asked to create a client key \(500\)/],
  [502, '<html>502</html>', /failed when it was asked to create a client key \(502\)/],
  [200, '<!doctype html><p>Hi', /answered with a web page \(200\).*Check that url is the address/],
  [201, 'created', /answered 201 with something that is not JSON/],
  [200, '[]', /the answer is not a client key/],
  [201, '{"id":"ab","dsn":{}}', /is not a client key: "dsn\.public" is not what it should be/],
])('says that a key may exist after %i %s', async (status, body, error) => {
  const run = await oneRun({ 'if-exists': 'create' }, ({ sentry }) => {
    sentry.fault({ call: 'create', strike: 'answer', status, body, times: Infinity });
  });
  expect(run).toMatchObject({ exitCode: 1, outputs: {}, warnings: [] });
  expect(run.errors).toEqual([expect.stringMatching(error)]);
  expect(run.errors[0]).toContain(maybe);
  // A create that was answered with a success is not sent again.
  if (status < 300) expect(run.calls).toEqual(['create', 'get']);
});

test('says what a look needs', async () => {
  const run = await oneRun({ name: 'ci', 'if-missing': 'fail' }, undefined, { scopes: [] });
  expect(run.errors).toEqual([
    expect.stringMatching(
      /may not list .*\(403\)\. It needs the scope project:write \(project:read for dry-run and if-miss/,
    ),
  ]);
});

test('reports a key without a DSN that can be used', async () => {
  const error = await errorOf(201, '{"id":"ab","dsn":{"public":"https://ab@x/1\\n::warning::1"}}');
  expect(error).toMatch(/^The client key is there, but what Sentry sent as its public DSN is not/);
});

test.each([
  ['https://sentry.io', 'and that the token belongs to that organization.'],
  ['https://us.sentry.io', 'and whether the organization lives in another region'],
  ['https://sentry.example.com', 'and that url is where this Sentry is served.'],
])('404 at %s: check org and project, %s', (base, hint) => {
  const question = { verb: 'look', baseUrl: new URL(base), org: 'acme', project: 'web' };
  const answer = { status: 404, headers: {}, body: '' };
  expect(explainRefusal(answer, question).message).toContain(`Check org and project, ${hint}`);
});

test.each([
  ['https://sentry.example.com', '4506', true],
  ['https://sentry.example.com', 'web', false],
  ['https://sentry.io', '4506', false],
])('404 at %s for %s says that older servers take no IDs: %p', (base, project, expected) => {
  const question = { verb: 'look', baseUrl: new URL(base), org: 'acme', project };
  const { message } = explainRefusal({ status: 404, headers: {}, body: '' }, question);
  expect(message.includes('Older servers take slugs only')).toBe(expected);
});

const OWNER =
  'If it has the scope, it belongs to another organization, or to a person who is a plain member of this one: ' +
  'Sentry lets a token do no more than its owner may.';

test.each([
  [
    'You do not have permission to perform this action.',
    'It needs the scope project:write (the permission "Project: Read & Write" of an internal integration) and, ' +
      'only where the organization does not let its members create projects, also org:write ' +
      `("Organization: Read & Write"). ${OWNER}`,
  ],
  [
    'Your organization has disabled this feature for members.',
    'This organization does not let its members create projects, so the token needs the scope org:write too ' +
      '("Organization: Read & Write"). Or create the project once by hand.',
  ],
])('403 of create-project: %s', (detail, hint) => {
  const question = {
    ...{ verb: 'create the project web', baseUrl: new URL('https://sentry.io') },
    ...{ org: 'acme', project: 'web', team: 'backend' },
  };
  const answer = { status: 403, headers: {}, body: JSON.stringify({ detail }) };
  expect(explainRefusal(answer, question).message).toBe(
    `The token may not create the project web in acme: "${detail}" (403). ${hint}`,
  );
});

test('says what to set where a Sentry does not know its address', async () => {
  const run = await oneRun({ name: 'ci' }, undefined, { urlPrefix: false });
  expect(run).toMatchObject({ exitCode: 1, outputs: {}, keys: { web: [{ name: 'ci' }] } });
  expect(run.errors).toEqual([expect.stringContaining('set it in its config.yml')]);
});
