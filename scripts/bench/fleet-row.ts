// One row of the benchmark about a list of keys: what a whole process takes, and what the server saw of it.
import { file, node, peakOf, type Program, run, step, token, watched } from './program.ts';
import type { Setup } from './sentry-child.ts';
import { SentryProcess } from './sentry-process.ts';

/** As sentry.io has it, for each caller of an endpoint. */
const HOSTED = { apiLimit: { perSecond: 40, concurrent: 25 }, latency: 50 } as const;

export interface Row {
  readonly what: string;
  readonly seconds: number;
  readonly requests: number;
  readonly refused: number;
  /** MB at the peak; `undefined` where it was not looked at. */
  readonly memory?: number;
}

/** A server as sentry.io with projects that have what Sentry makes with them, and maybe the key. */
export function hosted(projects: number, options: Partial<Setup> = {}): Setup {
  return { ...HOSTED, projects, keys: ['Default'], scopes: ['project:write'], ...options };
}

/** The scopes of a token that may list what an organization has. */
export const reading = { scopes: ['project:write', 'org:read'] } as const;

/** The keys that reuse finds. */
export const existing = { keys: ['Default', 'ci'] } as const;

/**
 * Runs a program against a server.
 *
 * @throws {Error} when it fails, or when not every project has exactly one key then
 */
export async function measure(what: string, sentry: SentryProcess, program: Program, keys: number) {
  const { code, time } = await run(program);
  const { requests, refused, keys: there } = await sentry.counts();
  if (code !== 0 || there !== keys) {
    throw new Error(`${what}: exit code ${String(code)}, ${there} keys instead of ${keys}`);
  }
  return { what, seconds: time / 1000, requests, refused };
}

/** A step with a list of one key in each project. */
export function listStep(url: string, projects: number): Program {
  const items = Array.from({ length: projects }, (_, index) => `- project: project-${index}\n  name: ci\n`);
  file('keys.yml', items.join(''));
  return step(url, { keys: 'keys.yml' });
}

/** This action, once. */
export function ours(what: string, setup: Setup): Promise<Row> {
  const { projects } = setup;
  return SentryProcess.during(setup, async (sentry) => {
    const program = watched(listStep(sentry.url, projects));
    return { ...(await measure(what, sentry, program, projects)), memory: peakOf() };
  });
}

/** The loop that people write: one create after the other, and no look at what is there. */
export function fetchLoop(what: string, setup: Setup): Promise<Row> {
  const { projects } = setup;
  return SentryProcess.during(setup, async (sentry) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify({ name: 'ci' }) };
    const loop = `for (let index = 0; index < ${projects}; index++) {
        const url = \`${sentry.url}/api/0/projects/acme/project-\${index}/keys/\`;
        const answer = await fetch(url, ${JSON.stringify(sent)});
        console.log((await answer.json()).dsn.public.length);
      }`;
    return measure(what, sentry, node(file('loop.mjs', loop)), projects);
  });
}
