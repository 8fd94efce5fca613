import { Failure } from '../failure.ts';
import type { DesiredKey } from '../keys/desired-key.ts';
import { readGitHubApiUrl, readSentryUrl } from './base-url.ts';
import { readDesiredKey } from './desired-key.ts';
import { isStoring } from './destinations.ts';
import { InputReader } from './input-reader.ts';
import { readSlug } from './slug.ts';
import { checkToken, readGitHubToken, readToken } from './token.ts';

/** What the workflow asked for, valid in every part. */
export interface Step {
  readonly sentry: {
    readonly token: string;
    readonly org: string;
    /** Where Sentry answers; its path, if any, has no slash at the end. */
    readonly baseUrl: URL;
    /** Seconds that all calls to Sentry may take together, and each part of storing at GitHub. */
    readonly timeout: number;
  };
  /** Where GitHub answers and who asks; `undefined` where nothing is stored there. */
  readonly github: { readonly token: string; readonly apiUrl: URL } | undefined;
  readonly key: DesiredKey;
  /** What is probably not meant, as sentences. */
  readonly warnings: readonly string[];
  /** Whether the key that this run creates is retired at the end of the job. */
  readonly ephemeral: boolean;
  /** Whether everything is only read and told. */
  readonly dryRun: boolean;
  /** Whether the public DSN is masked; secrets always are. */
  readonly mask: boolean;
}

/**
 * Reads and checks every input. Nothing has been sent anywhere at this point.
 *
 * @throws {Failure} that lists all problems, each with the input, its value (never a token) and
 *   what would be right
 */
export function readStep(env: NodeJS.ProcessEnv): Step {
  const reader = new InputReader(env);
  const { problems } = reader;

  const token = readToken(reader);
  const tokenProblem = checkToken(token, env);
  if (tokenProblem !== undefined) problems.push(`token: ${tokenProblem}`);
  const org = readSlug(reader, 'org', 'SENTRY_ORG');
  const baseUrl = readSentryUrl(reader);
  const key = readDesiredKey(reader);
  const timeout =
    reader.parse(
      reader.get('timeout'),
      parseTimeout,
      'write a whole number of seconds from 1 to 3600',
    ) ?? 120;
  const dryRun = reader.boolean('dry-run') ?? false;
  const mask = reader.boolean('mask') ?? true;
  const ephemeral = reader.boolean('ephemeral') ?? false;
  const github = isStoring(reader)
    ? { token: readGitHubToken(reader), apiUrl: readGitHubApiUrl(reader) }
    : undefined;
  if (ephemeral && key?.state !== 'absent' && github !== undefined) {
    problems.push(
      'ephemeral: true was given together with secret-name or variable-name; what is stored would ' +
        'be a DSN that is dead when the job ends. Leave one of them out.',
    );
  }
  if (ephemeral && key?.state === 'present' && key.ifExists === 'rotate') {
    problems.push(
      'ephemeral: true was given together with if-exists: rotate; the job would end without any key of the ' +
        'name. Leave one of them out.',
    );
  }
  reader.refuseNearMisses();

  if (problems.length > 0 || org === undefined || key === undefined) {
    throw new Failure(
      [`Nothing was sent to Sentry, the step's inputs need a change:`, ...problems].join('\n'),
    );
  }
  const sentry = { token, org, baseUrl, timeout };
  return { sentry, github, key, warnings: warningsAbout(key), ephemeral, dryRun, mask };
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
