/** Each answer of a real Sentry is lost once, in each mode: what is there then is the same. */
import { createHmac } from 'node:crypto';
import { throughProxy, type ProxyOptions } from './proxy.ts';
import { scenario } from './scenario.ts';

/** What came of one run. */
interface Told {
  readonly exitCode: number | null;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly outcome: string | undefined;
  /** Of each key `ci`, whether it is active. */
  readonly keys: readonly boolean[];
}

interface Mode {
  readonly title: string;
  /** How many keys `ci` are there before. */
  readonly there?: number;
  /** They are older than a minute. */
  readonly old?: boolean;
  readonly with?: Readonly<Record<string, string>>;
  /** Makes the project, too. */
  readonly newProject?: boolean;
  /** The post step is what loses answers. */
  readonly post?: boolean;
  readonly outcome: string;
  readonly keys: readonly boolean[];
}

const modes: Mode[] = [
  { title: 'create', outcome: 'created', keys: [true] },
  { title: 'find', there: 1, with: { mode: 'find' }, ...{ outcome: 'reused', keys: [true] } },
  { title: 'create, then change', with: { loader: 'debug' }, outcome: 'created', keys: [true] },
  { title: 'mode: create without a name', with: { mode: 'create', name: '' }, ...{ outcome: 'created', keys: [true] } },
  { title: 'update', there: 1, with: { 'rate-limit': '5/60' }, ...{ outcome: 'updated', keys: [true] } },
  {
    title: 'rotate',
    there: 1,
    old: true,
    with: { mode: 'rotate', 'max-age': '1m', grace: 'none' },
    ...{ outcome: 'rotated', keys: [false, true] },
  },
  {
    title: 'rotate with a grace',
    there: 1,
    old: true,
    with: { mode: 'rotate', 'max-age': '1m', grace: '7d' },
    ...{ outcome: 'rotated', keys: [true, true] },
  },
  { title: 'retire', there: 2, with: { mode: 'retire' }, ...{ outcome: 'retired', keys: [false, false] } },
  {
    title: 'retire with retire-method: delete',
    there: 2,
    with: { mode: 'retire', 'retire-method': 'delete' },
    ...{ outcome: 'retired', keys: [] },
  },
  {
    title: 'the post step of ephemeral',
    with: { mode: 'create', ephemeral: 'true' },
    post: true,
    ...{ outcome: 'created', keys: [false] },
  },
  { title: 'create-project', newProject: true, outcome: 'created', keys: [true] },
];

/** Runs a mode in a project of its own. @returns what came of it, and which requests it sent */
async function runThrough(mode: Mode, options: ProxyOptions) {
  let told: Told | undefined;
  let sent: readonly string[] = [];
  await scenario(async ({ run, keys, addKey, addOldKey, sentry, project }) => {
    for (let count = 0; count < (mode.there ?? 0); count++) {
      await (mode.old ? addOldKey() : addKey());
    }
    const inputs = { token: sentry.tokens.integrationAdmin, ...mode.with };
    const slug = `${project.slug}-new`;
    const more = { project: slug, token: sentry.tokens.write };
    const given = mode.newProject ? { ...inputs, ...more, 'create-project': 'true', team: sentry.team } : inputs;
    const before = mode.post ? await run(given) : undefined;
    await throughProxy(sentry.url, options, async ({ url, requests }) => {
      // The post step asks the server that the main step says it asked.
      const [, kept = ''] = before?.state['created-key']?.replace(sentry.url, url).split(/ (.*)/) ?? [];
      const signature = createHmac('sha256', inputs.token).update(kept).digest('hex');
      const state = { 'created-key': `${signature} ${kept}` };
      const result = await run({ ...given, url }, before && { ...before, state });
      const { exitCode, errors, warnings, outputs } = result;
      const found = mode.newProject ? await sentry.keys(slug) : await keys();
      const { outcome } = before?.outputs ?? outputs;
      told = { exitCode, errors, warnings, outcome, keys: found.map((key) => key.isActive) };
      // A loss is noticed; a key that is no longer young takes one request less, so the last may not be.
      const { lose = Infinity } = options;
      expect(result.log.includes('No answer from')).toBe(lose <= requests.length);
      sent = requests;
    });
  });
  return { told, sent };
}

test.each(modes)(
  '$title',
  async (mode) => {
    const { outcome, keys } = mode;
    const expected = { exitCode: 0, errors: [], warnings: [], outcome, keys };
    const { told, sent } = await runThrough(mode, {});
    expect({ sent, told }).toEqual({ sent, told: expected });

    const losses = sent.flatMap((request, index) =>
      (['before', 'after'] as const).map((when) => ({ request, lose: index + 1, when })),
    );
    const runs = await Promise.all(
      losses.map(async ({ request, lose, when }) => ({
        ...{ request, lose, when },
        told: (await runThrough(mode, { lose, when })).told,
      })),
    );
    expect(runs).toEqual(
      losses.map((loss) => {
        // Whose project it is, a lost answer does not show: its first key is left alone.
        const isOfProject = loss.request.startsWith('POST /api/0/teams/') && loss.when === 'after';
        return { ...loss, told: isOfProject ? { ...expected, keys: [true, true] } : expected };
      }),
    );
  },
  300_000,
);
