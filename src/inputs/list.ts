import { inputOf } from './input-reader.ts';

/** The inputs that make a step one about a list of keys. */
export const LIST_INPUTS = ['keys', 'keys-file', 'shard'] as const;

/** Whether a step is about a list of keys. */
export function isAboutList(env: NodeJS.ProcessEnv): boolean {
  return LIST_INPUTS.some((name) => inputOf(env, name).text !== '');
}
