import { retireKey } from './ensure/retire.ts';
import { explain, stackOf } from './failure.ts';
import { readStep } from './inputs/step.ts';
import { tokensIn } from './inputs/token.ts';
import { nodeRuntime, type Runtime } from './net/runtime.ts';
import { getKey } from './sentry/change-keys.ts';
import { connectToSentry, keyPage, openSession, projectOf } from './sentry/session.ts';
import { quote } from './text.ts';
import { GitHubRunner, type Runner } from './workflow/runner.ts';

/**
 * The post step: retires the key that the main step of this very run created. Reads the inputs
 * again, since a token does not belong into the state. Never throws: what could not be retired is a
 * warning with the key's page.
 *
 * @param id the public key of the key
 */
export async function retireEphemeral(
  id: string,
  env: NodeJS.ProcessEnv,
  runner: Runner = new GitHubRunner(env),
  runtime: Runtime = nodeRuntime(runner),
): Promise<void> {
  // Until it is known where the key's page is.
  let where = () => `its ID is ${id}.`;
  try {
    for (const token of tokensIn(env)) runner.mask(token);
    const { sentry, key: desired } = readStep(env);
    const session = openSession(connectToSentry(sentry, runtime), desired.project);
    where = () => keyPage(session, id);
    const key = await getKey(session, id);
    if (key?.isActive !== true) return;
    await retireKey(session, key, desired.retire);
    runner.info(
      `Retired the ephemeral client key ${quote(key.name)} in ${projectOf(session)}. See ${where()}`,
    );
  } catch (error) {
    runner.warning(
      `The ephemeral client key could not be retired: ${explain(error)} ` +
        `Retire it by hand: ${where()}`,
    );
    runner.debug(stackOf(error));
  }
}
