import {
  type DesiredKey,
  IF_EXISTS,
  IF_MISSING,
  type IfExists,
  type IfMissing,
  RETIRE_METHODS,
  STATES,
  USE_CASES,
} from '../keys/desired-key.ts';
import { DURATION_GRAMMAR, parseDuration } from '../keys/duration.ts';
import { MAX_NAME_TO_SET_ASIDE } from '../keys/rotation.ts';
import { type Loader, LOADER_OPTIONS, parseSdkVersion } from '../keys/loader.ts';
import { parseRateLimit, RATE_LIMIT_GRAMMAR } from '../keys/rate-limit.ts';
import { isPlainLine } from '../text.ts';
import { readDesiredProject } from './desired-project.ts';
import { isStoring, readDestinations } from './destinations.ts';
import { readEnvName } from './env-name.ts';
import { type InputReader, parseList } from './input-reader.ts';
import { readSlug } from './slug.ts';

/** Reads what is about one key; `undefined` where the project is not valid. */
export function readDesiredKey(reader: InputReader): DesiredKey | undefined {
  const project = readSlug(reader, 'project', 'SENTRY_PROJECT');
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
  const ifMissing = reader.choice('if-missing', IF_MISSING) ?? 'create';
  const state = reader.choice('state', STATES) ?? 'present';
  const retire = reader.choice('retire', RETIRE_METHODS) ?? 'deactivate';
  const rotation = readRotation(reader, ifExists, name);
  if (state === 'absent') requireName(reader, 'state: absent retires the keys of one name');
  else checkModes(reader, ifExists, ifMissing);
  const settings = { name, rateLimit, useCase, sdkVersion, loader, newProject };
  const envName = readEnvName(reader);
  const destinations = readDestinations(reader);
  if (state === 'present' && reader.boolean('ephemeral') === true) checkEphemeral(reader, ifExists);
  if (project === undefined) return undefined;
  const modes = { ifExists, ifMissing, ...rotation, state, retire };
  return { project, ...settings, ...modes, envName, destinations };
}

/** Reads when a rotation is due, and how long it lets the replaced keys work. */
function readRotation(
  reader: InputReader,
  ifExists: IfExists,
  name: string | undefined,
): Pick<DesiredKey, 'maxAge' | 'grace'> {
  const maxAge = reader.parse(reader.get('max-age'), parseDuration, DURATION_GRAMMAR);
  const grace = reader.parse(reader.get('grace'), parseDuration, DURATION_GRAMMAR);
  for (const input of ['max-age', 'grace']) {
    if (ifExists === 'rotate' || !reader.has(input)) continue;
    reader.problems.push(
      `${input}: was given together with if-exists: ${ifExists}, and is about rotation. Write ` +
        `if-exists: rotate, or leave ${input} out.`,
    );
  }
  if (grace !== undefined && Array.from(name ?? '').length > MAX_NAME_TO_SET_ASIDE) {
    reader.problems.push(
      `name: has more than ${MAX_NAME_TO_SET_ASIDE} characters. With grace, replaced keys get the name ` +
        '"NAME (until YYYY-MM-DD)", and Sentry takes 64 characters. Write a shorter name.',
    );
  }
  return { maxAge, grace };
}

/** Checks that what is to be done about keys that exist, and that do not, goes together. */
function checkModes(reader: InputReader, ifExists: IfExists, ifMissing: IfMissing): void {
  if (ifExists !== 'reuse' && ifExists !== 'create') {
    requireName(reader, `if-exists: ${ifExists} is about the keys of one name`);
  } else if (ifMissing === 'fail') {
    requireName(reader, 'if-missing: fail is about the keys of one name');
  }
  if (ifMissing === 'create') return;
  if (ifExists === 'create' || ifExists === 'fail') {
    reader.problems.push(
      `if-missing: "fail" was given together with if-exists: ${ifExists}; ` +
        (ifExists === 'fail'
          ? 'one of the two always fails.'
          : 'create does not look what is there.') +
        ' Leave one of them out.',
    );
  }
  if (reader.boolean('create-project') === true) {
    reader.problems.push(
      'if-missing: "fail" was given together with create-project, which creates a client key with the ' +
        'project. Leave one of them out.',
    );
  }
}

/** Checks that nobody needs the key when the job has ended. */
function checkEphemeral(reader: InputReader, ifExists: IfExists): void {
  if (isStoring(reader)) {
    reader.problems.push(
      'ephemeral: true was given together with secret-name or variable-name; what is stored would ' +
        'be a DSN that is dead when the job ends. Leave one of them out.',
    );
  }
  if (ifExists === 'rotate') {
    reader.problems.push(
      'ephemeral: true was given together with if-exists: rotate; the job would end without any key of the ' +
        'name. Leave one of them out.',
    );
  }
}

function requireName(reader: InputReader, reason: string): void {
  if (!reader.has('name')) reader.problems.push(`name: missing; ${reason}, so give it.`);
}

// Sentry counts characters, not UTF-16 units. JSON can write half of one (`\ud800`), which is no text.
function parseName(text: string): string | undefined {
  return Array.from(text).length <= 64 && isPlainLine(text) ? text : undefined;
}

/** Reads a comma-separated list of options, or `none`. */
function parseLoader(text: string): Loader | undefined {
  if (text === 'none') return new Set();
  const options = parseList(text, LOADER_OPTIONS);
  return options && new Set(options);
}
