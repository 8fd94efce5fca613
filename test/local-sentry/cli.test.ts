import { createServer, type AddressInfo } from 'node:net';
import { startProgram } from '../harness/program.ts';

const localSentry = (env: NodeJS.ProcessEnv) => startProgram('test/local-sentry/cli.ts', env);

test('its projects have a Default key, and its tokens open what it prints', async () => {
  const program = localSentry({ PORT: '0', SENTRY_AUTH_TOKEN: 'sntryi_mine' });
  try {
    const [, url = ''] = await program.printed(/^ {2}url +(\S+)$/m);
    await program.printed(/local-github$/m);
    const keys = `${url}/api/0/projects/acme/web/keys/`;
    const mine = await fetch(keys, { headers: { authorization: 'Bearer sntryi_mine' } });
    expect(await mine.json()).toMatchObject([{ name: 'Default', isActive: true }]);

    const rights: Record<string, string> = {};
    for (const [, name = '', token = ''] of program.stdout().matchAll(/^ {2}(\w+): .+\n {4}(sntry\S+)$/gm)) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const look = await fetch(keys, { headers });
      const lists = await fetch(`${url}/api/0/organizations/acme/project-keys/`, { headers });
      const create = await fetch(keys, { method: 'POST', headers, body: '{"name": "ci"}' });
      const { id } = (await create.json()) as { id?: string };
      const remove = await fetch(`${keys}${id ?? 'none'}/`, { method: 'DELETE', headers });
      const all = Object.entries({ look, lists, create, remove });
      rights[name] = all.flatMap(([what, { ok }]) => (ok ? what : [])).join(' ');
    }
    expect(rights).toEqual({
      admin: 'look create remove',
      write: 'look create',
      read: 'look',
      lists: 'look lists create',
      organization: '',
    });
    expect(program.stdout()).toContain('-H "Authorization: Bearer $SENTRY_AUTH_TOKEN"');
    expect(program.stdout()).not.toContain('sntryi_mine');
    await program.printed(/^GET \/api\/0\/projects\/acme\/web\/keys\/ 200$/m);
  } finally {
    await program.end();
  }
});

test('a port that cannot be used is one line about it', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  try {
    const { port } = other.address() as AddressInfo;
    for (const [value, line] of [
      ['65536', 'PORT is "65536". Set it to a number from 0 to 65535.\n'],
      [String(port), `Port ${port} is already in use. Set PORT to another one, or to 0 for any free port.\n`],
    ] as const) {
      const program = localSentry({ PORT: value });
      expect([await program.ended, program.stderr(), program.stdout()]).toEqual([1, line, '']);
    }
  } finally {
    other.close();
  }
});
