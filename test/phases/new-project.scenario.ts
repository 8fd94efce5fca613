/** `create-project`, with the action as a process of its own. */
import { scenario } from '../harness/scenario.ts';
import type { LocalSentry } from '../local-sentry/index.ts';
import { newProject } from './one-run.ts';

/** The first lists are answered late, so that every run finds the project missing. */
function lateLists(sentry: LocalSentry): void {
  sentry.fault({ call: 'list', strike: 'delay', delayMs: 1000, when: 'after', times: 2 });
}

interface Concurrent {
  readonly what: string;
  readonly names: readonly string[];
  readonly arrange: (sentry: LocalSentry) => void;
  /** Whether the answer to the create of the project is lost. */
  readonly isLost?: boolean;
}

function lateUpdate(sentry: LocalSentry): void {
  sentry.fault({ call: 'update', strike: 'delay', delayMs: 1500 });
}

test.each<Concurrent>([
  { what: 'for the same key', names: ['ci', 'ci', 'ci', 'ci'], arrange: lateLists },
  { what: 'for different keys', names: ['staging', 'production', 'ci'], arrange: lateLists },
  { what: 'of which one waits for the other', names: ['ci', 'ci'], arrange: lateUpdate },
  {
    ...{ what: 'of which one waits after a lost answer', names: ['staging', 'production'] },
    isLost: true,
    arrange: (sentry: LocalSentry) => {
      lateLists(sentry);
      sentry.fault({ call: 'create-project', strike: 'delay', delayMs: 0 });
      sentry.fault({ call: 'create-project', strike: 'reset' });
      lateUpdate(sentry);
    },
  },
])('concurrent runs $what create one project', async ({ names, arrange, isLost = false }) => {
  await scenario({}, async ({ sentry, run }) => {
    arrange(sentry);
    const runs = names.map((name) => run({ ...newProject, name }));
    // All of them end before the server does, whatever comes of one.
    await Promise.allSettled(runs);
    const results = await Promise.all(runs);

    expect(results.flatMap(({ errors }) => errors)).toEqual([]);
    expect(sentry.projects().map(({ slug }) => slug)).toEqual(['web', 'api']);
    const keys = sentry.keys('api').filter(({ isActive }) => isActive);
    const created = results.filter(({ outputs }) => outputs['project-created'] === 'true');
    // If no answer confirmed that the project is a run's own, its first key is left as it is.
    const own = created.length === 0 ? ['Default'] : [];
    const expected = [...new Set([...names, ...own])];
    expect(keys.map(({ name }) => name).sort()).toEqual(expected.sort());
    const ids = names.map((name) => keys.find((key) => key.name === name)?.id);
    expect(results.map(({ outputs }) => outputs['key-id'])).toEqual(ids);
    expect(created.length).toBeLessThanOrEqual(1);
    if (!isLost) expect(created).toHaveLength(1);
    // Else nothing happened at the same moment, and nothing was tested.
    const creates = sentry.requests.filter(({ call }) => call === 'create-project');
    if (arrange === lateLists) expect(creates.length).toBeGreaterThan(1);
  });
});
