import { secretsIn } from '../../src/sentry/request.ts';

const id = 'ab12'.repeat(8);
const secret = 'cd34'.repeat(8);
const dsn = `https://${id}@o1.ingest.us.sentry.io/4506`;
const secretDsn = dsn.replace('@', `:${secret}@`);
const withPassword = 'https://user:pass@sentry.example/1';
const withId = `https://sentry.example/new-thing/${id}`;
const withSecret = `https://sentry.example/old-thing/${secret}`;
const more = { secret: secretDsn, withPassword, withId, withSecret, x: 'y' };

test.each([
  { masked: 'endpoints', secrets: [secret, dsn, secretDsn, withPassword, withId, withSecret] },
  { masked: 'dsn', secrets: [secret, dsn, secretDsn, withPassword, withSecret] },
  { masked: 'secrets', secrets: [secret, secretDsn, withPassword, withSecret] },
] as const)('finds what carries a secret, under any name: $masked', ({ masked, secrets }) => {
  expect(secretsIn({ id, secret, dsn: { public: dsn, ...more } }, masked)).toEqual(secrets);
});
