import type { DesiredKey } from '../keys/desired-key.ts';
import { isNewSlug, isSlug } from '../keys/slug.ts';
import { Collisions } from './collisions.ts';
import { readDesiredKey } from './desired-key.ts';
import { isStoring, UNUSED_VISIBILITY } from './destinations.ts';
import { InputReader } from './input-reader.ts';
import { type Item, ITEM_INPUTS, parseItems } from './items.ts';
import { readListText } from './keys-file.ts';
import { readShard, type Shard, shardOf } from './shard.ts';
import { readStepInputs, refuse, type StepInputs } from './step.ts';

/** One key of a list. */
export interface ListedKey extends DesiredKey {
  readonly name: string;
}

/** A step about a list of keys. */
export interface ListStep extends StepInputs {
  /** In the order of the list; those of the shard only. */
  readonly keys: readonly ListedKey[];
}

/** Problems that one error lists; nobody reads more. */
const MAX_PROBLEMS = 100;

/** Keys that the post step can be told of: each is a variable in its environment. */
const MAX_EPHEMERAL = 1000;

/**
 * Reads and checks every input of a step about a list of keys. Nothing has been sent anywhere at this point.
 *
 * @throws {Failure} that lists the problems of all items
 */
export function readListStep(env: NodeJS.ProcessEnv): ListStep {
  const names = new Set<string>(ITEM_INPUTS);
  const reader = new InputReader({ ...env }, names);
  const text = readListText(reader);
  const shard = readShard(reader);
  const items = text === undefined ? [] : parseItems(text, reader.problems);
  const list = readItems(items, reader, names);
  const inputs = readStepInputs(reader, list.isStoring);
  reader.refuseNearMisses();
  const keys = list.keys.filter((key) => isIn(shard, key));
  if (inputs?.ephemeral === true && keys.length > MAX_EPHEMERAL) {
    reader.problems.push(
      `ephemeral: true was given for ${keys.length} keys, and one step takes ${MAX_EPHEMERAL}. Write a shard.`,
    );
  }
  const problems = [...new Set([...reader.problems, ...list.problems])];
  if (problems.length > 0 || inputs === undefined) throw refuse(shortened(problems));
  return { ...inputs, keys };
}

function isIn(shard: Shard | undefined, { project }: ListedKey): boolean {
  return shard === undefined || shardOf(project, shard.total) === shard.index;
}

function shortened(problems: readonly string[]): string[] {
  const rest = problems.length - MAX_PROBLEMS;
  return [...problems.slice(0, MAX_PROBLEMS), ...(rest > 0 ? [`… and ${rest} more.`] : [])];
}

/** Reads the items of a list. What an item leaves out, the step's own input says. */
function readItems(items: readonly Item[], step: InputReader, names: Set<string>) {
  const keys: ListedKey[] = [];
  const problems: string[] = [];
  const ofStep = problemsOfStep(step, names);
  // What is wrong with the step's own inputs is told once.
  const told = new Set<string>();
  const collisions = new Collisions();
  const isVisibilityUsed = items.some(({ values }) => values.has('organization'));
  let storing = false;
  for (const [index, { values, problems: ofForm }] of items.entries()) {
    const reader = readerOf(values, step.env, names);
    const key = readDesiredKey(reader);
    if (!reader.has('name') && !reader.problems.some((problem) => inputOf(problem) === 'name')) {
      reader.problems.push('name: missing; each key of a list needs one.');
    }
    const project = reader.get('project').text;
    const label = `keys[${index}]${isSlug(project) ? ` (${project})` : ''}`;
    if (key?.name !== undefined) {
      keys.push({ ...key, name: key.name });
      reader.problems.push(...collisions.add(label, key));
    }
    // One by one: a call takes only so many arguments.
    for (const problem of ofForm) problems.push(`${label}: ${problem}`);
    for (const problem of reader.problems) {
      const input = inputOf(problem);
      // What cannot be read was told already, and what the step says wrong is told once.
      if (values.has(input) ? values.get(input) === undefined : told.has(problem)) continue;
      const isInherited = !values.has(input);
      if (problem === UNUSED_VISIBILITY && isInherited && isVisibilityUsed) continue;
      const isAboutStep = isInherited && (ofStep.has(problem) || !isItemInput(input));
      if (isAboutStep || (isInherited && step.has(input))) told.add(problem);
      problems.push(isAboutStep ? problem : `${label}: ${problem}`);
    }
    storing ||= key?.state === 'present' && isStoring(reader);
  }
  if (new Set(keys.map(({ project }) => isNewSlug(project))).size > 1) {
    problems.push(
      'keys: some projects are given as slugs and some as IDs, so that one project could be there as two. ' +
        'Write all of them as slugs, or all as IDs.',
    );
  }
  return { keys, problems, isStoring: storing };
}

function readerOf(values: Item['values'], env: NodeJS.ProcessEnv, names: Set<string>): InputReader {
  const own = Object.create(env) as NodeJS.ProcessEnv;
  for (const [name, value] of values) own[`INPUT_${name.toUpperCase()}`] = value;
  return new InputReader(own, names);
}

/** What is wrong whatever an item says: with the step's own inputs, and variables in their place. */
function problemsOfStep(step: InputReader, names: Set<string>): ReadonlySet<string> {
  const values = new Map<string, string>();
  if (!step.has('name')) values.set('name', 'ci');
  if (step.get('project', 'SENTRY_PROJECT').text === '') values.set('project', 'web');
  const reader = readerOf(values, step.env, names);
  readDesiredKey(reader);
  return new Set(reader.problems);
}

function isItemInput(input: string): boolean {
  return ITEM_INPUTS.some((name) => name === input);
}

/** The input that a problem is about. */
function inputOf(problem: string): string {
  return /^[\w-]+/.exec(problem)?.[0] ?? '';
}
