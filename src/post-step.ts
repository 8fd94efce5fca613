import { explain, Failure, stackOf } from './failure.ts';
import { readCustomHeaders } from './inputs/custom-headers.ts';
import { InputReader } from './inputs/input-reader.ts';
import { readToken, secretsIn } from './inputs/token.ts';
import { keyPage, projectOf } from './model/base-url.ts';
import { nodeRuntime, type Runtime } from './net/runtime.ts';
import { KEPT_KEY, type KeptKey, parseKeptKey } from './phases/ephemeral.ts';
import { retireKey } from './phases/retire.ts';
import { getKey } from './sentry/change-keys.ts';
import { listKeys } from './sentry/listing.ts';
import { connectToSentry, openSession } from './sentry/session.ts';
import { quote } from './text.ts';
import { GitHubRunner, type Runner } from './workflow/runner.ts';

export { exitWith, onCutShort } from './workflow/runner.ts';

/**
 * The post step: retires the key that the main step of this run created. It uses that step's state, because later steps
 * can change the environment; only the token, which must not be in the state, is read again. If the key cannot be
 * retired, it prints a warning with the key's page.
 */
export class PostStep {
  readonly #env: NodeJS.ProcessEnv;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  /** The page of the key, once known. */
  #page = 'see the client keys of the project in Sentry.';

  constructor(env: NodeJS.ProcessEnv, runner: Runner = new GitHubRunner(env), runtime: Runtime = nodeRuntime(runner)) {
    this.#env = env;
    this.#runner = runner;
    this.#runtime = runtime;
  }

  /** Never throws. */
  async run(): Promise<void> {
    try {
      for (const secret of secretsIn(this.#env)) this.#runner.mask(secret);
      const state = this.#env[`STATE_${KEPT_KEY}`] ?? '';
      if (state === '') return;
      const reader = new InputReader(this.#env);
      const token = readToken(reader);
      const headers = readCustomHeaders(reader);
      for (const { input, text } of reader.problems) throw new Failure(`${input}: ${text}`);
      const kept = parseKeptKey(state, token);
      this.#page = keyPage(kept, kept.id);
      await this.#retire(kept, token, headers);
    } catch (error) {
      this.#runner.warning(
        `The ephemeral client key could not be retired: ${explain(error)} Retire it in Sentry: ${this.#page}`,
      );
      this.#runner.debug(stackOf(error));
    }
  }

  async #retire(kept: KeptKey, token: string, headers: Readonly<Record<string, string>>): Promise<void> {
    const server = connectToSentry({ ...kept, token, headers, masked: 'endpoints' }, this.#runtime);
    const session = openSession(server, kept.project);
    const key = await getKey(session, kept.id);
    // A missing project gives the same answer, so check it.
    if (key === undefined) await listKeys(session, () => false, 1);
    if (key?.isActive !== true) return;
    this.#page = keyPage(session, key.id);
    await retireKey(key, kept.method, { session });
    this.#runner.info(
      `Retired the ephemeral client key ${quote(key.name)} in ${projectOf(session)}. See ${this.#page}`,
    );
  }

  /** Reports what an interrupted post step left in Sentry. The caller ends the process. */
  cancel(cause?: unknown): void {
    const why = cause === undefined ? 'Cancelled.' : explain(cause);
    this.#runner.warning(`${why} The ephemeral client key may still be active. Retire it in Sentry: ${this.#page}`);
  }
}
