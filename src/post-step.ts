import { retireKey } from './ensure/retire.ts';
import { explain, Failure, stackOf } from './failure.ts';
import { InputReader } from './inputs/input-reader.ts';
import { checkToken, readToken, tokensIn } from './inputs/token.ts';
import { nodeRuntime, type Runtime } from './net/runtime.ts';
import { getKey } from './sentry/change-keys.ts';
import { listKeys } from './sentry/list-keys.ts';
import {
  connectToSentry,
  keyPage,
  openSession,
  projectOf,
  type Session,
} from './sentry/session.ts';
import { quote } from './text.ts';
import { type CreatedKey, parseCreatedKey } from './workflow/created-key.ts';
import { GitHubRunner, type Runner } from './workflow/runner.ts';

/**
 * The post step: retires the key that the main step of this very run created. It goes by what the
 * main step left, since later steps may have changed the environment; only the token, which does not
 * belong into the state, is read again. What could not be retired is a warning with the key's page.
 */
export class PostStep {
  readonly #state: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  /** Where people find the key. */
  #where = (): string => 'see the client keys of the project in Sentry.';

  /** @param state what the main step left */
  constructor(
    state: string,
    env: NodeJS.ProcessEnv,
    runner: Runner = new GitHubRunner(env),
    runtime: Runtime = nodeRuntime(runner),
  ) {
    this.#state = state;
    this.#env = env;
    this.#runner = runner;
    this.#runtime = runtime;
  }

  /** Never throws. */
  async run(): Promise<void> {
    const runner = this.#runner;
    try {
      for (const token of tokensIn(this.#env)) runner.mask(token);
      const created = parseCreatedKey(this.#state);
      this.#where = () => keyPage(created, created.id);
      const token = readToken(new InputReader(this.#env));
      const problem = checkToken(token, this.#env);
      if (problem !== undefined) throw new Failure(`token: ${problem}`);
      const server = connectToSentry({ ...created, token, maskDsn: true }, this.#runtime);
      const session = openSession(server, created.project);
      this.#where = () => keyPage(session, created.id);
      await this.#retire(created, session);
    } catch (error) {
      runner.warning(
        `The ephemeral client key could not be retired: ${explain(error)} ` +
          `Retire it by hand: ${this.#where()}`,
      );
      runner.debug(stackOf(error));
    }
  }

  async #retire({ id, retire }: CreatedKey, session: Session): Promise<void> {
    const key = await getKey(session, id);
    if (key === undefined) {
      // Only a project that is there can say that the key is not.
      await listKeys(session);
      return;
    }
    if (!key.isActive) return;
    await retireKey(session, key, retire);
    this.#runner.info(
      `Retired the ephemeral client key ${quote(key.name)} in ${projectOf(session)}. See ${this.#where()}`,
    );
  }

  /** Says what is left in Sentry of a post step that is cut short. Whoever calls this ends the process. */
  cancel(): void {
    this.#runner.warning(
      `Cancelled. The ephemeral client key may still be active. Retire it by hand: ${this.#where()}`,
    );
  }
}
