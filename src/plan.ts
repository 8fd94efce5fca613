import type { ClientKey } from './client-key.ts';
import { Failure } from './failure.ts';
import { formatRateLimit, type RateLimit, sameRateLimit } from './rate-limit.ts';
import type { KeyChange } from './sentry.ts';
import { quote } from './text.ts';

/** What to do when there is an active key of the name already. */
export type IfExists = 'reuse' | 'update' | 'rotate' | 'create' | 'fail';

/** What the workflow wants of the keys of one name. */
export interface Want {
  readonly state: 'present' | 'absent';
  readonly ifExists: IfExists;
  readonly rateLimit: RateLimit | null | undefined;
}

/** What is done about it. This is what a dry run tells and what a real run carries out. */
export type Plan =
  | { readonly action: 'create' }
  /** Create a key, deliver it, and only then retire these. */
  | { readonly action: 'rotate'; readonly retire: readonly ClientKey[] }
  /** `differs` names what is other than asked, as far as that is known. */
  | { readonly action: 'reuse'; readonly key: ClientKey; readonly differs: readonly string[] }
  | { readonly action: 'update'; readonly key: ClientKey; readonly change: KeyChange }
  | { readonly action: 'retire'; readonly retire: readonly ClientKey[] };

/**
 * Decides what to do.
 *
 * @param found all keys of the name, oldest first; inactive ones are retired and do not count
 * @throws {Failure} with `if-exists: fail` when there is an active one
 */
export function decide(want: Want, found: readonly ClientKey[]): Plan {
  const active = found.filter(({ isActive }) => isActive);
  const [oldest] = active;
  if (want.state === 'absent') return { action: 'retire', retire: active };
  if (oldest === undefined || want.ifExists === 'create') return { action: 'create' };
  if (want.ifExists === 'rotate') return { action: 'rotate', retire: active };
  if (want.ifExists === 'fail') {
    throw new Failure(
      `There is an active client key named ${quote(oldest.name)} already (its ID is ${oldest.id}), ` +
        'and if-exists is fail. Write another name, or another if-exists.',
    );
  }

  const { rateLimit } = want;
  const limitDiffers = rateLimit !== undefined && !sameRateLimit(rateLimit, oldest.rateLimit);
  if (want.ifExists === 'update' && limitDiffers) {
    return { action: 'update', key: oldest, change: { rateLimit } };
  }
  const differs = limitDiffers
    ? [`its rate limit is ${formatRateLimit(oldest.rateLimit)}, not ${formatRateLimit(rateLimit)}`]
    : [];
  return { action: 'reuse', key: oldest, differs };
}

/** What a plan does, as the end of "this step would …". */
export function describe(plan: Plan, name: string | undefined): string {
  const named = name === undefined ? 'with a name that Sentry invents' : `named ${quote(name)}`;
  switch (plan.action) {
    case 'create':
      return `create a client key ${named}`;
    case 'rotate':
      return `create a client key ${named}, deliver it and then retire ${count(plan.retire)}`;
    case 'reuse':
      return `use the client key ${named} that is there, and change nothing about it`;
    case 'update':
      return (
        `change the client key ${named}: its rate limit from ${formatRateLimit(plan.key.rateLimit)} ` +
        `to ${formatRateLimit(plan.change.rateLimit ?? null)}`
      );
    case 'retire':
      return plan.retire.length > 0
        ? `retire ${count(plan.retire)} ${named}`
        : `do nothing, since there is no active client key ${named}`;
  }
}

function count(keys: readonly ClientKey[]): string {
  return keys.length === 1 ? '1 client key' : `${keys.length} client keys`;
}

/** What became of the keys of the name, as the output `outcome` says it. */
export type Outcome = 'created' | 'reused' | 'updated' | 'rotated' | 'retired' | 'absent';

/** What a plan comes to once it is carried out. */
export function outcomeOf(plan: Plan): Outcome {
  switch (plan.action) {
    case 'create':
      return 'created';
    case 'rotate':
      return 'rotated';
    case 'reuse':
      return 'reused';
    case 'update':
      return 'updated';
    case 'retire':
      return plan.retire.length > 0 ? 'retired' : 'absent';
  }
}
