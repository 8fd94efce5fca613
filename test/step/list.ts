/** A step about a list of keys, and what comes of each of them. */
import type { Step, StepResult } from '../harness/local-runner.ts';
import { addOldKey } from '../harness/old-key.ts';
import { type Scenario, scenario, TOKEN } from '../harness/scenario.ts';
import { type Told, toldOf } from '../harness/told.ts';
import type { LocalSentry, LocalSentryOptions } from '../local-sentry/index.ts';

export type Item = Readonly<Record<string, string>>;

export interface ListScenario extends Scenario {
  /** Runs a step about these keys. */
  readonly runList: (
    items: readonly Item[],
    more?: Step['with'],
    env?: Step['env'],
  ) => Promise<StepResult & { readonly told: readonly Told[] }>;
  /** Its inputs. */
  readonly inputsOf: (items: readonly Item[], more?: Step['with']) => Step['with'];
}

export interface Given extends LocalSentryOptions {
  /** Projects that are there; each of them has a key `Default`. */
  readonly projects?: readonly string[];
  /** Of the token; with `org:read` by default. */
  readonly scopes?: string[];
  /** Slugs of projects of which the token's owner is no member. */
  readonly notMemberOf?: readonly string[];
}

/** The same as {@link scenario} with lists. */
export function listScenario(
  { projects = [], scopes = ['org:read', 'project:write'], notMemberOf = [], ...options }: Given,
  act: (scenario: ListScenario) => Promise<void>,
): Promise<void> {
  return scenario(options, async (given) => {
    const { sentry, run } = given;
    sentry.addToken(TOKEN, scopes, { notMemberOf });
    for (const project of projects) {
      if (project !== 'web') sentry.addProject(project);
      addOldKey(sentry, project, { name: 'Default' });
    }
    const inputsOf: ListScenario['inputsOf'] = (items, more) => ({
      ...{ project: '', keys: JSON.stringify(items), ...more },
    });
    await act({
      ...given,
      inputsOf: (items, more) => ({ ...given.given, ...inputsOf(items, more) }),
      runList: async (items, more, env) => {
        const result = await run(inputsOf(items, more), env);
        return { ...result, told: toldOf(result) };
      },
    });
  });
}

/** One key of each project. */
export const inEach = (projects: readonly string[], more: Item = {}): Item[] =>
  projects.map((project) => ({ project, name: 'ci', ...more }));

/** How many of each call there were. */
export function countsOf({ requests }: LocalSentry): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { call } of requests) counts[call] = (counts[call] ?? 0) + 1;
  return counts;
}

export const outcomes = (told: readonly Told[]): string[] =>
  told.map(({ project, name, outcome = 'failed' }) => `${project} ${name} ${outcome}`);
