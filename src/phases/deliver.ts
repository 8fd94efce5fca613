import { Failure } from '../failure.ts';
import type { CheckedDestination } from '../github/store.ts';
import type { ClientKey } from '../model/client-key.ts';
import { titleOf } from '../model/destination.ts';
import { oddityOf, requireUsable } from '../model/dsn.ts';
import { asObject, isText } from '../net/json.ts';
import { quote } from '../text.ts';
import { SHORTEST_MASKED } from '../workflow/masks.ts';
import { keyOutputs } from '../workflow/outputs.ts';
import type { KeyRun } from './key-run.ts';
import { isCurrent } from './retire.ts';
import { LOOK_HOLDS_MS } from './timing.ts';

/**
 * Checks that the DSN can be stored at GitHub. This happens before a key is created or changed, because a missing
 * permission must not leave a key without its secret.
 *
 * @throws {Failure} when the DSN cannot be stored
 */
export async function checkDelivery({ desired, github }: KeyRun): Promise<readonly CheckedDestination[]> {
  return desired.mode === 'retire' ? [] : ((await github?.check(desired.destinations)) ?? []);
}

/**
 * Passes a key's DSN to the workflow and stores it at GitHub. The key's secrets are already masked.
 *
 * @throws {Failure} when the DSN could not be delivered everywhere; a new key stays, and the next run delivers it
 */
export async function deliver(key: ClientKey, destinations: readonly CheckedDestination[], run: KeyRun): Promise<void> {
  const { desired, progress, runner } = run;
  requireDeliverable(key, run);
  runner.outputs(keyOutputs(key, progress));
  for (const name of desired.envNames) {
    runner.variable(name, key.dsn);
    progress.delivered.push(variableTitle(name));
  }
  await store(key, destinations, run);
  progress.isDelivered = true;
}

/** Passes the key that a dry run found to the workflow, and records where its DSN would go. */
export function deliverDry(run: KeyRun): void {
  const { desired, progress, runner } = run;
  const { key, plan } = progress;
  if (key !== undefined) {
    requireDeliverable(key, run);
    runner.outputs(keyOutputs(key, progress));
  }
  if (plan?.action === 'retire' || plan?.action === 'none') return;
  progress.delivered.push(...desired.envNames.map(variableTitle), ...desired.destinations.map(titleOf));
}

/** @throws {Failure} when the DSN of the key would receive no events */
function requireDeliverable(key: ClientKey, { session }: KeyRun): void {
  requireUsable(key, session.baseUrl);
  const oddity = oddityOf(key.dsn, session.baseUrl);
  if (oddity !== undefined) session.log.warning(oddity);
  const { secret } = asObject(key.answer);
  if (!isText(secret) || secret.length >= SHORTEST_MASKED) return;
  session.log.warning(
    `The secret key of the client key ${quote(key.name)} has fewer than ${SHORTEST_MASKED} characters, so it is not ` +
      'masked. Replace the client key.',
  );
}

function variableTitle(name: string): string {
  return `the environment variable ${name} of later steps`;
}

/**
 * Stores the DSN in every destination. A failure does not stop the others.
 *
 * @throws {Failure} when it could not be stored everywhere
 */
async function store(key: ClientKey, destinations: readonly CheckedDestination[], run: KeyRun): Promise<void> {
  const { progress, session, github } = run;
  if (github === undefined) return;
  const failures: Failure[] = [];
  for (const destination of destinations) {
    const { title } = destination.target;
    try {
      await github.store(destination, key.dsn, () => requireCurrent(key, run));
      progress.delivered.push(title);
      session.log.info(`Stored the DSN in ${title}.`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      progress.undelivered.push({ title, reason: error.message });
      failures.push(error);
      session.log.info(`Could not store the DSN in ${title}.`);
    }
  }
  if (failures.length === 0) return;
  throw new Failure(
    `The DSN of the client key ${quote(key.name)} could not be stored everywhere. ` +
      progress.undelivered.map(({ reason }) => reason).join(' '),
    {
      reason: `The DSN could not be stored everywhere. ${[...new Set(failures.map(({ reason }) => reason))].join(' ')}`,
      unavailable: failures.find(({ unavailable }) => unavailable !== undefined)?.unavailable,
    },
  );
}

/**
 * Checks that this is still the key to deliver, unless the last look was recent.
 *
 * @throws {Failure} when it is not, or when Sentry refuses or cannot be reached
 */
async function requireCurrent(key: ClientKey, { session, progress }: KeyRun): Promise<void> {
  const now = session.clock.now();
  if (now - progress.seenAt < LOOK_HOLDS_MS) return;
  if (!(await isCurrent(session, key))) {
    throw new Failure(
      `Another run replaced or retired the client key ${quote(key.name)} before its DSN was stored, so the DSN ` +
        'was not stored. Run the job again.',
    );
  }
  progress.seenAt = now;
}
