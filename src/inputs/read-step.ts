import { Failure } from '../failure.ts';
import type { DesiredKey } from '../model/desired-key.ts';
import { InputReader, type Problem } from './input-reader.ts';
import { readKey } from './read-key.ts';
import { readGitHubApiUrl } from './read-url.ts';
import { readStepInputs, type StepInputs } from './step-inputs.ts';
import { readGitHubToken } from './token.ts';

/** Problems that one error lists. */
const MAX_PROBLEMS = 100;

/** The GitHub API and its token. */
export interface GitHubInputs {
  readonly token: string;
  readonly apiUrl: URL;
}

/** A step about one key. */
export interface Step extends StepInputs {
  readonly key: DesiredKey;
  /** `undefined` if nothing is stored at GitHub. */
  readonly github: GitHubInputs | undefined;
}

/**
 * Reads and checks every input of a step about one key. Sends nothing.
 *
 * @throws {Failure} that lists all problems, each with the input, its value (never a token) and how to fix it
 */
export function readStep(env: NodeJS.ProcessEnv): Step {
  const reader = new InputReader(env);
  const inputs = readStepInputs(reader);
  const key = readKey(reader, inputs);
  const github = readGitHub(reader, !inputs.dryRun && isStoring(reader));
  refuseIfWrong(reader);
  return { ...inputs, key, github };
}

/** Whether a step is about a list of keys, of any length. */
export function isAboutList(env: NodeJS.ProcessEnv): boolean {
  const reader = new InputReader(env);
  return ['keys', 'projects', 'names'].some((input) => reader.has(input));
}

/** Whether the DSN must be stored at GitHub, even if other inputs are not valid. */
export function isStoring(reader: InputReader): boolean {
  return reader.has('secret-name') || reader.has('variable-name');
}

/** Reads the GitHub API and its token; `undefined` if nothing is stored there. */
export function readGitHub(reader: InputReader, isNeeded: boolean): GitHubInputs | undefined {
  const token = readGitHubToken(reader, isNeeded);
  return isNeeded ? { token, apiUrl: readGitHubApiUrl(reader) } : undefined;
}

/**
 * Rejects a step that has problems.
 *
 * @param more problems of items
 * @param title of the list
 * @throws {Failure} that lists them
 */
export function refuseIfWrong(reader: InputReader, more: readonly Problem[] = [], title?: string): void {
  reader.refuseUnknown();
  refuseProblems([...reader.problems, ...more], title);
}

/** @throws {Failure} that lists the problems, if there are any; see {@link refuseIfWrong} */
export function refuseProblems(
  problems: readonly Problem[],
  title = 'Invalid inputs (nothing was sent to Sentry):',
): void {
  const all = problems.map(({ item, input, text }) => `${item === undefined ? '' : `${item}: `}${input}: ${text}`);
  const sentences = [...new Set(all)];
  if (sentences.length === 0) return;
  const rest = sentences.length - MAX_PROBLEMS;
  throw new Failure(
    [title, ...sentences.slice(0, MAX_PROBLEMS), ...(rest > 0 ? [`… and ${rest} more.`] : [])].join('\n'),
  );
}
