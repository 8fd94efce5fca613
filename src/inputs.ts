import { isHosted, parseBase } from './base.ts';
import { Failure } from './failure.ts';
import { isIdentifier } from './identifier.ts';
import { type Loader, LOADER_OPTIONS, parseLoader, parseSdkVersion } from './loader.ts';
import { parseRateLimit, RATE_LIMIT_GRAMMAR, type RateLimit } from './rate-limit.ts';
import type { IfExists } from './plan.ts';
import { isNewSlug, isSlug } from './slug.ts';
import { type Env, find, Reader } from './reader.ts';
import type { Retire } from './retire.ts';
import type { Storage } from './storage.ts';
import { readStorage } from './storage-inputs.ts';
import { quote } from './text.ts';
import { isToken, NO_TOKEN } from './token.ts';

/** Use cases that Sentry's API takes; all but `user` are reserved to Sentry's own staff. */
const USE_CASES = ['user', 'profiling', 'escalating_issues', 'tempest', 'demo'] as const;
type UseCase = (typeof USE_CASES)[number];

const IF_EXISTS: readonly IfExists[] = ['reuse', 'update', 'rotate', 'create', 'fail'];
const STATES = ['present', 'absent'] as const;
const RETIRE: readonly Retire[] = ['deactivate', 'delete'];

/** How the project is made where it does not exist. */
export interface NewProject {
  /** Slug or ID of the team that it belongs to. */
  readonly team: string;
  readonly platform: string | undefined;
}

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
  /** The browser SDK version of the Loader Script; which there are is for Sentry to say. */
  readonly sdkVersion: string | undefined;
  readonly loader: Loader | undefined;
  /** Absent: a project that does not exist is an error. */
  readonly newProject: NewProject | undefined;
  readonly ifExists: IfExists;
  readonly state: 'present' | 'absent';
  readonly retire: Retire;
  /** Whether the key that this run creates is retired at the end of the job. */
  readonly ephemeral: boolean;
  /** Whether everything is only read and told. */
  readonly dryRun: boolean;
  /** Whether the public DSN is masked; secrets always are. */
  readonly mask: boolean;
  /** Seconds that all calls to Sentry may take together, and each step of storing at GitHub. */
  readonly timeout: number;
  /** The variable under which later steps get the DSN. */
  readonly envName: string | undefined;
  /** Where at GitHub the DSN is stored. */
  readonly storage: Storage | undefined;
}

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
  const reader = new Reader(env);
  const { problems } = reader;

  const token = reader.find('token', 'SENTRY_AUTH_TOKEN').text;
  const tokenProblem = judgeToken(token, env);
  if (tokenProblem !== undefined) problems.push(`token: ${tokenProblem}`);

  const org = reader.require(
    reader.find('org', 'SENTRY_ORG'),
    parseSlug,
    'write the slug or numeric ID of the Sentry organization, such as acme',
  );
  const project = reader.require(
    reader.find('project', 'SENTRY_PROJECT'),
    parseSlug,
    'write the slug or numeric ID of the Sentry project, such as web',
  );
  const base = readBase(reader);
  const name = reader.read(
    reader.find('name'),
    parseName,
    'a key name is one line of at most 64 characters',
  );
  const rateLimit = reader.read(reader.find('rate-limit'), parseRateLimit, RATE_LIMIT_GRAMMAR);
  const useCase = reader.word('use-case', USE_CASES);
  const sdkVersion = reader.read(
    reader.find('sdk-version'),
    parseSdkVersion,
    'write latest, or a version such as 10.x',
  );
  const loader = reader.read(
    reader.find('loader'),
    parseLoader,
    `write a comma list of ${LOADER_OPTIONS.join(', ')}, or none`,
  );
  const newProject = readNewProject(reader, project);
  const ifExists = reader.word('if-exists', IF_EXISTS) ?? 'reuse';
  const state = reader.word('state', STATES) ?? 'present';
  const retire = reader.word('retire', RETIRE);
  const ephemeral = reader.boolean('ephemeral');
  const dryRun = reader.boolean('dry-run');
  const mask = reader.boolean('mask');
  const timeout = reader.read(
    reader.find('timeout'),
    parseTimeout,
    'write a whole number of seconds from 1 to 3600',
  );
  const envName = reader.read(
    reader.find('env-name'),
    parseVariableName,
    'write letters, digits and _, no digit first, and no name that changes how later steps run ' +
      '(such as PATH, NODE_OPTIONS, LD_*, GITHUB_*, RUNNER_*)',
  );
  const storage = readStorage(reader);

  const nameless = reader.find('name').text === '';
  if (nameless && state === 'absent') {
    problems.push('name: missing; state: absent retires the keys of one name, so give it.');
  }
  if (nameless && state === 'present' && ifExists !== 'reuse' && ifExists !== 'create') {
    problems.push(
      `name: missing; if-exists: ${ifExists} is about the keys of one name, so give it.`,
    );
  }

  if (ephemeral === true && state === 'present' && storage !== undefined) {
    problems.push(
      'ephemeral: true was given together with secret-name or variable-name; what is stored would ' +
        'be a DSN that is dead when the job ends. Leave one of them out.',
    );
  }
  reader.refuseNearMisses();
  if (problems.length > 0 || org === undefined || project === undefined) {
    throw new Failure(
      [`Nothing was sent to Sentry, the step's inputs need a change:`, ...problems].join('\n'),
    );
  }
  return {
    token,
    org,
    project,
    base,
    name,
    rateLimit,
    useCase,
    sdkVersion,
    loader,
    newProject,
    ifExists,
    state,
    retire: retire ?? 'deactivate',
    ephemeral: ephemeral ?? false,
    dryRun: dryRun ?? false,
    mask: mask ?? true,
    timeout: timeout ?? 120,
    envName,
    storage,
  };
}

