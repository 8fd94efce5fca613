// A local Sentry in a process of its own, so that it shares no event loop with the benchmark.
import { addOldKey } from '../../test/harness/old-key.ts';
import { type LocalSentryOptions, startLocalSentry } from '../../test/local-sentry/index.ts';
import { token } from './token.ts';

/** What the server starts with. */
export interface Setup extends Pick<LocalSentryOptions, 'apiLimit' | 'latency'> {
  /** How many there are: `project-0`, `project-1`, … */
  readonly projects: number;
  /** The names of the keys that each has, long since. */
  readonly keys: readonly string[];
  readonly scopes: readonly string[];
  /** How many answers to creates are lost, though the keys are there. */
  readonly lostAnswers?: number;
}

/** What the server tells when it is asked. */
export interface Counts {
  readonly requests: number;
  /** With 429. */
  readonly refused: number;
  /** Active keys of the name `ci` in all projects. */
  readonly keys: number;
}

if (import.meta.main) {
  process.once('message', (setup) => void serve(setup as Setup));
  process.once('disconnect', () => process.exit());
}

async function serve({ projects, keys, scopes, lostAnswers, ...options }: Setup): Promise<void> {
  const sentry = await startLocalSentry(options);
  sentry.addToken(token, [...scopes]);
  // The one that every local Sentry has.
  sentry.removeProject('web');
  const slugs = Array.from({ length: projects }, (_, index) => `project-${index}`);
  for (const slug of slugs) {
    sentry.addProject(slug);
    for (const name of keys) addOldKey(sentry, slug, { name });
  }
  if (lostAnswers !== undefined) {
    sentry.fault({ call: 'create', when: 'after', strike: 'reset', times: lostAnswers });
  }
  // What Terraform's provider asks first, of Sentry's internal health; nobody asks anything else unknown.
  const other = 'other' as string as 'project';
  const body = JSON.stringify({ problems: [], healthy: {} });
  sentry.fault({ call: other, times: Infinity, strike: 'answer', status: 200, body });
  process.on('message', () => {
    const { requests } = sentry;
    const counts: Counts = {
      requests: requests.length,
      refused: requests.filter(({ status }) => status === 429).length,
      keys: slugs.flatMap((slug) => sentry.keys(slug)).filter(({ name, isActive }) => name === 'ci' && isActive).length,
    };
    requests.length = 0;
    process.send?.(counts);
  });
  process.send?.(sentry.url);
}
