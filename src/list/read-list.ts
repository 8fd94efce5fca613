import { InputReader, type Problem, reasonAgainst } from '../inputs/input-reader.ts';
import { readKey } from '../inputs/read-key.ts';
import { type GitHubInputs, isStoring, readGitHub, refuseIfWrong } from '../inputs/read-step.ts';
import { readStepInputs, type StepInputs } from '../inputs/step-inputs.ts';
import { isNewSlug } from '../model/base-url.ts';
import { countOf } from '../model/plan.ts';
import { type Item, memberTitle, parseItems } from './items.ts';
import { readListText } from './list-text.ts';
import { checkScope, isWide, LITERAL, mostChanges, readScope, type Scope, titleOf, variantsOf } from './scope.ts';
import { type ListKey, settle } from './settle.ts';

/** A step about several keys. */
export interface ListStep extends StepInputs {
  readonly github: GitHubInputs | undefined;
  /** How many keys and projects can be created, changed or retired; `undefined` for any number. */
  readonly mostChanges: number | undefined;
  /** Whether reading the keys requires the organization's projects. */
  readonly needsSlugs: boolean;
  /** The keys in words. */
  readonly title: string;
  /** In list order, and by slug within a pattern. */
  readonly keys: readonly ListKey[];
  readonly warnings: readonly string[];
}

/** The title of problems found after a request to Sentry. */
export const NOTHING_CHANGED = 'Invalid inputs (nothing was changed in Sentry):';

/** The inputs that an item does not inherit from the step. */
const OWN = ['project', 'projects', 'names'];

/**
 * Reads and checks every input of a step about several keys.
 *
 * @param slugs of the organization's projects, sorted; without them, nothing has been sent yet, and project patterns
 *   are only checked
 * @throws {Failure} that lists the problems of all items
 */
export function readListStep(env: NodeJS.ProcessEnv, slugs?: readonly string[]): ListStep {
  const reader = new InputReader(env);
  const inputs = readStepInputs(reader);
  if (inputs.ephemeral) reader.refuse('ephemeral', 'cannot be combined with keys, projects or names.');
  const isList = reader.has('keys');
  const items: readonly Item[] = isList
    ? readItemsIn(reader)
    : [{ label: undefined, values: new Map<string, string>(), problems: [] }];
  const { keys, problems, warnings, scopes, stores } = readItems(items, inputs, reader, slugs);
  const settled = settle(keys);
  const github = readGitHub(reader, !inputs.dryRun && stores);
  refuseIfWrong(reader, [...problems, ...settled.problems], slugs && NOTHING_CHANGED);
  return {
    ...inputs,
    github,
    mostChanges: mostChanges(inputs, scopes),
    needsSlugs: scopes.some(isWide),
    title: isList ? countOf(keys.length) : titleOf(reader, inputs),
    keys: settled.kept,
    warnings,
  };
}

/** Reads the items of `keys`. */
function readItemsIn(reader: InputReader): Item[] {
  for (const input of OWN) {
    if (reader.has(input)) reader.refuse(input, 'cannot be combined with keys: each item has its own.');
  }
  const text = readListText(reader);
  if (text === undefined) return [];
  return parseItems(text, (problem) => {
    reader.refuse('keys', problem);
  });
}

/** Reads the keys of the items. Anything an item omits falls back to the step's inputs, except its projects. */
function readItems(
  items: readonly Item[],
  step: StepInputs,
  ofStep: InputReader,
  slugs: readonly string[] | undefined,
) {
  const blank = { INPUT_PROJECT: '', INPUT_PROJECTS: '', INPUT_NAMES: '', SENTRY_PROJECT: '' };
  const stepInputs = [...ofStep.asked].filter((input) => !OWN.includes(input));
  const keys: ListKey[] = [];
  const problems: Problem[] = [];
  const warnings: string[] = [];
  const scopes: Scope[] = [];
  let stores = false;
  const unused = new Map<string, { problem: Problem; count: number }>();
  for (const item of items) {
    const env = item.label === undefined ? ofStep.env : { ...ofStep.env, ...blank };
    const reader = new InputReader(env, item);
    const scope = readScope(reader, item, step);
    scopes.push(scope);
    warnings.push(...checkScope(scope, reader, step, slugs));
    const found: Problem[] = [...item.problems];
    for (const { values, ...variant } of variantsOf(scope, slugs)) {
      const ofVariant = new InputReader(env, { label: item.label, values: new Map([...item.values, ...values]) });
      const desired = readKey(ofVariant, step);
      if (step.mode !== 'find' && !ofVariant.has('name') && !ofVariant.has('names')) {
        ofVariant.refuse('name', 'missing; each key of a list needs one.');
      }
      stores ||= isStoring(ofVariant);
      for (const input of ofVariant.asked) reader.asked.add(input);
      found.push(...ofVariant.problems);
      if (variant.isStandIn || !ofVariant.problems.every(isInherited)) continue;
      const mayBeAbsent = desired.mayBeAbsent || variant.rank < LITERAL;
      keys.push({ ...variant, desired: { ...desired, mayBeAbsent }, label: item.label });
    }
    for (const input of reader.asked) ofStep.asked.add(input);
    for (const input of item.values.keys()) {
      const reason = reasonAgainstMember(input, [...reader.asked], stepInputs);
      if (reason !== undefined) reader.refuse(memberTitle(input), reason);
    }
    const inherited = new Map<string, Problem>();
    for (const problem of [...found, ...reader.problems]) {
      if (isInherited(problem)) inherited.set(problem.input, problem);
      else problems.push(problem);
    }
    for (const [input, problem] of inherited) {
      unused.set(input, { problem, count: (unused.get(input)?.count ?? 0) + 1 });
    }
  }
  for (const { problem, count } of unused.values()) {
    if (count === items.length) problems.push(problem);
  }
  const projects = keys.map(({ desired }) => desired.project).filter((project) => project !== '');
  if (new Set(projects.map(isNewSlug)).size > 1) {
    ofStep.refuse('keys', 'use slugs for all projects or IDs for all, not both.');
  }
  return { keys, problems, warnings, scopes, stores };
}

/** Whether only the step's own input is unused, which is no problem if another item uses it. */
function isInherited({ isUnused, item }: Problem): boolean {
  return isUnused === true && item === undefined;
}

/** Why a member of an item is not a valid input; `undefined` if it is. */
function reasonAgainstMember(
  given: string,
  inputs: readonly string[],
  stepInputs: readonly string[],
): string | undefined {
  if (stepInputs.includes(given)) return 'is an input of the step, for all keys of the list.';
  const own = inputs.filter((input) => !stepInputs.includes(input));
  if (own.includes(given)) return undefined;
  return reasonAgainst(given, own) ?? `a key of a list has no such input. There are ${own.sort().join(', ')}.`;
}
