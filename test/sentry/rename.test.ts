import { oneRun } from '../ensure/one-run.ts';
import type { Fault } from '../local-sentry/index.ts';

const web = '/api/0/projects/acme/web/keys/';
const website = '/api/0/projects/acme/website/keys/';
const body = { name: 'ci', rateLimit: { count: 5, window: 60 } };

const get = (path: string) => ({ method: 'GET', path });
const post = (path: string) => ({ method: 'POST', path, body });

test.each<[string, object[]]>([
  ['reuse', [get(web), get(website), post(website), get(website)]],
  ['create', [post(web), post(website)]],
])('follows a renamed project, and warns once: if-exists: %s', async (ifExists, requests) => {
  const inputs = { name: 'ci', 'if-exists': ifExists, 'rate-limit': '5/60' };
  const run = await oneRun(inputs, ({ sentry }) => {
    sentry.renameProject('web', 'website');
  });
  expect(run.warnings).toEqual([
    'The project acme/web was renamed to "website". It is used this time; write project: website ' +
      'into the workflow.',
  ]);
  const page = `${run.sentry.url}/settings/acme/projects/website/keys/${run.outputs['key-id'] ?? ''}/`;
  expect(run.lines).toEqual([`Client key "ci" in acme/website: created. See ${page}`]);
  expect(run.sentry.requests).toMatchObject(requests);
});

function renamed(slug: string, status = 302, location = website): Fault {
  const body = JSON.stringify({ slug, detail: { extra: { slug } } });
  return { strike: 'answer', status, headers: { location }, body };
}

test.each([
  ['to another origin', [renamed('website', 302, `https://u:pw@evil.example${website}`)], 1],
  ['to a slug that climbs the path', [renamed('../x')], 1],
  ['with 307', [renamed('website', 307)], 1],
  ['a second time', [renamed('one'), renamed('two'), renamed('three')], 2],
  ['a second time, later', [{ ...renamed('two'), call: 'create' as const }], 3],
])('does not follow a redirect %s', async (what, faults, sent) => {
  const isLater = what === 'a second time, later';
  const run = await oneRun(
    { name: 'ci', 'if-exists': isLater ? 'reuse' : 'create' },
    ({ sentry }) => {
      if (isLater) sentry.renameProject('web', 'website');
      for (const fault of faults) sentry.fault(fault);
    },
  );
  expect(run.errors).toEqual([
    expect.stringMatching(
      /with a redirect( to https:\/\/evil\.example)? \(30[27]\) .* not followed/,
    ),
  ]);
  expect(run.sentry.requests).toHaveLength(sent);
});
