import type { ClientKey } from './client-key.ts';
import { Failure } from './failure.ts';
import {
  changeFor,
  type Difference,
  differencesOf,
  type KeyChange,
  type Settings,
} from './settings.ts';
import { quote } from './text.ts';

/** What to do when there is an active key of the name already. */
export type IfExists = 'reuse' | 'update' | 'rotate' | 'create' | 'fail';

/** What the workflow wants of the keys of one name. */
export interface Want extends Settings {
  readonly state: 'present' | 'absent';
  readonly ifExists: IfExists;
}

/** What is done about it. This is what a dry run tells and what a real run carries out. */
export type Plan =
  /** Create the project; what is done about its keys is seen then. */
  | { readonly action: 'create-project' }
  | { readonly action: 'create' }
  /** Create a key, deliver it, and only then retire these. */
  | { readonly action: 'rotate'; readonly retire: readonly ClientKey[] }
  /** `differs` is what is other than asked. */
  | { readonly action: 'reuse'; readonly key: ClientKey; readonly differs: readonly Difference[] }
  | {
      readonly action: 'update';
      readonly key: ClientKey;
      readonly differs: readonly Difference[];
      readonly change: KeyChange;
    }
  | { readonly action: 'retire'; readonly retire: readonly ClientKey[] };

/**
 * Decides what to do in a project that is there.
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

  const differs = differencesOf(want, oldest);
  const change = want.ifExists === 'update' ? changeFor(differs) : undefined;
  return change === undefined
    ? { action: 'reuse', key: oldest, differs }
    : { action: 'update', key: oldest, differs, change };
}

/**
 * What a plan does, as the end of "this step would …".
 *
 * @param name of the keys that it is about
 * @param project `organization/project`
 */
export function describe(plan: Plan, name: string | undefined, project: string): string {
  const named = name === undefined ? 'with a name that Sentry invents' : `named ${quote(name)}`;
  switch (plan.action) {
    case 'create-project': {
      const renamed = name === undefined ? '' : `, ${named}`;
      return `create the project ${project}, and use the client key that Sentry makes with it${renamed}`;
    }
    case 'create':
      return `create a client key ${named}`;
    case 'rotate':
      return `create a client key ${named}, deliver it and then retire ${count(plan.retire)}`;
    case 'reuse':
      return `use the client key ${named} that is there, and change nothing about it`;
    case 'update': {
      const changes = plan.differs.map(
        ({ setting, is, asked }) => `its ${setting} from ${is} to ${asked}`,
      );
      return `change the client key ${named}: ${changes.join(', ')}`;
    }
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
    case 'create-project':
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
