import type { DesiredKey, DesiredProject } from '../model/desired-key.ts';
import { type Loader, LOADER_OPTIONS, parseSdkVersion } from '../model/loader.ts';
import { MODES, modesWith, ONLY_SOME, QUALIFIERS, SETTINGS } from '../model/modes.ts';
import { parseRateLimit, RATE_LIMIT_GRAMMAR } from '../model/rate-limit.ts';
import { isSetAside, MAX_NAME_TO_SET_ASIDE } from '../model/rotation.ts';
import { isNewSlug } from '../model/base-url.ts';
import { isPlainLine, quote } from '../text.ts';
import { readDestinations, readEnvNames } from './destinations.ts';
import { type InputReader, matching, parseList, parseSlug, readSlug } from './input-reader.ts';
import type { StepInputs } from './step-inputs.ts';

/** Reads the inputs for one key. Problems are added to the reader. */
export function readKey(reader: InputReader, step: StepInputs): DesiredKey {
  const { mode, maxAge, grace, retireMethod } = step;
  const project = readSlug(reader, 'project', 'SENTRY_PROJECT') ?? '';
  const name = readName(reader, step);
  const rateLimit = reader.parse(reader.get('rate-limit'), parseRateLimit, RATE_LIMIT_GRAMMAR);
  const useCase = reader.parse(
    reader.get('use-case'),
    matching(/^\w{1,64}$/),
    "use one of Sentry's use cases, such as user",
  );
  const sdkVersion = reader.parse(reader.get('sdk-version'), parseSdkVersion, 'use a version such as 10.x');
  const loader = reader.parse(reader.get('loader'), parseLoader, `use a list of ${LOADER_OPTIONS.join(', ')}; or none`);
  const newProject = readNewProject(reader, project);
  const envNames = readEnvNames(reader, project);
  const destinations = readDestinations(reader, project);
  checkMode(reader, step);
  return {
    ...{ mode, project, name, rateLimit, useCase, sdkVersion, loader, newProject },
    ...{ maxAge, grace, retireMethod, envNames, destinations, mayBeAbsent: mode === 'retire' },
  };
}

function readName(reader: InputReader, { mode, grace }: StepInputs): string | undefined {
  const name = reader.parse(reader.get('name'), parseName, (text) =>
    text.includes('*')
      ? 'this input is one literal name; for patterns, use names'
      : 'a key name is one line of at most 64 characters',
  );
  if (name === undefined) return undefined;
  if (grace !== undefined && Array.from(name).length > MAX_NAME_TO_SET_ASIDE) {
    reader.refuse(
      'name',
      `has more than ${MAX_NAME_TO_SET_ASIDE} characters. With grace, replaced keys are renamed to "NAME (until ` +
        'YYYY-MM-DD)", and Sentry allows 64 characters. Use a shorter name.',
    );
  }
  if (isSetAside(name) && mode !== 'find' && mode !== 'retire') {
    reader.refuse(
      'name',
      `${quote(name)} is the name of a key that a rotation replaced. Use the name before the bracket.`,
    );
  }
  return name;
}

/** Reads how a missing project is created; `undefined` if it must not be created. */
function readNewProject(reader: InputReader, project: string): DesiredProject | undefined {
  const isWanted = reader.boolean('create-project') ?? false;
  const team = reader.parse(
    reader.get('team'),
    parseSlug,
    'use the slug or numeric ID of the Sentry team that a new project belongs to',
  );
  const platform = reader.parse(
    reader.get('platform'),
    matching(/^[A-Za-z0-9_-]{1,64}$/),
    "use Sentry's name of the platform, such as node or javascript-nextjs",
  );
  if (!isWanted) return undefined;
  if (!reader.has('team')) {
    reader.refuse('team', 'missing; create-project needs the team that a new project belongs to.');
  }
  if (project !== '' && !isNewSlug(project)) {
    reader.refuse(
      'project',
      `${quote(project)} cannot be the slug of a new project; with create-project, use ` +
        'lowercase letters, digits, - and _, and not only digits.',
    );
  }
  return team === undefined ? undefined : { team, platform };
}

/** Checks that the mode has all inputs it needs, and uses all given inputs. */
function checkMode(reader: InputReader, { mode, ephemeral }: StepInputs): void {
  const rules = MODES[mode];
  for (const input of ONLY_SOME) {
    if (!reader.isSet(input)) continue;
    if (!rules.inputs.includes(input)) {
      reader.refuse(input, `only applies to ${modesWith(input)}; this step has mode: ${mode}.`);
      continue;
    }
    const users = QUALIFIERS[input] ?? [];
    if (users.length > 0 && !users.some((user) => reader.isSet(user))) {
      reader.refuse(input, `only applies together with ${users.join(' or ')}.`, true);
    }
  }
  for (const input of rules.needs) {
    const isThere = reader.has(input) || (input === 'name' && reader.has('names'));
    if (!isThere) reader.refuse(input, `missing; mode: ${mode} needs it.`);
  }
  const settings = SETTINGS.filter((input) => reader.has(input));
  if (mode === 'update' && settings.length === 0) {
    reader.refuse('mode', `update needs something to change: ${SETTINGS.join(', ')}.`);
  }
  if (mode === 'ensure' && !reader.has('name')) {
    for (const input of settings) {
      reader.refuse(input, 'needs name: without it, the step would change a key that it does not name.');
    }
  }
  if (mode !== 'create') return;
  if (!ephemeral) {
    if (reader.has('retire-method')) {
      reader.refuse('retire-method', 'only applies to mode: create together with ephemeral.');
    }
    return;
  }
  for (const input of ['secret-name', 'variable-name', 'create-project']) {
    if (!reader.isSet(input)) continue;
    reader.refuse(input, 'cannot be combined with ephemeral: the key is retired when the job ends.');
  }
}

// Sentry counts characters, not UTF-16 units. JSON can have half of one (`\ud800`), which is invalid.
function parseName(text: string): string | undefined {
  const isName = Array.from(text).length <= 64 && isPlainLine(text) && !text.includes('*');
  return isName ? text : undefined;
}

/** Reads a list of options, or `none`. */
function parseLoader(text: string): Loader | undefined {
  if (text === 'none') return new Set();
  const options = parseList(text, LOADER_OPTIONS);
  return options && new Set(options);
}
