import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { NoResponse } from '../../src/net/http.ts';
import { explainNoResponse } from '../../src/net/explain.ts';
import { explainRefusal } from '../../src/sentry/refusals.ts';
import { badGateway, type Fault } from '../local-sentry/index.ts';
import { runStep } from '../harness/local-runner.ts';
import { scenario, TOKEN } from '../harness/scenario.ts';

/** Answers of a server that is asked once, and the one error that comes of each. */
const answers: { what: string; fault: Partial<Fault>; error: RegExp }[] = [
  {
    what: '400 with field messages',
    fault: {
      status: 400,
      body: '{"name":["Ensure this field has no more than 64 characters."],"rateLimit":{"count":["A valid integer is required."]}}',
    },
    error:
      /^Sentry refused to create a client key: name: "Ensure this field has no more than 64 characters\." rateLimit\.count: "A valid integer is required\." \(400\)\.$/,
  },
  {
    what: '400 with a detail',
    fault: { status: 400, body: '{"detail":"Bad"}' },
    error: /create a client key: "Bad" \(400\)/,
  },
  {
    what: '400 without a reason',
    fault: { status: 400, body: '[]' },
    error: /create a client key: it gave no reason \(400\)/,
  },
  {
    what: '400 with whatever else in its body',
    fault: {
      status: 400,
      body: '{"secret":"5ec0","x":{"y":"z"},"a\\nb":["c"],"rateLimit":["d","e"]}',
    },
    error: /create a client key: "a\\nb": "c" rateLimit: "d" "e" \(400\)\.$/,
  },
  {
    what: '401 with a detail that is text',
    fault: { status: 401, body: '{"detail":"Token expired"}' },
    error:
      /did not accept the token: "Token expired" \(401\)\. Check that the token is copied whole/,
  },
  {
    what: '401 that asks for single sign-on',
    fault: {
      status: 401,
      body: '{"detail":{"code":"sso-required","message":"Must login via SSO","extra":{}}}',
    },
    error:
      /^Sentry wants a single sign-on for acme .*"Must login via SSO" \(401\)\. Use the token of an internal integration/,
  },
  {
    what: '403',
    fault: { status: 403, body: '{"detail":"You do not have permission to perform this action."}' },
    error:
      /^The token may not create a client key in acme\/web: .*scope project:write: .*"Project: Read & Write"/,
  },
  {
    what: '404',
    fault: { status: 404, body: '' },
    error:
      /^Sentry at http:\/\/127\.0\.0\.1:\d+ has no project web in an organization acme .*\(404\)/,
  },
  {
    what: '302 that leads to another host',
    fault: {
      status: 302,
      headers: { location: 'https://evil.example/api/0/projects/acme/website/keys/' },
      body: '{"slug":"website","detail":{"extra":{"url":"/","slug":"website"}}}',
    },
    error:
      /redirect to https:\/\/evil\.example \(302\).*not followed.*Check url and project, and that no/,
  },
  {
    what: '302 with a slug that would climb the path',
    fault: {
      status: 302,
      headers: { location: '/api/0/projects/acme/website/keys/' },
      body: '{"slug":"../x","detail":{"extra":{"slug":"../x"}}}',
    },
    error: /redirect \(302\).*not followed/,
  },
  {
    what: '307 to another host',
    fault: { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
    error: /redirect to http:\/\/127\.0\.0\.1:1 \(307\).*not followed.*Check url and project/,
  },
  {
    what: '418, which Sentry never sends',
    fault: { status: 418, body: '{"detail":"no coffee"}' },
    error: /did not create a client key: "no coffee" \(418\)/,
  },
  {
    what: '500',
    fault: { status: 500, body: '{"detail":"Internal Error","errorId":"1"}' },
    error:
      /failed when it was asked to create a client key \(500\).*Without a name, .*may have been created: see http/,
  },
  {
    what: '502 of a proxy',
    fault: badGateway(),
    error:
      /failed when it was asked to create a client key \(502\).*Without a name, .*may have been created/,
  },
  {
    what: 'a web page with 200',
    fault: { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Hi' },
    error:
      /answered with a web page \(200\).*Check that url is the address of a Sentry server.*may have been created/,
  },
  {
    what: 'a web page with 404',
    fault: { status: 404, headers: { 'content-type': 'text/html' }, body: '<html></html>' },
    error: /answered with a web page \(404\)/,
  },
  {
    what: 'no JSON with 201',
    fault: { status: 201, body: 'created' },
    error: /answered 201 with something that is not JSON.*may have been created/,
  },
  {
    what: 'the array that a followed redirect would give',
    fault: { status: 200, body: '[]' },
    error: /the answer is not a client key.*may have been created/,
  },
  {
    what: 'a key without a DSN',
    fault: { status: 201, body: '{"id":"ab","dsn":{}}' },
    error: /the answer is not a client key: "dsn\.public" is not what it should be/,
  },
  {
    what: 'a DSN with a line break',
    fault: { status: 201, body: '{"id":"ab","dsn":{"public":"https://ab@x/1\\n::warning::1"}}' },
    error: /^The client key is there, but what Sentry sent as its public DSN is not a DSN/,
  },
];

test.each(answers)('$what: one error that says what to do', async ({ fault, error }) => {
  await scenario({}, async ({ sentry, run }) => {
    sentry.fault({ strike: 'answer', ...fault });
    const result = await run({});

    expect(result).toMatchObject({ exitCode: 1, outputs: {}, summary: '', warnings: [] });
    expect(result.errors).toEqual([expect.stringMatching(error)]);
    expect(sentry.requests).toHaveLength(1);
  });
});

test.each([
  {
    what: 'reset',
    fault: { strike: 'reset' },
    error: /^No answer from http.* may have been created/,
  },
  { what: 'cut off', fault: { strike: 'cut-off' }, error: /^No answer from http.* may have been/ },
  { what: 'hang', fault: { strike: 'hang' }, error: /the time was up.*timeout.* may have been/ },
] as const)('no whole answer, $what: says that a key may exist', async ({ fault, error }) => {
  await scenario({}, async ({ sentry, run }) => {
    sentry.fault(fault);
    const result = await run({ timeout: '1' });

    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(result.errors).toEqual([expect.stringMatching(error)]);
  });
});

test('nothing listens: says so, and speaks of no key', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));

  const url = `http://127.0.0.1:${port}`;
  const result = await runStep({
    with: { token: TOKEN, org: 'acme', project: 'web', url, timeout: '1' },
    secrets: () => [TOKEN],
  });

  expect(result.exitCode).toBe(1);
  expect(result.errors).toEqual([
    expect.stringMatching(/^No answer from .*ECONNREFUSED.*Nothing answers there/),
  ]);
  expect(result.errors[0]).not.toContain('may have been created');
});

