import { createServer, type AddressInfo } from 'node:net';
import { startProgram } from '../harness/program.ts';

const localSentry = (env: NodeJS.ProcessEnv) => startProgram('test/local-sentry/cli.ts', env);

/** What is behind the name of a token in what the program prints. */
const tokenIn = (text: string, name: string): string =>
  new RegExp(`^  ${name}: .+\\n    (\\S+)$`, 'm').exec(text)?.[1] ?? 'missing';

test('the tokens that it prints may do what it says', async () => {
  const program = localSentry({ PORT: '0' });
  try {
    const [, url = ''] = await program.printed(/^ {2}url +(\S+)$/m);
    await program.printed(/local-github$/m);
    const keys = `${url}/api/0/projects/acme/web/keys/`;
    const may = async (name: string): Promise<string[]> => {
      const headers = {
        authorization: `Bearer ${tokenIn(program.stdout(), name)}`,
        'content-type': 'application/json',
      };
      const look = await fetch(keys, { headers });
      const create = await fetch(keys, { method: 'POST', headers, body: '{"name": "ci"}' });
      const { id } = (await create.json()) as { id?: string };
      const remove = await fetch(`${keys}${id ?? 'none'}/`, { method: 'DELETE', headers });
      return Object.entries({ look, create, remove }).flatMap(([what, { ok }]) => (ok ? what : []));
    };

    expect(await may('admin')).toEqual(['look', 'create', 'remove']);
    expect(await may('write')).toEqual(['look', 'create']);
    expect(await may('read')).toEqual(['look']);
    expect(await may('organization')).toEqual([]);
    expect(tokenIn(program.stdout(), 'organization')).toMatch(/^sntrys_/);
    await program.printed(/^GET \/api\/0\/projects\/acme\/web\/keys\/ 200$/m);
  } finally {
    await program.end();
  }
});

test('a token of SENTRY_AUTH_TOKEN works and is not printed', async () => {
  const program = localSentry({ PORT: '0', SENTRY_AUTH_TOKEN: 'sntryi_mine' });
  try {
    const [, url = ''] = await program.printed(/^ {2}url +(\S+)$/m);
    const headers = { authorization: 'Bearer sntryi_mine' };
    const { status } = await fetch(`${url}/api/0/projects/acme/web/keys/`, { headers });
    expect(status).toBe(200);
    expect(program.stdout()).toContain('-H "Authorization: Bearer $SENTRY_AUTH_TOKEN"');
    expect(program.stdout()).not.toContain('sntryi_mine');
  } finally {
    await program.end();
  }
});

test.each(['abc', '65536', '-1', '9000.5'])('PORT=%s is one line that says so', async (port) => {
  const program = localSentry({ PORT: port });
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toBe(`PORT is "${port}": write a number from 0 to 65535.\n`);
  expect(program.stdout()).toBe('');
});

test('a port that is taken is one line that says so', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  try {
    const { port } = other.address() as AddressInfo;
    const program = localSentry({ PORT: String(port) });
    expect(await program.ended).toBe(1);
    expect(program.stderr()).toBe(`Port ${port} is taken: write another into PORT, or 0 for any free one.\n`);
    expect(program.stdout()).toBe('');
  } finally {
    other.close();
  }
});
