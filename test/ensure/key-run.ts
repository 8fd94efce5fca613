import type { KeyRun } from '../../src/ensure/key-run.ts';
import { newProgress } from '../../src/keys/progress.ts';
import { aDesiredKey } from '../harness/keys.ts';

/** A run that has just begun, of a step with `name: ci`, whose new key would be `own`. */
export function aRun(
  session: KeyRun['session'],
  {
    desired,
    progress,
    ...more
  }: {
    desired?: Partial<KeyRun['desired']>;
    progress?: Partial<KeyRun['progress']>;
    isDryRun?: boolean;
  } = {},
): KeyRun {
  return {
    session,
    desired: aDesiredKey(desired),
    progress: { ...newProgress(), ...progress },
    newKeyId: 'own',
    beganAt: 0,
    isDryRun: false,
    ...more,
  };
}
