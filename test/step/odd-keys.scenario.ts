/** Keys that a server has and that are not quite right. */
import { scenario } from '../harness/scenario.ts';
import { check } from './row.ts';

test('a secret key that is too short to be one is not masked, with a warning', () =>
  check({
    keys: [{ secret: 'q7z' }],
    warnings: [/^The secret key of the client key "ci" has fewer than 8 characters, so it is not masked\./],
    key: 0,
    also: ({ masks }) => {
      expect(masks.filter((mask) => mask.length < 8)).toEqual([]);
    },
  }));

test('an organization with a DSN endpoint of its own, such as a Relay, gets DSNs on that host', () =>
  scenario({ dsnEndpoint: 'https://relay.example.com:8443/sentry' }, async ({ sentry, run }) => {
    const { outputs, warnings } = await run({ name: 'ci' });
    const [key] = sentry.keys('web');
    expect(outputs['dsn']).toBe(`https://${key?.id ?? ''}@relay.example.com:8443/sentry/4506`);
    expect(warnings).toEqual([]);
  }));
