/** Reads inputs about a list of keys in this process, as the runner passes them. */
import { Failure } from '../../src/failure.ts';
import { type ListStep, readListStep } from '../../src/inputs/key-list.ts';
import type { Variables } from './read.ts';

type Item = Readonly<Record<string, unknown>>;

/**
 * @param keys the text of the list, or its items
 * @param env variables beside the inputs
 */
export function readList(
  keys: string | readonly Item[],
  inputs: Variables = {},
  env: Variables = {},
): ListStep {
  const text = typeof keys === 'string' ? keys : JSON.stringify(keys);
  const given = { token: 'sntryi_ab12', org: 'acme', keys: text, ...inputs };
  const variables = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  return readListStep({ GITHUB_REPOSITORY: 'acme/web', ...env, ...variables });
}

/** The problems that the error lists; none where the inputs are valid. */
export function listProblemsOf(...given: Parameters<typeof readList>): string[] {
  try {
    readList(...given);
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const [title, ...problems] = error.message.split('\n');
    expect(title).toBe("Nothing was sent to Sentry, the step's inputs need a change:");
    return problems;
  }
}
