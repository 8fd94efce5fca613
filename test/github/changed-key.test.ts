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

test('a refusal for another reason is reported, and not retried', async () => {
  await storing(['secrets'], async ({ github, store }) => {
    github.fault({ call: 'put-secret', strike: 'answer', status: 422, body: '{"message":"no"}' });
    const result = await store(secret);
    expect(result.errors[0]).toMatch(/"no" \(422\)\. Check the name/);
    expect(github.requests.filter(({ call }) => call === 'put-secret')).toHaveLength(1);
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

test('a limit that is a 403 is reported as one', async () => {
  await storing(['secrets'], async ({ github, store }) => {
    const headers = { 'retry-after': '3600' };
    const body = '{"message":"You have exceeded a secondary rate limit"}';
    github.fault({ call: 'put-secret', strike: 'answer', status: 403, headers, body });
    const result = await store(secret);
    // What follows has a port and an ID in it, which may contain any digits.
    const [said] = result.errors.join('').split(' A client key was created');
    expect(said).toMatch(/secondary rate limit" \(403\)\. GitHub is limiting requests/);
    expect(said).not.toMatch(/429|The token needs/);
  });
});
