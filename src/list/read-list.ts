import { isUtf8 } from 'node:buffer';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { InputReader, type Problem, reasonAgainst } from '../inputs/input-reader.ts';
import { readKey } from '../inputs/read-key.ts';
import { type GitHubInputs, isStoring, readGitHub, refuseIfWrong } from '../inputs/read-step.ts';
import { readStepInputs, type StepInputs } from '../inputs/step-inputs.ts';
import { isNewSlug } from '../model/base-url.ts';
import type { DesiredKey } from '../model/desired-key.ts';
import { type Destination, type Owner, titleOf } from '../model/destination.ts';
import { quote } from '../text.ts';
import { type Item, memberTitle, parseItems } from './items.ts';

/** A step about a list of keys. */
export interface ListStep extends StepInputs {
  /** In the order of the list. */
  readonly keys: readonly DesiredKey[];
  readonly github: GitHubInputs | undefined;
}

/** Bytes of a list; 10,000 keys need about one million. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Reads and checks every input of a step about a list of keys. Nothing has been sent anywhere at this point.
 *
 * @throws {Failure} that lists the problems of all items
 */
export function readListStep(env: NodeJS.ProcessEnv): ListStep {
  const reader = new InputReader(env);
  const inputs = readStepInputs(reader);
  if (reader.has('project')) {
    reader.refuse('project', 'cannot be combined with keys: each item has its own project.');
  }
  if (inputs.ephemeral) reader.refuse('ephemeral', 'cannot be combined with keys.');
  const text = readListText(reader);
  const items =
    text === undefined
      ? []
      : parseItems(text, (problem) => {
          reader.refuse('keys', problem);
        });
  const { keys, problems, stores } = readItems(items, inputs, reader);
  const github = readGitHub(reader, !inputs.dryRun && stores);
  refuseIfWrong(reader, problems);
  return { ...inputs, keys, github };
}

/** Reads the items of a list. Anything an item omits falls back to the step's inputs, but for its project. */
function readItems(
  items: readonly Item[],
  step: StepInputs,
  ofStep: InputReader,
): { keys: DesiredKey[]; problems: Problem[]; stores: boolean } {
  const env = { ...ofStep.env, INPUT_PROJECT: '', SENTRY_PROJECT: '' };
  const stepInputs = [...ofStep.asked].filter((input) => input !== 'project');
  const keys: DesiredKey[] = [];
  const problems: Problem[] = [];
  let stores = false;
  const unused = new Map<string, { problem: Problem; count: number }>();
  const collisions = new Collisions();
  for (const item of items) {
    const reader = new InputReader(env, item);
    const key = readKey(reader, step);
    stores ||= isStoring(reader);
    if (step.mode !== 'find' && !reader.has('name')) {
      reader.refuse('name', 'missing; each key of a list needs one.');
    }
    for (const input of reader.asked) ofStep.asked.add(input);
    for (const input of item.values.keys()) {
      const reason = reasonAgainstMember(input, [...reader.asked], stepInputs);
      if (reason !== undefined) reader.refuse(memberTitle(input), reason);
    }
    const collided = reader.problems.every(isInherited) ? collisions.add(item.label, key) : [];
    for (const problem of [...item.problems, ...reader.problems, ...collided]) {
      const { count } = unused.get(problem.input) ?? { count: 0 };
      if (isInherited(problem)) unused.set(problem.input, { problem, count: count + 1 });
      else problems.push(problem);
    }
    keys.push(key);
  }
  for (const { problem, count } of unused.values()) {
    if (count === items.length) problems.push(problem);
  }
  const projects = keys.map(({ project }) => project).filter((project) => project !== '');
  if (new Set(projects.map(isNewSlug)).size > 1) {
    ofStep.refuse('keys', 'use slugs for all projects or IDs for all, not both.');
  }
  return { keys, problems, stores };
}

/** Whether only the step's own input is unused, which is no problem if another item uses it. */
function isInherited({ isUnused, item }: Problem): boolean {
  return isUnused === true && item === undefined;
}

/** Why a member of an item is none of its inputs; `undefined` if it is one. */
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

/** The list as text, from the input or from the file that it names; `undefined` if there is a problem with it. */
function readListText(reader: InputReader): string | undefined {
  const { text } = reader.get('keys');
  const isPath = !text.includes('\n') && !/^(?:[[{"]|- |(?:Array|Object)$)/.test(text);
  if (!isPath) return text;
  try {
    return readInWorkspace(text, reader.env['GITHUB_WORKSPACE'] ?? '.');
  } catch (error) {
    const reason =
      error instanceof Failure
        ? error.message
        : `cannot be read (${codeOf(error)}). Use a list, or the path of a file. A file needs a step before this ` +
          'one that checks the repository out (actions/checkout).';
    reader.refuse('keys', `${quote(text)} ${reason}`);
    return undefined;
  }
}

function readInWorkspace(file: string, workspace: string): string {
  const root = realpathSync(workspace);
  // Symbolic links are followed before the path is checked.
  const path = realpathSync(resolve(root, file));
  const inside = relative(root, path);
  if (inside === '' || isAbsolute(inside) || /^\.\.(?:[\\/]|$)/.test(inside)) {
    throw new Failure('is not a file inside the workspace. Use a file of the repository.');
  }
  const stats = statSync(path);
  if (!stats.isFile()) throw new Failure('is not a file. Use a file with a list of keys.');
  if (stats.size > MAX_BYTES) {
    throw new Failure(`is longer than ${MAX_BYTES} bytes. Split it into several files.`);
  }
  const bytes = readFileSync(path);
  if (!isUtf8(bytes)) throw new Failure('is not encoded as UTF-8. Save it as UTF-8.');
  return new TextDecoder().decode(bytes);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
}

/** Finds keys of a list that are the same, or whose DSNs would replace each other. */
class Collisions {
  /** Of each key, secret, variable and environment variable, the item that has it. */
  readonly #items = new Map<string, string>();

  /**
   * @param item its label, such as `keys[2] (api)`
   * @returns what the item has in common with an earlier one
   */
  add(item: string, key: DesiredKey): Problem[] {
    const { project, name = '', envName } = key;
    const problems: Problem[] = [];
    const claim = (id: readonly string[], input: string, what: string): void => {
      const marker = JSON.stringify(id);
      const other = this.#items.get(marker);
      if (other === undefined) this.#items.set(marker, item);
      else problems.push({ item, input, text: `${what} already belongs to ${other}. Remove one of them.` });
    };
    claim(['key', project, name], 'name', `the client key ${quote(name)} of ${project}`);
    // The environment of a Windows runner ignores case.
    const variable = envName?.toUpperCase();
    if (variable !== undefined) {
      claim(['environment', variable], 'env-name', `the environment variable ${variable}`);
    }
    for (const destination of key.destinations) {
      claim(idOf(destination), `${destination.kind}-name`, titleOf(destination));
    }
    return problems;
  }
}

/** GitHub ignores case in its names. */
function idOf(destination: Destination): string[] {
  const store = destination.kind === 'secret' ? destination.store : '';
  const id = [destination.kind, store, ...idOfOwner(destination.owner), destination.name];
  return id.map((part) => part.toLowerCase());
}

function idOfOwner(owner: Owner): string[] {
  switch (owner.kind) {
    case 'organization':
      return [owner.kind, owner.org];
    case 'repository':
      return [owner.kind, owner.owner, owner.repo];
    case 'environment':
      return [owner.kind, owner.owner, owner.repo, owner.environment];
  }
}
