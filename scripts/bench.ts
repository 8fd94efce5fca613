// Times whole processes: this action, the scripts that people write instead, and an empty program,
// in turn, against a local Sentry. Prints medians, and ratios pair by pair to the bare fetch script.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startLocalSentry } from '../test/local-sentry/index.ts';

const ROUNDS = 30;

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const sentry = await startLocalSentry();
const token = `sntryi_${'0a'.repeat(32)}`;
sentry.addToken(token, ['project:write']);
const url = `${sentry.url}/api/0/projects/acme/web/keys/`;
const headers = `{ authorization: 'Bearer ${token}', 'content-type': 'application/json' }`;

function script(name: string, code: string): string {
  const file = join(folder, name);
  writeFileSync(file, code);
  return file;
}

const action = resolve(import.meta.dirname, '..', 'dist', 'main', 'index.js');
const programs = {
  'this action': action,
  'bare fetch': script(
    'fetch.mjs',
    `const answer = await fetch('${url}', { method: 'POST', headers: ${headers}, body: '{}' });
     console.log((await answer.json()).dsn.public.length);`,
  ),
  'bare node:http': script(
    'http.mjs',
    `import { request } from 'node:http';
     const call = request('${url}', { method: 'POST', headers: ${headers} }, async (answer) => {
       let text = '';
       for await (const chunk of answer) text += chunk;
       console.log(JSON.parse(text).dsn.public.length);
     });
     call.end('{}');`,
  ),
  'empty program': script('empty.mjs', ''),
};
type Program = keyof typeof programs;

const env = {
  PATH: process.env['PATH'],
  GITHUB_OUTPUT: script('output', ''),
  GITHUB_STEP_SUMMARY: script('summary', ''),
  INPUT_TOKEN: token,
  INPUT_ORG: 'acme',
  INPUT_PROJECT: 'web',
  INPUT_URL: sentry.url,
};

/** Milliseconds that a whole process takes. */
async function time(file: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [file], { env, stdio: 'ignore' });
  const code = await new Promise((ended) => child.once('exit', ended));
  if (code !== 0) throw new Error(`${file} ended with ${String(code)}`);
  return performance.now() - start;
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

try {
  const names = Object.keys(programs) as Program[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  for (let round = -1; round < ROUNDS; round++) {
    for (const name of names) {
      const milliseconds = await time(programs[name]);
      // The first round warms up.
      if (round >= 0) times[name]?.push(milliseconds);
    }
  }
  console.log(
    `Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores, ` +
      `${ROUNDS} rounds in turn; whole processes that create one client key\n`,
  );
  console.log('| program | median | against bare fetch |\n| --- | ---: | ---: |');
  const yardstick = times['bare fetch'] ?? [];
  for (const name of names) {
    const own = times[name] ?? [];
    const ratios = own.map((value, index) => value / (yardstick[index] ?? NaN));
    console.log(`| ${name} | ${median(own).toFixed(1)} ms | ${median(ratios).toFixed(2)}× |`);
  }
} finally {
  await sentry.close();
  rmSync(folder, { recursive: true });
}
