// One key: this action, the scripts that people write instead, an empty program, and what else is
// installed. One round runs each of them once, in turn, so that a machine whose speed drifts is unfair
// to none; ratios are taken round by round.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalSentry } from '../../test/local-sentry/index.ts';
import {
  dist,
  file,
  folder,
  node,
  peakOf,
  type Program,
  step as anyStep,
  table,
  time,
  token,
  watched,
} from './program.ts';

const ROUNDS = 40;

const step = (url: string, inputs: Record<string, string> = {}): Program =>
  anyStep(url, { project: 'web', ...inputs });

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
    ...(found('curl') && {
      curl: { command: ['curl', '-sf', '-H', bearer, '-H', json, '-d', '{}', url] },
    }),
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

/** Creating one key, against the ways people do it today. */
async function create(): Promise<void> {
  const sentry = await startLocalSentry();
  sentry.addToken(token, ['project:write']);
  const url = `${sentry.url}/api/0/projects/acme/web/keys/`;
  const headers = `{ authorization: 'Bearer ${token}', 'content-type': 'application/json' }`;
  const fetching = `const answer = await fetch('${url}', { method: 'POST', headers: ${headers}, body: '{}' });
    console.log((await answer.json()).dsn.public.length);`;
  const requesting = `import { request } from 'node:http';
    const call = request('${url}', { method: 'POST', headers: ${headers} }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      console.log(JSON.parse(text).dsn.public.length);
    });
    call.end('{}');`;
  const ours = step(sentry.url);
  const programs: Record<string, Program> = {
    'this action': ours,
    'bare fetch': node(file('fetch.mjs', fetching)),
    'bare node:http': node(file('http.mjs', requesting)),
    'empty program': node(file('empty.mjs', '')),
    'post step, nothing to do': node(join(dist, 'post', 'index.js')),
    ...installed(sentry.url, url),
  };
  const times = await race(programs);
  const against = (name: string, other: string): string => {
    const ratios = (times[name] ?? []).map((own, round) => own / (times[other]?.[round] ?? NaN));
    return `${median(ratios).toFixed(2)}×`;
  };
  const rows: string[][] = [];
  for (const [name, program] of Object.entries(programs)) {
    const before = sentry.requests.length;
    const isNode = program.command[0] === process.execPath;
    const memory = isNode ? `${(await peak(program)).toFixed(0)} MB` : '';
    if (!isNode) await time(program);
    const requests = String(sentry.requests.length - before);
    const path = program.command[1];
    rows.push([
      name,
      `${median(times[name] ?? []).toFixed(1)} ms`,
      against(name, 'bare fetch'),
      against(name, 'bare node:http'),
      against(name, 'empty program'),
      requests,
      isNode && path?.startsWith(dist) === true ? kB(path) : '',
      memory,
    ]);
  }
  table(
    ['create one key', 'median', '/ fetch', '/ node:http', '/ empty', 'requests', 'code', 'peak'],
    rows,
  );
  await sentry.close();
}

/** Finding the oldest key among many. */
async function growth(): Promise<void> {
  const rows: string[][] = [];
  for (const count of [1, 10, 100, 1000, 10_000]) {
    const sentry = await startLocalSentry();
    sentry.addToken(token, ['project:write']);
    sentry.addKey('web', { name: 'ci', dateCreated: '2025-01-01T00:00:00Z' });
    for (let index = 1; index < count; index++) sentry.addKey('web', { name: `key ${index}` });
    const program = step(sentry.url, { name: 'ci' });
    const memory = await peak(program);
    const requests = sentry.requests.length;
    const times: number[] = [];
    for (let round = 0; round < 5; round++) times.push(await time(program));
    rows.push([
      String(count),
      `${median(times).toFixed(0)} ms`,
      String(requests),
      `${memory.toFixed(0)} MB`,
    ]);
    await sentry.close();
  }
  table(['reuse among … keys', 'median', 'requests', 'peak'], rows);
}

/** Creates one key, and finds one among many. */
export async function oneKey(): Promise<void> {
  console.log(`Medians of ${ROUNDS} rounds, whole processes\n`);
  await create();
  await growth();
}
