import { isSlug } from '../keys/slug.ts';
import type { InputReader } from './input-reader.ts';
import { isAboutList } from './list.ts';

export function parseSlug(text: string): string | undefined {
  return isSlug(text) ? text : undefined;
}

/**
 * Reads the required slug or ID of an organization or a project.
 *
 * @param fallback the variable of Sentry's own tools
 */
export function readSlug(
  reader: InputReader,
  name: 'org' | 'project',
  fallback: string,
): string | undefined {
  const what = name === 'org' ? 'organization, such as acme' : 'project, such as web';
  return reader.require(reader.get(name, fallback), parseSlug, (text) => {
    const lower = text.toLowerCase();
    if (isSlug(lower)) return `slugs are lower case, so write ${lower}`;
    // Also the list as JSON, as expressions give it.
    const parts = text.split(/[\s,"'[\]]+/).filter((part) => part !== '');
    if (name === 'project' && parts.length > 1 && parts.every((part) => isSlug(part))) {
      return 'this input names one project; for several, give the input keys a list, with a project and a name each';
    }
    const hint =
      name === 'org' || text !== '' || isAboutList(reader.env)
        ? ''
        : '. If the step has keys or keys-file, their expression came out empty';
    return `write the slug or numeric ID of the Sentry ${what}${hint}`;
  });
}
