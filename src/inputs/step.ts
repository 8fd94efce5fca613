import { Failure } from '../failure.ts';
import type { DesiredKey } from '../keys/desired-key.ts';
import { readGitHubApiUrl, readSentryUrl } from './base-url.ts';
import { readDesiredKey } from './desired-key.ts';
import { isStoring } from './destinations.ts';
import { InputReader } from './input-reader.ts';
import { LIST_INPUTS } from './list.ts';
import { readSlug } from './slug.ts';
import { checkToken, readGitHubToken, readToken } from './token.ts';

/** What the workflow asked for, valid in every part, whichever keys it is about. */
export interface StepInputs {
  readonly sentry: {
    readonly token: string;
    readonly org: string;
    /** Where Sentry answers; its path, if any, has no slash at the end. */
    readonly baseUrl: URL;
    /** Seconds that all calls to Sentry about one key may take together, and each part of storing at GitHub. */
    readonly timeout: number;
  };
  /** Where GitHub answers and who asks; `undefined` where nothing is stored there. */
  readonly github: { readonly token: string; readonly apiUrl: URL } | undefined;
  /** Whether the keys that this run creates are retired at the end of the job. */
  readonly ephemeral: boolean;
  /** Whether everything is only read and told. */
  readonly dryRun: boolean;
  /** Whether the public DSN is masked; secrets always are. */
  readonly mask: boolean;
}

/** A step about one key. */
export interface Step extends StepInputs {
  readonly key: DesiredKey;
  /** What is probably not meant, as sentences. */
  readonly warnings: readonly string[];
}

/**
 * Reads and checks every input of a step about one key. Nothing has been sent anywhere at this point.
 *
 * @throws {Failure} that lists all problems, each with the input, its value (never a token) and
 *   what would be right
 */
export function readStep(env: NodeJS.ProcessEnv): Step {
  const reader = new InputReader(env, new Set(LIST_INPUTS));
  const inputs = readStepInputs(reader, isStoring(reader));
  const key = readDesiredKey(reader);
  reader.refuseNearMisses();
  if (reader.problems.length > 0 || inputs === undefined || key === undefined) {
    throw refuse(reader.problems);
  }
  return { ...inputs, key, warnings: warningsAbout(key) };
}

/**
 * Reads what is not about a single key; `undefined` where the organization is not valid.
 *
 * @param storing whether anything is to be stored at GitHub
 */
export function readStepInputs(reader: InputReader, storing: boolean): StepInputs | undefined {
  const token = readToken(reader);
  const problem = checkToken(reader);
  if (problem !== undefined) reader.problems.push(problem);
  const org = readSlug(reader, 'org', 'SENTRY_ORG');
  const baseUrl = readSentryUrl(reader);
  const timeout =
    reader.parse(
      reader.get('timeout'),
      parseTimeout,
      'write a whole number of seconds from 1 to 3600',
    ) ?? 120;
  const dryRun = reader.boolean('dry-run') ?? false;
  const mask = reader.boolean('mask') ?? true;
  const ephemeral = reader.boolean('ephemeral') ?? false;
  const github = storing
    ? { token: readGitHubToken(reader), apiUrl: readGitHubApiUrl(reader) }
    : undefined;
  if (org === undefined) return undefined;
  return { sentry: { token, org, baseUrl, timeout }, github, ephemeral, dryRun, mask };
}

/** The error that lists all problems. */
export function refuse(problems: readonly string[]): Failure {
  return new Failure(
    [`Nothing was sent to Sentry, the step's inputs need a change:`, ...problems].join('\n'),
  );
}

function warningsAbout({ name, ifExists, state }: DesiredKey): string[] {
  if (name !== undefined || ifExists === 'create' || state === 'absent') return [];
  return [
    'No name was given, so that Sentry invents one, and every run creates another client key. Write a ' +
      'name, such as name: ci, or if-exists: create if you mean it. If the workflow does give a name, ' +
      'its expression came out empty.',
  ];
}

function parseTimeout(text: string): number | undefined {
  const seconds = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  return seconds >= 1 && seconds <= 3600 ? seconds : undefined;
}
