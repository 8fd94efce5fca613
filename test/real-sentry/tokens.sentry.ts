/** What a real Sentry lets each kind of token do, and what the action says where it does not. */
import { scenario } from './scenario.ts';
import type { Tokens } from './index.ts';

test.each<{ kind: keyof Tokens }>([
  { kind: 'integrationAdmin' },
  { kind: 'integrationWrite' },
  { kind: 'admin' },
  { kind: 'write' },
  { kind: 'superuser' },
])('$kind creates, updates and retires', ({ kind }) =>
  scenario(async ({ run, keys, sentry }) => {
    const token = sentry.tokens[kind];
    const fine = { exitCode: 0, errors: [], warnings: [] };
    for (const [more, outcome] of [
      [{}, 'created'],
      [{ 'rate-limit': '5/60' }, 'updated'],
      [{ mode: 'retire' }, 'retired'],
    ] as const) {
      expect(await run({ token, ...more })).toMatchObject({ ...fine, outputs: { outcome } });
    }
    expect(await keys()).toMatchObject([{ isActive: false, rateLimit: { count: 5, window: 60 } }]);
  }),
);

test.each<{ kind: keyof Tokens; error: RegExp; mayRead: boolean }>([
  { kind: 'read', error: /may not create .*\(403.*project:write/, mayRead: true },
  // A member's role has no project:write, whatever the token has.
  { kind: 'memberWrite', error: /may not create .*\(403/, mayRead: true },
  { kind: 'memberAll', error: /may not create .*\(403/, mayRead: true },
  { kind: 'alien', error: /\(403/, mayRead: false },
  { kind: 'organization', error: /organization token \(sntrys_…\)/, mayRead: false },
])('$kind creates nothing', ({ kind, error, mayRead }) =>
  scenario(async ({ run, keys, addKey, sentry }) => {
    const token = sentry.tokens[kind];
    const { exitCode, errors } = await run({ token });
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: [expect.stringMatching(error)] });
    expect(await keys()).toEqual([]);

    const key = await addKey();
    const found = await run({ token, mode: 'find' });
    if (mayRead) expect(found).toMatchObject({ exitCode: 0, outputs: { 'key-id': key.id } });
    else expect(found).toMatchObject({ exitCode: 1, errors: [expect.any(String)] });
    expect('dsn' in found.outputs).toBe(mayRead);
    const retired = await run({ token, mode: 'retire' });
    expect(retired).toMatchObject({ exitCode: 1, errors: [expect.any(String)] });
    expect(await keys()).toEqual([key]);
  }),
);

test('a token that Sentry does not know is refused', () =>
  scenario(async ({ run, keys }) => {
    const { errors } = await run({ token: 'ab'.repeat(32) });
    expect(errors).toEqual([expect.stringMatching(/did not accept the token.*\(401/)]);
    expect(await keys()).toEqual([]);
  }));

test.each([
  { what: 'project', more: { project: 'nowhere' }, error: /no project nowhere .*\(404\)/ },
  { what: 'organization', more: { org: 'nowhere' }, error: /organization nowhere .*\(404\)/ },
])('another $what is not found', ({ more, error }) =>
  scenario(async ({ run }) => {
    const { errors } = await run(more);
    expect(errors).toEqual([expect.stringMatching(error)]);
  }),
);
