// A list of many keys in one step, against a server with the limits of sentry.io: this action, the loop that people
// write instead, and Terraform with jianyuan/sentry, if SENTRY_PROVIDER_DIR is the folder of that provider.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addOldKey } from '../../test/harness/old-key.ts';
import { type LocalSentry, type LocalSentryOptions, startLocalSentry } from '../../test/local-sentry/index.ts';
import { file, folder, goal, node, peak, type Program, run, step, table, token, watched } from './program.ts';

/** Seconds that a thousand requests take at the server's limit. */
const THOUSAND = 25;
const HOSTED: LocalSentryOptions = { apiLimit: { perSecond: 1000 / THOUSAND, concurrent: 25 }, latency: 50 };

interface Setup {
  readonly projects: number;
  /** The token has org:read, beside project:write. */
  readonly reading?: boolean;
  /** Every project has the key already. */
  readonly exists?: boolean;
  readonly options?: LocalSentryOptions;
  readonly inputs?: Record<string, string>;
}

const slugsOf = (projects: number): string[] => Array.from({ length: projects }, (_, index) => `project-${index}`);
const keysOf = (sentry: LocalSentry, projects: number): number =>
  slugsOf(projects).flatMap((slug) => sentry.keys(slug).filter((key) => key.name === 'ci' && key.isActive)).length;

/** Starts a server for some work, and stops it afterwards. */
async function during<T>(setup: Setup, work: (sentry: LocalSentry) => Promise<T>): Promise<T> {
  const { projects, reading = false, exists = false, options = HOSTED } = setup;
  const sentry = await startLocalSentry(options);
  sentry.addToken(token, ['project:write', ...(reading ? ['org:read'] : [])]);
  sentry.removeProject('web');
  for (const slug of slugsOf(projects)) {
    sentry.addProject(slug);
    addOldKey(sentry, slug, { name: 'Default' });
    if (exists) addOldKey(sentry, slug);
  }
  try {
    return await work(sentry);
  } finally {
    await sentry.close();
  }
}

const rows: string[][] = [];

/** Adds a row for a program. @throws {Error} if it fails, or unless every project then has exactly one key */
async function measure(what: string, sentry: LocalSentry, program: Program, projects: number) {
  sentry.requests.length = 0;
  const { code, time } = await run(program);
  const keys = keysOf(sentry, projects);
  if (code !== 0 || keys !== projects) throw new Error(`${what}: exit code ${String(code)}, ${keys} keys`);
  const [seconds, requests] = [time / 1000, sentry.requests.length];
  const refused = sentry.requests.filter(({ status }) => status === 429).length;
  rows.push([what, seconds.toFixed(1), ...[requests, refused].map(String), (requests / seconds).toFixed(1)]);
  return { seconds, requests, refused };
}

/** A step with a list of one key in each project. */
function listStep({ url }: LocalSentry, projects: number): Program {
  file(
    'keys.yml',
    slugsOf(projects)
      .map((slug) => `- project: ${slug}\n  name: ci\n`)
      .join(''),
  );
  return step(url, { keys: 'keys.yml' });
}

/** Measures this action against its goals. */
async function ours(setup: Setup, most: { seconds?: number; requests?: number } = {}): Promise<void> {
  const { projects, reading = false, exists = false, inputs } = setup;
  const doing = inputs === undefined ? (exists ? 'reuse' : 'create') : Object.values(inputs).join(' ');
  const what = `this action, ${reading ? 'org:read, ' : ''}${projects} projects, ${doing}`;
  await during(setup, async (sentry) => {
    const program = inputs === undefined ? listStep(sentry, projects) : step(sentry.url, inputs);
    const { seconds, requests, refused } = await measure(what, sentry, watched(program), projects);
    rows.at(-1)?.push(peak());
    goal('refused', what, (100 * refused) / requests, 2, '%');
    if (most.seconds !== undefined) goal('time', what, seconds, most.seconds, 's');
    if (most.requests !== undefined) goal('requests', what, requests, most.requests, '');
  });
}

/** One create after the other, without a look. */
function fetchLoop({ url }: LocalSentry, projects: number): Program {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const sent = { method: 'POST', headers, body: JSON.stringify({ name: 'ci' }) };
  const loop = `for (let index = 0; index < ${projects}; index++) {
      const answer = await fetch(\`${url}/api/0/projects/acme/project-\${index}/keys/\`, ${JSON.stringify(sent)});
      console.log((await answer.json()).dsn.public.length);
    }`;
  return node(file('loop.mjs', loop));
}

