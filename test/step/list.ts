/** A step about a list of keys, and what comes of each of them. */
import type { Step, StepResult } from '../harness/local-runner.ts';
import { type Scenario, scenario, TOKEN } from '../harness/scenario.ts';
import type { LocalSentry, LocalSentryOptions, StoredKey } from '../local-sentry/index.ts';

export type Item = Readonly<Record<string, string>>;

/** What the output `keys` tells of one key. */
export interface Told {
  readonly project: string;
  readonly name: string;
  readonly page: string;
  readonly outcome?: string;
  readonly error?: string;
  readonly dsn?: string;
  readonly 'key-id'?: string;
  readonly 'project-id'?: string;
  readonly 'rate-limit'?: string;
  readonly retired?: number;
}

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
  { projects = [], scopes = [...LISTS, 'project:write'], notMemberOf = [], ...options }: Given,
  act: (scenario: ListScenario) => Promise<void>,
): Promise<void> {
  return scenario(options, async (given) => {
    const { sentry, run } = given;
    sentry.addToken(TOKEN, scopes, { notMemberOf });
    for (const project of projects) {
      if (project !== 'web') sentry.addProject(project);
      addOld(sentry, project, { name: 'Default' });
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

/** What opens the lists of an organization. */
export const LISTS = ['org:read'];

export function toldOf({ outputs }: Pick<StepResult, 'outputs'>): readonly Told[] {
  return JSON.parse(outputs['keys'] ?? '[]') as Told[];
}

/** One key of each project. */
export const inEach = (projects: readonly string[], more: Item = {}): Item[] =>
  projects.map((project) => ({ project, name: 'ci', ...more }));

/** Adds a key, older than what another run could be creating. */
export function addOld(sentry: LocalSentry, project: string, more: Partial<StoredKey> = {}) {
  const dateCreated = '2024-05-01T00:00:00.000000Z';
  return sentry.addKey(project, { name: 'ci', dateCreated, ...more });
}

/** How many of each call there were. */
export function countsOf({ requests }: LocalSentry): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { call } of requests) counts[call] = (counts[call] ?? 0) + 1;
  return counts;
}

export const outcomes = (told: readonly Told[]): string[] =>
  told.map(({ project, name, outcome = 'failed' }) => `${project} ${name} ${outcome}`);
