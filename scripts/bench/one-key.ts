// One key: this action, and the scripts that people write instead.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { addOldKey } from '../../test/harness/old-key.ts';
import { type LocalSentryOptions, startLocalSentry } from '../../test/local-sentry/index.ts';
import { dist, file, goal, node, peak, type Program, step, table, time, token, watched } from './program.ts';

const ROUNDS = 40;

async function serve(options: LocalSentryOptions = {}) {
  const sentry = await startLocalSentry(options);
  sentry.addToken(token, ['project:write']);
  addOldKey(sentry);
  return sentry;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** One POST, or one look at the keys. */
function scripts(url: string, method: 'POST' | 'GET'): Record<string, Program> {
  const headers = `{ authorization: 'Bearer ${token}', 'content-type': 'application/json' }`;
  const [dsn, body] = method === 'POST' ? ['key.dsn.public', `'{}'`] : ['key[0].dsn.public', 'undefined'];
  const fetching = `const answer = await fetch('${url}', { method: '${method}', headers: ${headers}, body: ${body} });
    const key = await answer.json();
    console.log(${dsn}.length);`;
  const requesting = `const { request } = require('https');
    const call = request('${url}', { method: '${method}', headers: ${headers} }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      const key = JSON.parse(text);
      console.log(${dsn}.length);
    });
    call.end(${body});`;
  return {
    'bare fetch': node(file(`fetch-${method}.mjs`, fetching)),
    'bare request': node(file(`request-${method}.cjs`, requesting)),
  };
}

const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ],
});
const trust = { NODE_EXTRA_CA_CERTS: file('ca.pem', cert) };

/** One kind of step over TLS against the scripts; `method` is how its one request is sent. */
async function compare(title: string, method: 'POST' | 'GET', inputs: Record<string, string>): Promise<void> {
  const sentry = await serve({ tls: { key, cert } });
  const programs = Object.entries({
    'this action': step(sentry.url, { project: 'web', ...inputs }),
    ...scripts(`${sentry.url}/api/0/projects/acme/web/keys/`, method),
    'empty program': node(file('empty.cjs', '')),
    'post step, nothing to do': node(join(dist, 'post', 'index.js')),
  }).map(([name, program]) => ({ name, program: { ...program, env: { ...program.env, ...trust } }, times: [0] }));

  // In turn, because the speed of a machine drifts. The first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { program, times } of programs) times[round] = await time(program);
  }
  const timesOf = (name: string): number[] => programs.find((program) => program.name === name)?.times.slice(1) ?? [];
  const ratio = (name: string, other: string): number => {
    const others = timesOf(other);
    return median(timesOf(name).map((own, round) => own / (others[round] ?? NaN)));
  };
  goal('time', title, ratio('this action', 'bare fetch'), 0.9, '× fetch');
  goal('time', title, ratio('this action', 'bare request'), 1.4, '× request');

  const rows: string[][] = [];
  for (const { name, program } of programs) {
    const before = sentry.requests.length;
    await time(watched(program));
    const path = program.command[1] ?? '';
    rows.push([
      name,
      `${median(timesOf(name)).toFixed(1)} ms`,
      ...['bare fetch', 'bare request', 'empty program'].map((other) => `${ratio(name, other).toFixed(2)}×`),
      String(sentry.requests.length - before),
      path.startsWith(dist) ? `${(statSync(path).size / 1000).toFixed(0)} kB` : '',
      peak(),
    ]);
  }
  table([title, 'median', '/ fetch', '/ request', '/ empty', 'requests', 'code', 'peak'], rows);
  await sentry.close();
}

/** Finding the oldest key among many. */
async function growth(): Promise<void> {
  const rows: string[][] = [];
  for (const count of [1, 10, 100, 1000, 10_000]) {
    const sentry = await serve();
    for (let index = 1; index < count; index++) sentry.addKey('web', { name: `key ${index}` });
    const program = step(sentry.url, { project: 'web', name: 'ci' });
    await time(watched(program));
    const requests = sentry.requests.length;
    const times: number[] = [];
    for (let round = 0; round < 5; round++) times.push(await time(program));
    rows.push([String(count), `${median(times).toFixed(0)} ms`, String(requests), peak()]);
    await sentry.close();
  }
  table(['reuse among … keys', 'median', 'requests', 'peak'], rows);
}

console.log(`Medians of ${ROUNDS} rounds, whole processes\n`);
await compare('reuse one key, TLS', 'GET', { name: 'ci' });
await compare('create one key, TLS', 'POST', { mode: 'create' });
await growth();
