/** Sentry answers a call about a renamed project with a redirect to its new slug. */
import { inProcess } from '../harness/in-process.ts';
import { answer } from '../local-sentry/index.ts';

test('a renamed project is followed with method and body, with one warning', () =>
  inProcess({}, async ({ sentry, run }) => {
    sentry.renameProject('web', 'website');
    const { exitCode, warnings } = await run({ name: 'ci', mode: 'create', 'rate-limit': '5/60' });
    expect({ exitCode, warnings }).toEqual({
      exitCode: 0,
      warnings: [
        'The project acme/web was renamed to "website", which is used this time. Set project: website in the workflow.',
      ],
    });
    expect(sentry.keys('website')).toMatchObject([{ name: 'ci', rateLimit: { count: 5, window: 60 } }]);
  }));

const website = '/api/0/projects/acme/website/keys/';

test.each([
  ['to another host', 'website', `https://u:pw@evil.example${website}`],
  ['to another port', 'website', `http://127.0.0.1:1${website}`],
  ['to a slug that climbs the path', '../x', website],
  ['to the same slug', 'web', website],
])('a redirect %s is not followed', async (_what, slug, location) =>
  inProcess({}, async ({ sentry, run }) => {
    const body = JSON.stringify({ slug, detail: { extra: { slug } } });
    sentry.fault({ ...answer('create', 302, body), headers: { location } });
    const { errors } = await run({ mode: 'create' });
    expect(errors).toEqual([expect.stringMatching(/with a redirect( to https?:\/\/\S+)? \(302\) .* not followed/)]);
    expect(sentry.requests).toHaveLength(1);
  }),
);
