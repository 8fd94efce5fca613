import { startProgram } from '../harness/program.ts';

test('its projects have a Default key, and its tokens open what it prints', async () => {
  const program = startProgram('test/local-sentry/cli.ts', { PORT: '0', SENTRY_AUTH_TOKEN: 'sntryi_mine' });
  try {
    const [, url = ''] = await program.printed(/^ {2}url +(\S+)$/m);
    await program.printed(/local-github$/m);
    const keys = `${url}/api/0/projects/acme/web/keys/`;
    const rights: Record<string, string> = {};
    const told = [...program.stdout().matchAll(/^ {2}(\w+): .+\n {4}(sntry\S+)$/gm)];
    for (const [, name = '', token = ''] of [...told, ['', 'mine', 'sntryi_mine']]) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const look = await fetch(keys, { headers });
      if (look.ok)
        expect(await look.json()).toContainEqual(expect.objectContaining({ name: 'Default', isActive: true }));
      const lists = await fetch(`${url}/api/0/organizations/acme/project-keys/`, { headers });
      const create = await fetch(keys, { method: 'POST', headers, body: '{"name": "ci"}' });
      rights[name] = Object.entries({ look, lists, create })
        .flatMap(([what, { ok }]) => (ok ? what : []))
        .join(' ');
    }
    expect(rights).toEqual({
      ...{ admin: 'look create', write: 'look create', read: 'look', lists: 'look lists create', organization: '' },
      mine: 'look create',
    });
    expect(program.stdout()).not.toContain('sntryi_mine');
    await program.printed(/^GET \/api\/0\/projects\/acme\/web\/keys\/ 200$/m);
  } finally {
    await program.end();
  }
});
