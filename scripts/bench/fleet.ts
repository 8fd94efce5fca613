// A list of many keys in one step, against a server with the limits of sentry.io: this action, the loop that
// people write instead, and Terraform where it is installed.
import { existing, fetchLoop, hosted, listStep, measure, ours, reading, type Row } from './fleet-row.ts';
import { goal, reportGoals, run, table } from './program.ts';
import { SentryProcess } from './sentry-process.ts';
import { terraform, terraformVersion } from './terraform.ts';

const PROJECTS = 1000;
const MANY = 10_000;
/** Of which Terraform has keys. */
const FEW = 300;
/** On which the loop is timed; it takes ten times as long for all. */
const LOOPED = 100;
/** Seconds that the creates alone take at the server's limit. */
const CREATES = PROJECTS / 40;

async function create(): Promise<Row[]> {
  const fast = await ours('this action, org:read, create', hosted(PROJECTS, reading));
  goal('time', fast.what, fast.seconds, 1.15 * CREATES + 3, 's');
  const slow = await ours('this action, create', hosted(PROJECTS));
  // One is the list that is refused; then each key is looked for, created, and looked at.
  goal('time', slow.what, slow.seconds, (1.1 * (1 + 3 * PROJECTS)) / 40, 's');
  return [fast, slow];
}

async function reuse(): Promise<Row[]> {
  const fast = await ours('this action, org:read, reuse', hosted(PROJECTS, { ...reading, ...existing }));
  goal('requests', fast.what, fast.requests, 30, '');
  goal('time', fast.what, fast.seconds, 3, 's');
  const slow = await ours('this action, reuse', hosted(PROJECTS, existing));
  goal('time', slow.what, slow.seconds, (1.1 * (1 + PROJECTS)) / 40, 's');
  return [fast, slow];
}

async function loop(): Promise<Row[]> {
  const row = await fetchLoop('', hosted(LOOPED));
  const scale = PROJECTS / LOOPED;
  return [
    {
      what: `loop of fetch, create (${LOOPED} keys, × ${scale})`,
      seconds: row.seconds * scale,
      requests: row.requests * scale,
      refused: row.refused * scale,
    },
  ];
}

/** The same keys by Terraform and by this action, each created and then found as they should be. */
async function few(): Promise<Row[]> {
  const setup = hosted(FEW, reading);
  const byTerraform = async (sentry: SentryProcess): Promise<Row[]> => {
    const { apply, plan } = terraform(sentry.url, FEW);
    return [
      await measure(`terraform apply, ${FEW} keys, create`, sentry, apply, FEW),
      await measure(`terraform plan, ${FEW} keys, no change`, sentry, plan, FEW),
    ];
  };
  return [
    ...(terraformVersion() === undefined ? [] : await SentryProcess.during(setup, byTerraform)),
    await ours(`this action, org:read, ${FEW} keys, create`, setup),
    await ours(`this action, org:read, ${FEW} keys, reuse`, { ...setup, ...existing }),
  ];
}

async function memory(): Promise<Row[]> {
  const setup = { projects: MANY, ...reading, ...existing };
  return [await ours(`this action, org:read, ${MANY} keys, reuse, no limit`, setup)];
}

/** How many keys there are when three answers to creates were lost, and ten are wanted. */
async function lost(): Promise<void> {
  const [wanted, lostAnswers] = [10, 3];
  const rows: string[][] = [];
  const lose = (name: string, programs: (url: string) => Parameters<typeof run>[0]) =>
    SentryProcess.during(hosted(wanted, { ...reading, lostAnswers }), async (sentry) => {
      const { code } = await run(programs(sentry.url));
      const { keys } = await sentry.counts();
      rows.push([name, code === 0 ? 'success' : 'failure', String(keys)]);
    });
  await lose('this action', (url) => listStep(url, wanted));
  if (terraformVersion() !== undefined) {
    await lose('terraform apply', (url) => terraform(url, wanted).apply);
  }
  table([`${wanted} keys wanted, ${lostAnswers} answers lost`, 'ends with', 'keys'], rows);
}

const parts = { create, reuse, loop, few, memory };

function report(rows: readonly Row[]): void {
  const cells = rows.map(({ what, seconds, requests, refused, memory }) => [
    what,
    seconds.toFixed(1),
    String(requests),
    String(refused),
    (requests / seconds).toFixed(1),
    memory?.toFixed(0) ?? '',
  ]);
  table(['fleet', 'seconds', 'requests', 'refused', 'requests/s', 'peak MB'], cells);
}

/** @param only names of parts; all by default */
export async function fleet(only: readonly string[]): Promise<void> {
  const known = [...Object.keys(parts), 'lost'];
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`there is no part ${unknown}: ${known.join(', ')}`);
  const isAsked = (name: string): boolean => only.length === 0 || only.includes(name);
  console.log(
    `${PROJECTS} projects where no other number is said; at most 40 requests a second and 25 at once, ` +
      `50 ms each; ${terraformVersion() ?? 'no Terraform'}\n`,
  );
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (isAsked(name)) rows.push(...(await part()));
  }
  if (rows.length > 0) report(rows);
  if (isAsked('lost')) await lost();
  for (const row of rows) {
    if (row.memory === undefined) continue;
    goal('refused', row.what, (100 * row.refused) / row.requests, 2, '%');
  }
  reportGoals();
}
