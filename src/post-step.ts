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
  type SentryServer,
} from './sentry/session.ts';
import { quote } from './text.ts';
import { type KeptKey, parseKeptKeys } from './workflow/kept-key.ts';
import { GitHubRunner, type Runner } from './workflow/runner.ts';

/** Keys whose pages a warning names. */
const MAX_NAMED = 10;

/**
 * The post step: retires the keys that the main step of this very run created. It goes by what the
 * main step left, since later steps may have changed the environment; only the token, which does not
 * belong in the state, is read again. What could not be retired is a warning with the key's page.
 */
export class PostStep {
  readonly #states: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  /** Where people find the keys that are not retired yet; of none before the state is read. */
  readonly #pages = new Map<KeptKey, string>();

  /** @param states what the main step left, one for each key */
  constructor(
    states: readonly string[],
    env: NodeJS.ProcessEnv,
    runner: Runner = new GitHubRunner(env),
    runtime: Runtime = nodeRuntime(runner),
  ) {
    this.#states = states;
    this.#env = env;
    this.#runner = runner;
    this.#runtime = runtime;
  }

  /** Never throws. */
  async run(): Promise<void> {
    try {
      for (const token of tokensIn(this.#env)) this.#runner.mask(token);
      const keys = parseKeptKeys(this.#states);
      for (const key of keys) this.#pages.set(key, keyPage(key, key.id));
      const reader = new InputReader(this.#env);
      const problem = checkToken(reader);
      if (problem !== undefined) throw new Failure(problem);
      await this.#retireAll(keys, readToken(reader));
    } catch (error) {
      this.#warn(error, this.#where(), this.#pages.size);
    }
  }

  async #retireAll(keys: readonly KeptKey[], token: string): Promise<void> {
    const [first, ...others] = keys;
    if (first === undefined) return;
    // They are all of the same server, organization and time.
    const server = connectToSentry({ ...first, token, masked: 'endpoints' }, this.#runtime);
    if (others.length === 0) {
      await this.#retireOne(first, server);
      return;
    }
    // One is the rule, so that this is loaded late.
    const { inQueue } = await import('./net/queue.ts');
    const { Throttle } = await import('./net/throttle.ts');
    const send = new Throttle(this.#runtime.clock).over(server.send);
    await inQueue(keys, (key) => this.#retireOne(key, { ...server, send, masked: 'secrets' }));
  }

  async #retireOne(kept: KeptKey, server: SentryServer): Promise<void> {
    const { id, retire, project } = kept;
    const session = openSession(server, project);
    try {
      const key = await getKey(session, id);
      if (key === undefined) {
        // Only a project that is there can say that the key is not.
        await listKeys(session);
      } else if (key.isActive) {
        await retireKey(session, key, retire);
        this.#runner.info(
          `Retired the ephemeral client key ${quote(key.name)} in ${projectOf(session)}. ` +
            `See ${keyPage(session, id)}`,
        );
      }
      this.#pages.delete(kept);
    } catch (error) {
      this.#warn(error, keyPage(session, id), 1);
    }
  }

  #warn(error: unknown, where: string, count: number): void {
    const { keys, them } = inWords(count);
    this.#runner.warning(
      `${keys} could not be retired: ${explain(error)} Retire ${them} by hand: ${where}`,
    );
    this.#runner.debug(stackOf(error));
  }

  #where(): string {
    const pages = [...this.#pages.values()];
    if (pages.length === 0) return 'see the client keys of the project in Sentry.';
    const rest = pages.length - MAX_NAMED;
    return pages.slice(0, MAX_NAMED).join(' ') + (rest > 0 ? ` and ${rest} more` : '');
  }

  /** Says what is left in Sentry of a post step that is cut short. Whoever calls this ends the process. */
  cancel(): void {
    const { keys, them } = inWords(this.#pages.size);
    this.#runner.warning(
      `Cancelled. ${keys} may still be active. Retire ${them} by hand: ${this.#where()}`,
    );
  }
}

/** So many keys, at the beginning of a sentence and later in it. */
function inWords(count: number): { readonly keys: string; readonly them: string } {
  return count > 1
    ? { keys: `${count} ephemeral client keys`, them: 'them' }
    : { keys: 'The ephemeral client key', them: 'it' };
}
