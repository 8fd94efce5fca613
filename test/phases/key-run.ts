import type { KeyRun } from '../../src/phases/key-run.ts';
import { simplePlan } from '../../src/model/plan.ts';
import { newProgress } from '../../src/model/progress.ts';
import { Recorder } from '../harness/in-process.ts';
import { aDesiredKey } from '../harness/keys.ts';

/** A run that is about to create a key `ci`, whose ID would be `own`. */
export function aRun(
  session: KeyRun['session'],
  { desired: more, progress }: { desired?: object; progress?: Partial<KeyRun['progress']> } = {},
): KeyRun {
  const desired = aDesiredKey(more);
  return {
    session,
    desired,
    progress: { ...newProgress(desired, session, false, 0), plan: simplePlan('create'), ...progress },
    runner: new Recorder(),
    github: undefined,
    newKeyId: 'own',
    isEphemeral: false,
  };
}
