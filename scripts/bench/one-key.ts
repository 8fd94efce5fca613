// One key: this action, the scripts that people write instead, an empty program, and what else is
// installed. One round runs each of them once, in turn, so that a machine whose speed drifts is unfair
// to none; ratios are taken round by round.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { addOldKey } from '../../test/harness/old-key.ts';
import { type LocalSentry, startLocalSentry } from '../../test/local-sentry/index.ts';
import {
  dist,
  file,
  folder,
  goal,
  node,
  peakOf,
  type Program,
  reportGoals,
  step as anyStep,
  table,
  time,
  token,
  watched,
} from './program.ts';

const ROUNDS = 40;

const step = (url: string, inputs: Record<string, string> = {}): Program => anyStep(url, { project: 'web', ...inputs });

/** Runs a Node program apart from the timed rounds. @returns MB that it takes at its peak */
async function peak(program: Program): Promise<number> {
  await time(watched(program));
  return peakOf();
}

/** What others offer for the same job, as far as it is installed. */
function installed(sentry: string, url: string): Record<string, Program> {
  const found = (name: string): boolean => {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  const json = 'content-type: application/json';
  const bearer = `authorization: Bearer ${token}`;
  return {
    ...(found('curl') && { curl: { command: ['curl', '-sf', '-H', bearer, '-H', json, '-d', '{}', url] } }),
    ...(found('sentry') && {
      'sentry api (CLI)': {
        command: ['sentry', 'api', new URL(url).pathname.slice(1), '-X', 'POST', '-d', '{}'],
        env: { SENTRY_URL: sentry, SENTRY_AUTH_TOKEN: token, HOME: folder },
      },
    }),
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Runs all programs in turn. @returns milliseconds of each, round by round */
async function race(programs: Record<string, Program>): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = {};
  for (const name of Object.keys(programs)) times[name] = [];
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, program] of Object.entries(programs)) {
      const milliseconds = await time(program);
      // The first round warms up.
      if (round >= 0) times[name]?.push(milliseconds);
    }
  }
  return times;
}

const kB = (path: string): string => `${(statSync(path).size / 1000).toFixed(0)} kB`;

/** A server with a certificate of its own, which all programs are told to trust in the same way. */
async function secureServer(): Promise<{ server: LocalSentry; trust: Record<string, string> }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const server = await startLocalSentry({ tls: { key, cert } });
  return { server, trust: { NODE_EXTRA_CA_CERTS: file('ca.pem', cert) } };
}

/** The scripts that people write instead: one POST, or one look at the keys. */
function scripts(url: string, method: 'POST' | 'GET'): Record<string, Program> {
  const kind = `${new URL(url).protocol === 'https:' ? 'https' : 'http'}-${method}`;
  const headers = `{ authorization: 'Bearer ${token}', 'content-type': 'application/json' }`;
  const dsn = `${method === 'POST' ? 'key' : 'key[0]'}.dsn.public`;
  const body = method === 'POST' ? `, body: '{}'` : '';
  const fetching = `const answer = await fetch('${url}', { method: '${method}', headers: ${headers}${body} });
    const key = await answer.json();
    console.log(${dsn}.length);`;
  const requesting = `const { request } = require('${new URL(url).protocol.slice(0, -1)}');
    const call = request('${url}', { method: '${method}', headers: ${headers} }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      const key = JSON.parse(text);
      console.log(${dsn}.length);
    });
    call.end(${method === 'POST' ? `'{}'` : ''});`;
  return {
    'bare fetch': node(file(`fetch-${kind}.mjs`, fetching)),
    'bare request': node(file(`request-${kind}.cjs`, requesting)),
  };
}

/** One kind of step, against the ways people do the same today. */
async function compare(
  title: string,
  server: LocalSentry,
  trust: Record<string, string>,
  inputs: Record<string, string>,
): Promise<void> {
  const url = `${server.url}/api/0/projects/acme/web/keys/`;
  const isCreate = inputs['name'] === undefined;
  const programs: Record<string, Program> = {
    'this action': step(server.url, inputs),
    ...scripts(url, isCreate ? 'POST' : 'GET'),
    'empty program': node(file('empty.cjs', '')),
    ...(isCreate && {
      'post step, nothing to do': node(join(dist, 'post', 'index.js')),
      ...(Object.keys(trust).length === 0 && installed(server.url, url)),
    }),
  };
  for (const [name, { env, ...program }] of Object.entries(programs)) {
    programs[name] = { ...program, env: { ...env, ...trust } };
  }
  const times = await race(programs);
  const ratio = (name: string, other: string): number =>
    median((times[name] ?? []).map((own, round) => own / (times[other]?.[round] ?? NaN)));
  const against = (name: string, other: string): string => `${ratio(name, other).toFixed(2)}×`;
  if (new URL(url).protocol === 'https:') {
    goal('time', title, ratio('this action', 'bare fetch'), 0.9, '× fetch');
    goal('time', title, ratio('this action', 'bare request'), 1.4, '× request');
  }
  const rows: string[][] = [];
  for (const [name, program] of Object.entries(programs)) {
    const before = server.requests.length;
    const isNode = program.command[0] === process.execPath;
    const memory = isNode ? `${(await peak(program)).toFixed(0)} MB` : '';
    if (!isNode) await time(program);
    const requests = String(server.requests.length - before);
    const path = program.command[1];
    rows.push([
      name,
      `${median(times[name] ?? []).toFixed(1)} ms`,
      against(name, 'bare fetch'),
      against(name, 'bare request'),
      against(name, 'empty program'),
      requests,
      isNode && path?.startsWith(dist) === true ? kB(path) : '',
      memory,
    ]);
  }
  table([title, 'median', '/ fetch', '/ request', '/ empty', 'requests', 'code', 'peak'], rows);
}

/** Creating one key and reusing one, with TLS and without. */
async function single(): Promise<void> {
  const secure = await secureServer();
  const plain = { server: await startLocalSentry(), trust: {} };
  for (const [how, { server, trust }] of Object.entries({ TLS: secure, 'no TLS': plain })) {
    server.addToken(token, ['project:write']);
    addOldKey(server);
    // One page, before the creates fill it.
    await compare(`reuse one key, ${how}`, server, trust, { name: 'ci' });
    // As a script does that sends one POST: without a look.
    await compare(`create one key, ${how}`, server, trust, { mode: 'create' });
    await server.close();
  }
}

/** Finding the oldest key among many. */
async function growth(): Promise<void> {
  const rows: string[][] = [];
  for (const count of [1, 10, 100, 1000, 10_000]) {
    const sentry = await startLocalSentry();
    sentry.addToken(token, ['project:write']);
    addOldKey(sentry);
    for (let index = 1; index < count; index++) sentry.addKey('web', { name: `key ${index}` });
    const program = step(sentry.url, { name: 'ci' });
    const memory = await peak(program);
    const requests = sentry.requests.length;
    const times: number[] = [];
    for (let round = 0; round < 5; round++) times.push(await time(program));
    rows.push([String(count), `${median(times).toFixed(0)} ms`, String(requests), `${memory.toFixed(0)} MB`]);
    await sentry.close();
  }
  table(['reuse among … keys', 'median', 'requests', 'peak'], rows);
}

/** Creates one key, and finds one among many. */
export async function oneKey(): Promise<void> {
  console.log(`Medians of ${ROUNDS} rounds, whole processes\n`);
  await single();
  await growth();
  reportGoals();
}
