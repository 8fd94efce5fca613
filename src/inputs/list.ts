import { inputOf } from './input-reader.ts';

/** Whether a step is about a list of keys. */
export function isAboutList(env: NodeJS.ProcessEnv): boolean {
  return ['keys', 'keys-file', 'shard'].some((name) => inputOf(env, name).text !== '');
}
