import { RETIRE_METHODS, type RetireMethod } from '../model/desired-key.ts';
import { DURATION_GRAMMAR, parseDuration } from '../model/duration.ts';
import { type Mode, MODE_NAMES } from '../model/modes.ts';
import { quote } from '../text.ts';
import { readCustomHeaders } from './custom-headers.ts';
import { type InputReader, readSlug } from './input-reader.ts';
import { readSentryUrl } from './read-url.ts';
import { readToken } from './token.ts';

/** Minimum seconds of `max-age` with `retire`: keeps a key that a job is about to use. */
const LEAST_AGE_TO_RETIRE = 3600;

/** The validated inputs of the workflow that are not about a single key. */
export interface StepInputs {
  readonly sentry: {
    readonly token: string;
    readonly org: string;
    /** Sentry's address; its path, if any, has no trailing slash. */
    readonly baseUrl: URL;
    /** Seconds for all calls to Sentry about one key together, and for each part of storing at GitHub. */
    readonly timeout: number;
    /** Headers for whatever is in front of a self-hosted Sentry. */
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly mode: Mode;
  /** Seconds. */
  readonly maxAge: number | undefined;
  /** Seconds; `undefined` for none. */
  readonly grace: number | undefined;
  readonly retireMethod: RetireMethod;
  /** Whether the key that this run creates is retired at the end of the job. */
  readonly ephemeral: boolean;
  /** How many keys and projects a list can create, change or retire; `undefined` if not given. */
  readonly maxChanges: number | undefined;
  readonly dryRun: boolean;
  /** Whether the public DSN is masked; secrets always are. */
  readonly mask: boolean;
}

/** Reads the inputs that are not about a single key. Problems are added to the reader. */
export function readStepInputs(reader: InputReader): StepInputs {
  const token = readToken(reader);
  const org = readSlug(reader, 'org', 'SENTRY_ORG') ?? '';
  const baseUrl = readSentryUrl(reader);
  const timeout = reader.parse(reader.get('timeout'), parseTimeout, 'use whole seconds from 1 to 3600') ?? 120;
  const mode = reader.choice('mode', MODE_NAMES) ?? 'ensure';
  const maxAge = reader.parse(reader.get('max-age'), parseDuration, DURATION_GRAMMAR);
  if (mode === 'retire' && maxAge !== undefined && maxAge < LEAST_AGE_TO_RETIRE) {
    reader.refuse('max-age', `${quote(reader.get('max-age').text)} is too short; mode: retire takes 1h or more.`);
  }
  const grace = reader.parse(reader.get('grace'), parseGrace, `${DURATION_GRAMMAR}; or none`);
  const retireMethod = reader.choice('retire-method', RETIRE_METHODS) ?? 'deactivate';
  const ephemeral = reader.boolean('ephemeral') ?? false;
  const maxChanges = reader.parse(reader.get('max-changes'), parseCount, 'use a whole number, such as 200');
  const dryRun = reader.boolean('dry-run') ?? false;
  const mask = reader.boolean('mask') ?? true;
  // Another step of the workflow can be about a list.
  reader.get('keys');
  const sentry = { token, org, baseUrl, timeout, headers: readCustomHeaders(reader) };
  const rotation = { maxAge, grace: grace === 0 ? undefined : grace };
  return { sentry, mode, ...rotation, retireMethod, ephemeral, maxChanges, dryRun, mask };
}

function parseTimeout(text: string): number | undefined {
  const seconds = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  return seconds >= 1 && seconds <= 3600 ? seconds : undefined;
}

function parseCount(text: string): number | undefined {
  return /^[0-9]{1,6}$/.test(text) ? Number(text) : undefined;
}

function parseGrace(text: string): number | undefined {
  return text === 'none' ? 0 : parseDuration(text);
}
