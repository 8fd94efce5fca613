import type { HttpResponse } from '../../src/net/http.ts';
import { createKey } from '../../src/sentry/create.ts';
import { getKey } from '../../src/sentry/change-keys.ts';
import { answer, keyOf, scriptedSession } from './scripted.ts';

const website = '/api/0/projects/acme/website/keys/';

function renamed(slug: string, status = 302, location = website): HttpResponse {
  const body = JSON.stringify({ slug, detail: { extra: { slug } } });
  return { status, headers: { location }, body };
}

test.each([website, `https://sentry.example${website}`, `http://sentry.example${website}`])(
  'follows a renamed project with method and body, and warns once: %s',
  async (location) => {
    const { session, requests, log } = scriptedSession([
      renamed('website', 302, location),
      answer(keyOf('ab')),
      answer(keyOf('ab')),
    ]);
    expect(await createKey(session, { name: 'ci' }, 'ab')).toMatchObject({ created: { id: 'ab' } });
    expect(await getKey(session, 'ab')).toMatchObject({ id: 'ab' });
    expect(log.warnings).toEqual([
      'The project acme/web was renamed to "website", which is used this time. Set project: website in the ' +
        'workflow.',
    ]);
    const body = '{"public":"ab","name":"ci"}';
    expect(requests).toMatchObject([
      { method: 'POST', url: { pathname: '/api/0/projects/acme/web/keys/' }, body },
      { method: 'POST', url: { href: `https://sentry.example${website}` }, body },
      { method: 'GET', url: { pathname: `${website}ab/` } },
    ]);
  },
);

test.each([
  ['to another host', [renamed('website', 302, `https://u:pw@evil.example${website}`)], 1],
  ['to another port', [renamed('website', 302, `https://sentry.example:8443${website}`)], 1],
  ['to a slug that climbs the path', [renamed('../x')], 1],
  ['to the same slug', [renamed('web')], 1],
  ['with 307', [renamed('website', 307)], 1],
  ['a second time', [renamed('one'), renamed('two'), renamed('three')], 2],
])('does not follow a redirect %s', async (_what, answers, sent) => {
  const { session, requests } = scriptedSession(answers);
  await expect(createKey(session, {}, 'ab')).rejects.toThrow(
    /with a redirect( to https:\/\/\S+)? \(30[27]\) .* not followed/,
  );
  expect(requests).toHaveLength(sent);
});
