/** What happens at GitHub between the check of a destination and the store. */
import { secret, storing } from './storing.ts';

const oldKey = { key_id: 'old', key: Buffer.alloc(32, 7).toString('base64') };

test('a public key that has changed is read again, and the DSN stored with it', async () => {
  await storing(['secrets'], async ({ github, store }) => {
    github.fault({ call: 'public-key', strike: 'answer', status: 200, body: JSON.stringify(oldKey) });
    const result = await store(secret);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')?.value).toBe(result.outputs['dsn']);
    expect(github.requests.map(({ call }) => call)).toEqual(['public-key', 'put-secret', 'public-key', 'put-secret']);
  });
});

test('a secret that GitHub cannot decrypt is sealed once more', async () => {
  await storing(['secrets'], async ({ github, store }) => {
    const body = '{"message":"improperly encrypted secret"}';
    github.fault({ call: 'put-secret', strike: 'answer', status: 422, body });
    const result = await store(secret);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')?.value).toBe(result.outputs['dsn']);
  });
});