test('a self-hosted Sentry without system.url-prefix: says what to set', async () => {
  await scenario({ urlPrefix: false }, async ({ sentry, run }) => {
    const result = await run({ name: 'ci' });

    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(result.errors).toEqual([expect.stringContaining('set it in its config.yml')]);
    expect(sentry.keys('web')).toHaveLength(1);
  });
});

test('without a file for outputs nothing is sent', async () => {
  await scenario({}, async ({ sentry, run }) => {
    for (const GITHUB_OUTPUT of [undefined, '/nowhere/output']) {
      const result = await run({}, { GITHUB_OUTPUT });
      expect(result.exitCode).toBe(1);
      expect(result.errors).toEqual([expect.stringContaining('use it as a step of a workflow')]);
    }
    expect(sentry.requests).toEqual([]);
  });
});

test('a server that repeats the token in its error does not make us print it', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const detail = `no such token: ${TOKEN} https://${'ab'.repeat(16)}@sentry.example/1`;
    sentry.fault({ strike: 'answer', status: 401, body: JSON.stringify({ detail }) });

    expect((await run({})).errors).toEqual([
      expect.stringContaining('"no such token: *** https://***@sentry.example/1"'),
    ]);
  });
});

test('a token that is cut off where the text is too long is hidden as well', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const detail = `${'x'.repeat(160)}${TOKEN}`;
    sentry.fault({ strike: 'answer', status: 401, body: JSON.stringify({ detail }) });
    const { errors } = await run({});

    expect(errors).toEqual([expect.stringContaining(`"${'x'.repeat(160)}***…"`)]);
    expect(errors[0]).not.toContain(TOKEN.slice(0, 12));
  });
});

test('an answer that is nested too deeply is an error sentence, and the key is told of', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const dsn = { public: `http://${'ab'.repeat(16)}@127.0.0.1/1` };
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const body = `{"id":"abab","dsn":${JSON.stringify(dsn)},"deep":${deep}}`;
    sentry.fault({ strike: 'answer', status: 201, body });
    const result = await run({});

    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(result.errors).toEqual([
      expect.stringMatching(
        /^Sentry's answer is nested too deeply .*A client key was created: see/,
      ),
    ]);
  });
});

test.each([
  ['ENOTFOUND', 'The host name is not known here: check url or region.'],
  ['ECONNREFUSED', 'Nothing answers there: check url or region, and the proxy'],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'The certificate there is for another name: check url or region',
  ],
  ['CERT_HAS_EXPIRED', 'The certificate there is out of date: renew it on the server.'],
  ['EPROTO', 'What answers there does not speak TLS: check url or region and its port.'],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'For a certificate of your own authority, set NODE_EXTRA_CA_CERTS',
  ],
  ['ECONNRESET', 'Check the network between the runner and the server'],
])('%s: %s', (code, hint) => {
  const cause = Object.assign(new Error('broken'), { code });
  const question = { verb: 'look', baseUrl: new URL('https://sentry.io') };
  const error = new NoResponse(cause, false, false);
  expect(explainNoResponse(error, question, 'url or region').message).toContain(hint);
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

test('an answer that does not end is given up after 8 MB', async () => {
  await scenario({}, async ({ sentry, run }) => {
    sentry.fault({ strike: 'answer', status: 200, body: `["${'x'.repeat(9 * 1024 * 1024)}"]` });
    const result = await run({});

    expect(result.errors).toEqual([expect.stringContaining('longer than 8388608 bytes')]);
  });
});
