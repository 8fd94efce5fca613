import { Failure } from './failure.ts';
import { parseRateLimit, RATE_LIMIT_GRAMMAR, type RateLimit } from './rate-limit.ts';
import type { IfExists } from './plan.ts';
import { isSlug } from './slug.ts';
import type { Retire } from './retire.ts';
import { quote } from './text.ts';

/** Use cases that Sentry's API takes; all but `user` are reserved to Sentry's own staff. */
const USE_CASES = ['user', 'profiling', 'escalating_issues', 'tempest', 'demo'] as const;
type UseCase = (typeof USE_CASES)[number];

const IF_EXISTS: readonly IfExists[] = ['reuse', 'update', 'rotate', 'create', 'fail'];
const STATES = ['present', 'absent'] as const;
const RETIRE: readonly Retire[] = ['deactivate', 'delete'];

/** What the workflow asked for, valid in every part. */
export interface Inputs {
  readonly token: string;
  readonly org: string;
  readonly project: string;
  /** Where Sentry answers; its path, if any, has no slash at the end. */
  readonly base: URL;
  /** Absent: Sentry invents a name. */
  readonly name: string | undefined;
  /** `null`: no limit. `undefined`: nothing was said about it. */
  readonly rateLimit: RateLimit | null | undefined;
  readonly useCase: UseCase | undefined;
  readonly ifExists: IfExists;
  readonly state: 'present' | 'absent';
  readonly retire: Retire;
  /** Whether the key that this run creates is retired at the end of the job. */
  readonly ephemeral: boolean;
  /** Whether everything is only read and told. */
  readonly dryRun: boolean;
  /** Whether the public DSN is masked; secrets always are. */
  readonly mask: boolean;
  /** Seconds that all calls to Sentry may take together. */
  readonly timeout: number;
}

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The Sentry token as the step was given it, `''` if none. Apart from the other inputs because it
 * is masked before anything else happens, be the inputs valid or not.
 */
export function readToken(env: Env): string {
  return find(env, 'token', 'SENTRY_AUTH_TOKEN').text;
}

/**
 * Reads every input and judges it; nothing has been sent anywhere at this point.
 *
 * @throws {Failure} that lists all problems, each with the input, its value (never a token) and
 *   what would be right
 */
export function readInputs(env: Env): Inputs {
  const problems: string[] = [];

  /** Judges one input: `parse` gives `undefined` for what it does not take, `right` says what would be. */
  function read<T>(found: Found, parse: (text: string) => T | undefined, right: string) {
    if (found.text === '') return undefined;
    const value = parse(found.text);
    if (value === undefined) {
      problems.push(`${found.label}: ${quote(found.text)} is not valid; ${right}.`);
    }
    return value;
  }

  function require<T>(found: Found, parse: (text: string) => T | undefined, right: string) {
    if (found.text === '') problems.push(`${found.label}: missing; ${right}.`);
    return read(found, parse, right);
  }

  function readWord<T extends string>(input: string, words: readonly T[]): T | undefined {
    const parse = (text: string) => words.find((word) => word === text);
    return read(find(env, input), parse, `write one of ${words.join(', ')}`);
  }

  function readBoolean(input: string): boolean | undefined {
    return read(find(env, input), parseBoolean, 'write true or false');
  }

  const tokenProblem = judgeToken(readToken(env), env);
  if (tokenProblem !== undefined) problems.push(`token: ${tokenProblem}`);

  const org = require(find(
    env,
    'org',
    'SENTRY_ORG',
  ), parseSlug, 'write the slug or numeric ID of the Sentry organization, such as acme');
  const project = require(find(
    env,
    'project',
    'SENTRY_PROJECT',
  ), parseSlug, 'write the slug or numeric ID of the Sentry project, such as web');

  const region = find(env, 'region');
  const url = find(env, 'url');
  if (region.text !== '' && url.text !== '') {
    problems.push(
      `region: ${quote(region.text)} was given together with url; keep region for sentry.io, ` +
        'or url for a Sentry of your own.',
    );
  }
  const regionBase = read(
    region,
    parseRegion,
    'write the first part of the host name alone, such as us or de',
  );
  const urlBase = read(
    url.text === '' && region.text === '' ? find(env, 'url', 'SENTRY_URL') : url,
    parseBase,
    'write the address of your Sentry, such as https://sentry.example.com: https (http on ' +
      'loopback only), with nothing after the path that Sentry is served under',
  );

  const name = read(
    find(env, 'name'),
    parseName,
    'a key name is one line of at most 64 characters',
  );
  const rateLimit = read(find(env, 'rate-limit'), parseRateLimit, RATE_LIMIT_GRAMMAR);
  const useCase = readWord('use-case', USE_CASES);
  const ifExists = readWord('if-exists', IF_EXISTS) ?? 'reuse';
  const state = readWord('state', STATES) ?? 'present';
  const retire = readWord('retire', RETIRE);
  const ephemeral = readBoolean('ephemeral');
  const dryRun = readBoolean('dry-run');
  const mask = readBoolean('mask');
  const timeout = read(
    find(env, 'timeout'),
    parseTimeout,
    'write a whole number of seconds from 1 to 3600',
  );

  const nameless = find(env, 'name').text === '';
  if (nameless && state === 'absent') {
    problems.push('name: missing; state: absent retires the keys of one name, so give it.');
  }
  if (nameless && ifExists !== 'reuse' && ifExists !== 'create') {
    problems.push(
      `name: missing; if-exists: ${ifExists} is about the keys of one name, so give it.`,
    );
  }

  if (problems.length > 0 || org === undefined || project === undefined) {
    throw new Failure(
      [`Nothing was sent to Sentry, the step's inputs need a change:`, ...problems].join('\n'),
    );
  }
  return {
    token: readToken(env),
    org,
    project,
    base: regionBase ?? urlBase ?? new URL('https://sentry.io'),
    name,
    rateLimit,
    useCase,
    ifExists,
    state,
    retire: retire ?? 'deactivate',
    ephemeral: ephemeral ?? false,
    dryRun: dryRun ?? false,
    mask: mask ?? true,
    timeout: timeout ?? 120,
  };
}