/** Reads how the project is made where it does not exist; `undefined` where it is not to be. */
function readNewProject(reader: Reader, project: string | undefined): NewProject | undefined {
  const wanted = reader.boolean('create-project') ?? false;
  const team = reader.find('team');
  const teamSlug = reader.read(
    team,
    parseSlug,
    'write the slug or numeric ID of the Sentry team that a new project belongs to',
  );
  const platform = reader.read(
    reader.find('platform'),
    parsePlatform,
    'write what Sentry calls the platform, such as node or javascript-nextjs',
  );
  if (!wanted) return undefined;
  if (team.text === '') {
    reader.problems.push(
      'team: missing; create-project needs the team that a new project belongs to.',
    );
  }
  if (project !== undefined && !isNewSlug(project)) {
    reader.problems.push(
      `project: ${quote(project)} cannot be the slug of a new project; with create-project, write ` +
        'lowercase letters, digits, - and _, and not only digits.',
    );
  }
  return teamSlug === undefined ? undefined : { team: teamSlug, platform };
}

function readBase(reader: Reader): URL {
  const region = reader.find('region');
  const url = reader.find('url');
  if (region.text !== '' && url.text !== '') {
    reader.problems.push(
      `region: ${quote(region.text)} was given together with url; keep region for sentry.io, ` +
        'or url for a Sentry of your own.',
    );
  }
  const regionBase = reader.read(
    region,
    parseRegion,
    'write the first part of the host name alone, such as us or de',
  );
  const urlBase = reader.read(
    url.text === '' && region.text === '' ? reader.find('url', 'SENTRY_URL') : url,
    parseSentryBase,
    'write the address of your Sentry, such as https://sentry.example.com: https (http on ' +
      'loopback only), without /api/0 and with nothing else after the path that Sentry is served under',
  );
  return regionBase ?? urlBase ?? new URL('https://sentry.io');
}

/** What is wrong with the Sentry token, without quoting any of it; `undefined` if nothing is. */
function judgeToken(token: string, env: Env): string | undefined {
  if (token === '') {
    const missing =
      'missing; give a Sentry token with the scope project:write, such as ' +
      '${{ secrets.SENTRY_AUTH_TOKEN }}.';
    // GitHub withholds secrets from workflows that run for forks and for Dependabot, so the
    // expression is right and still comes out empty.
    const event = env['GITHUB_EVENT_NAME'] ?? '';
    return event.startsWith('pull_request') && event !== 'pull_request_target'
      ? `${missing} On pull requests from forks and from Dependabot GitHub passes no secrets to ` +
          'workflows: skip this step there.'
      : missing;
  }
  if (token.startsWith('sntrys_')) {
    return (
      'this is an organization token (sntrys_…), and Sentry never lets those manage client ' +
      'keys. Create an internal integration (Settings > Custom Integrations) with the ' +
      'permission "Project: Read & Write" and use its token.'
    );
  }
  return isToken(token) ? undefined : NO_TOKEN;
}

function parseSlug(text: string): string | undefined {
  return isSlug(text) ? text : undefined;
}

function parsePlatform(text: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text) ? text : undefined;
}

function parseRegion(text: string): URL | undefined {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(text)
    ? new URL(`https://${text}.sentry.io`)
    : undefined;
}

// The path of the API is added here; people copy it along from examples, or the address of a page.
function parseSentryBase(text: string): URL | undefined {
  const base = parseBase(text);
  if (base === undefined || /\/api\/0(?:\/|$)/.test(base.pathname)) return undefined;
  return isHosted(base) && base.pathname !== '/' ? undefined : base;
}

// Sentry counts characters, not UTF-16 units.
function parseName(text: string): string | undefined {
  return Array.from(text).length <= 64 && !/\p{Cc}/u.test(text) ? text : undefined;
}

function parseTimeout(text: string): number | undefined {
  const seconds = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  return seconds >= 1 && seconds <= 3600 ? seconds : undefined;
}

/**
 * A variable that may be set for later steps: not one of those that change how they run, be it by
 * the runner, the loader of programs, shells or Node.
 */
function parseVariableName(text: string): string | undefined {
  const reserved =
    /^(?:(?:LD|DYLD|GITHUB|RUNNER|ACTIONS|INPUT|STATE)_.*|NODE_OPTIONS|PATH|BASH_ENV|ENV|HOME|IFS|SHELL)$/i;
  return isIdentifier(text) && !reserved.test(text) ? text : undefined;
}
