import type { DesiredProject } from '../keys/desired-key.ts';
import { isNewSlug } from '../keys/slug.ts';
import { quote } from '../text.ts';
import type { InputReader } from './input-reader.ts';
import { parseSlug } from './slug.ts';

/**
 * Reads how the project is created where it does not exist; `undefined` where it is not to be.
 *
 * @param project its slug, where that is valid
 */
export function readDesiredProject(
  reader: InputReader,
  project: string | undefined,
): DesiredProject | undefined {
  const wanted = reader.boolean('create-project') ?? false;
  const team = reader.parse(
    reader.get('team'),
    parseSlug,
    'write the slug or numeric ID of the Sentry team that a new project belongs to',
  );
  const platform = reader.parse(
    reader.get('platform'),
    parsePlatform,
    'write what Sentry calls the platform, such as node or javascript-nextjs',
  );
  if (!wanted) return undefined;
  if (!reader.has('team')) {
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
  return team === undefined ? undefined : { team, platform };
}

function parsePlatform(text: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text) ? text : undefined;
}