interface Found {
  readonly text: string;
  /** The input's name, and the variable it came from where it was not an input. */
  readonly label: string;
}

/**
 * An input's text, trimmed, or that of its fallback variable. The runner upper-cases the names of
 * inputs and leaves dashes alone: `rate-limit` arrives as `INPUT_RATE-LIMIT`.
 */
function find(env: Env, name: string, fallback?: string): Found {
  const input = env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
  if (input !== '' || fallback === undefined) return { text: input, label: name };
  const text = env[fallback]?.trim() ?? '';
  return { text, label: text === '' ? name : `${name} (from the variable ${fallback})` };
}

/** What is wrong with a token, without quoting any of it; `undefined` when it may be used. */
function judgeToken(token: string, env: Env): string | undefined {
  if (token === '') {
    const missing =
      'missing; give a Sentry token with the scope project:write, such as ' +
      '${{ secrets.SENTRY_AUTH_TOKEN }}.';
    // GitHub withholds secrets from workflows that run for forks and for Dependabot, so the
    // expression is right and still comes out empty.
    return env['GITHUB_EVENT_NAME']?.startsWith('pull_request') === true
      ? `${missing} On pull requests from forks and from Dependabot GitHub passes no secrets to ` +
          'workflows: skip this step there.'
      : missing;
  }
  if (token.startsWith('sntrys_')) {
    return (
      'this is an organization token (sntrys_…), and Sentry never lets those manage client ' +
      'keys. Create an internal integration (Settings > Custom Integrations) with the ' +
      'permission "Project: Write" and use its token.'
    );
  }
  // Anything else could not stand in a header.
  return /^[\x21-\x7e]+$/.test(token)
    ? undefined
    : 'contains spaces, line breaks or characters that no token has; copy it again, alone.';
}

function parseSlug(text: string): string | undefined {
  return isSlug(text) ? text : undefined;
}

function parseRegion(text: string): URL | undefined {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(text)
    ? new URL(`https://${text}.sentry.io`)
    : undefined;
}

function parseBase(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || /[\s\\]/.test(text)) return undefined;
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  const encrypted = url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
  const bare = url.username === '' && url.password === '' && !/[?#]/.test(text);
  url.pathname = url.pathname.replace(/\/+$/, '');
  const isPath = /^\/?[\w.~/-]*$/.test(url.pathname) && !url.pathname.endsWith('/api/0');
  return encrypted && bare && isPath ? url : undefined;
}

// Sentry counts characters, not UTF-16 units.
function parseName(text: string): string | undefined {
  return Array.from(text).length <= 64 && !/\p{Cc}/u.test(text) ? text : undefined;
}

// The words that YAML 1.2 takes for a boolean, as the toolkit's getBooleanInput does.
function parseBoolean(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}

function parseTimeout(text: string): number | undefined {
  const seconds = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  return seconds >= 1 && seconds <= 3600 ? seconds : undefined;
}
