import {
  type DesiredKey,
  IF_EXISTS,
  type IfExists,
  RETIRE_METHODS,
  type State,
  STATES,
  USE_CASES,
} from '../keys/desired-key.ts';
import { type Loader, LOADER_OPTIONS, parseSdkVersion } from '../keys/loader.ts';
import { parseRateLimit, RATE_LIMIT_GRAMMAR } from '../keys/rate-limit.ts';
import { parseSlug, readDesiredProject } from './desired-project.ts';
import { readDestinations } from './destinations.ts';
import { readEnvName } from './env-name.ts';
import { type InputReader, parseList } from './input-reader.ts';

/** Reads what is about one key; `undefined` where the project is not valid. */
export function readDesiredKey(reader: InputReader): DesiredKey | undefined {
  const project = reader.require(
    reader.get('project', 'SENTRY_PROJECT'),
    parseSlug,
    'write the slug or numeric ID of the Sentry project, such as web',
  );
  const name = reader.parse(
    reader.get('name'),
    parseName,
    'a key name is one line of at most 64 characters',
  );
  const rateLimit = reader.parse(reader.get('rate-limit'), parseRateLimit, RATE_LIMIT_GRAMMAR);
  const useCase = reader.choice('use-case', USE_CASES);
  const sdkVersion = reader.parse(
    reader.get('sdk-version'),
    parseSdkVersion,
    'write latest, or a version such as 10.x',
  );
  const loader = reader.parse(
    reader.get('loader'),
    parseLoader,
    `write a comma-separated list of ${LOADER_OPTIONS.join(', ')}, or none`,
  );
  const newProject = readDesiredProject(reader, project);
  const ifExists = reader.choice('if-exists', IF_EXISTS) ?? 'reuse';
  const state = reader.choice('state', STATES) ?? 'present';
  const retire = reader.choice('retire', RETIRE_METHODS) ?? 'deactivate';
  requireName(reader, state, ifExists);
  const settings = { name, rateLimit, useCase, sdkVersion, loader, newProject };
  const envName = readEnvName(reader);
  const destinations = readDestinations(reader);
  if (project === undefined) return undefined;
  return { project, ...settings, ifExists, state, retire, envName, destinations };
}

/** What is about the keys of one name needs that name. */
function requireName(reader: InputReader, state: State, ifExists: IfExists): void {
  if (reader.has('name')) return;
  if (state === 'absent') {
    reader.problems.push('name: missing; state: absent retires the keys of one name, so give it.');
  } else if (ifExists !== 'reuse' && ifExists !== 'create') {
    reader.problems.push(
      `name: missing; if-exists: ${ifExists} is about the keys of one name, so give it.`,
    );
  }
}

// Sentry counts characters, not UTF-16 units.
function parseName(text: string): string | undefined {
  return Array.from(text).length <= 64 && !/\p{Cc}/u.test(text) ? text : undefined;
}

/** Reads a comma-separated list of options, or `none`. */
export function parseLoader(text: string): Loader | undefined {
  if (text === 'none') return new Set();
  const options = parseList(text, LOADER_OPTIONS);
  return options && new Set(options);
}
