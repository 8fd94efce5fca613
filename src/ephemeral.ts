import { readInputs, readToken } from './inputs.ts';
import type { Env } from './reader.ts';
import { retire } from './retire.ts';
import { readGitHubToken } from './storage-inputs.ts';
import { quote } from './text.ts';
import { thisWorld } from './this-world.ts';
import { explain, openProject, stackOf, type World } from './world.ts';

/**
 * The post step: retires the key that the main step of this very run created. Reads the inputs
 * again, since a token does not belong into the state. Never throws: what could not be retired is a
 * warning with the key's page.
 *
 * @param id the public key of the key
 */
export async function retireEphemeral(
  id: string,
  env: Env,
  world: World = thisWorld(),
): Promise<void> {
  const { runner } = world;
  // Until it is known where the key's page is.
  let where = () => `its ID is ${id}.`;
  try {
    runner.mask(readToken(env));
    runner.mask(readGitHubToken(env));
    const inputs = readInputs(env);
    const { keys } = openProject(inputs, world);
    where = () => keys.pageOf(id);
    const key = await keys.get(id);
    if (key?.isActive !== true) return;
    await retire(key, inputs.retire, keys);
    runner.info(
      `Retired the ephemeral client key ${quote(key.name)} in ${keys.project}. See ${where()}`,
    );
  } catch (error) {
    runner.warning(
      `The ephemeral client key could not be retired: ${explain(error)} ` +
        `Retire it by hand: ${where()}`,
    );
    runner.debug(stackOf(error));
  }
}