const provider = process.env['SENTRY_PROVIDER_DIR'];

/** Terraform with one key in each project. */
function terraform(sentry: LocalSentry, projects: number): Record<'apply' | 'plan', Program> {
  // The provider asks for Sentry's internal health first, which the local Sentry does not know.
  const body = JSON.stringify({ problems: [], healthy: {} });
  sentry.fault({ call: 'other' as string as 'stats', times: Infinity, strike: 'answer', status: 200, body });

  const cwd = mkdtempSync(join(folder, 'terraform-'));
  const rc = join(cwd, 'terraformrc');
  const overrides = `dev_overrides { "jianyuan/sentry" = ${JSON.stringify(provider)} }`;
  writeFileSync(rc, `provider_installation {\n  ${overrides}\n  direct {}\n}\n`);
  const each = { for_each: `\${toset(${JSON.stringify(slugsOf(projects))})}`, project: '${each.value}' };
  const configuration = {
    terraform: { required_providers: { sentry: { source: 'jianyuan/sentry' } } },
    provider: { sentry: { token, base_url: `${sentry.url}/api/` } },
    resource: { sentry_key: { ci: { organization: 'acme', name: 'ci', ...each } } },
  };
  writeFileSync(join(cwd, 'main.tf.json'), JSON.stringify(configuration));
  const env = { CHECKPOINT_DISABLE: '1', HOME: cwd, TF_CLI_CONFIG_FILE: rc };
  const command = (...args: string[]): Program => ({ command: ['terraform', ...args, '-parallelism=20'], env, cwd });
  // With -detailed-exitcode, a plan with changes fails.
  return { apply: command('apply', '-auto-approve'), plan: command('plan', '-detailed-exitcode') };
}

/** How a program ends if three answers to its creates are lost. */
const lost = (what: string, programOf: (sentry: LocalSentry, projects: number) => Program): Promise<string[]> =>
  during({ projects: 10, reading: true }, async (sentry) => {
    sentry.fault({ call: 'create', when: 'after', strike: 'reset', times: 3 });
    const { code } = await run(programOf(sentry, 10));
    return [what, code === 0 ? 'success' : 'failure', String(keysOf(sentry, 10))];
  });

console.log('At most 40 requests a second and 25 at once, 50 ms each; the last row has no limits\n');
const all = { projects: 1000, reading: true };
await ours(all, { seconds: 1.15 * THOUSAND + 3 });
await ours({ projects: 1000 }, { seconds: 1.1 * 3.001 * THOUSAND });
await ours({ ...all, exists: true }, { seconds: 3, requests: 30 });
await ours({ projects: 1000, exists: true }, { seconds: 1.1 * 1.001 * THOUSAND });
await during({ projects: 100 }, (sentry) =>
  measure('loop of fetch, 100 keys, create', sentry, fetchLoop(sentry, 100), 100),
);
const wide = (inputs: Record<string, string>) => ({ ...all, exists: true, inputs: { projects: '*', ...inputs } });
const update = { names: '*', mode: 'update', 'max-changes': '2000' };
await ours(wide({ mode: 'find' }), { seconds: 3, requests: 30 });
await ours(wide({ ...update, 'rate-limit': 'none' }), { seconds: 3, requests: 30 });
await ours(wide({ ...update, 'rate-limit': '1000/1h' }), { seconds: 1.1 * 2.03 * THOUSAND });
const few = { projects: 300, reading: true };
if (provider !== undefined) {
  await during(few, async (sentry) => {
    const { apply, plan } = terraform(sentry, few.projects);
    await measure('terraform apply, 300 keys, create', sentry, apply, few.projects);
    await measure('terraform plan, 300 keys, no change', sentry, plan, few.projects);
  });
}
await ours(few);
await ours({ ...few, exists: true });
await ours({ projects: 10_000, reading: true, exists: true, options: {} });
table(['fleet', 'seconds', 'requests', 'refused', 'requests/s', 'peak'], rows);
const lostRows = [await lost('this action', listStep)];
if (provider !== undefined) lostRows.push(await lost('terraform apply', (...setup) => terraform(...setup).apply));
table(['10 keys wanted, 3 answers lost', 'ends with', 'keys'], lostRows);
