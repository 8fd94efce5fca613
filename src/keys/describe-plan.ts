import { quote } from '../text.ts';
import type { ClientKey } from './client-key.ts';
import type { Drift } from './drift.ts';
import type { Due, Plan, Replaced } from './plan.ts';

/**
 * What a plan does, as the end of "this step would …".
 *
 * @param name of the keys that it is about
 * @param project `organization/project`
 */
export function describePlan(plan: Plan, name: string | undefined, project: string): string {
  const named = name === undefined ? 'with a name that Sentry invents' : `named ${quote(name)}`;
  switch (plan.action) {
    case 'create-project': {
      const renamed = name === undefined ? '' : `, ${named}`;
      return `create the project ${project}, and use the client key that Sentry makes with it${renamed}`;
    }
    case 'create':
      return `create a client key ${named}`;
    case 'rotate':
      return `create a client key ${named}, deliver it and then ${describeReplaced(plan)}`;
    case 'finish-rotation':
      return (
        `deliver the client key ${named} that a rotation created and did not deliver` +
        `${describeDrift(plan.drift)}, and then ${describeReplaced(plan)}`
      );
    case 'reuse':
      return (
        `use the client key ${named} that is there, and change nothing about it` +
        describeDue(plan.due)
      );
    case 'update': {
      return `change the client key ${named}: ${changesOf(plan.drift)}`;
    }
    case 'retire':
      return plan.retire.length > 0
        ? `retire ${countOf(plan.retire)} ${named}`
        : `do nothing, since there is no active client key ${named}`;
  }
}

function describeDrift(drift: readonly Drift[]): string {
  return drift.length === 0 ? '' : `, change ${changesOf(drift)}`;
}

function changesOf(drift: readonly Drift[]): string {
  return drift
    .map(({ setting, actual, desired }) => `its ${setting} from ${actual} to ${desired}`)
    .join(', ');
}

function describeReplaced({ retire, until, due }: Replaced): string {
  const count = countOf(retire);
  const replaced = until === undefined ? `retire ${count}` : `set ${count} aside until ${until}`;
  return `${replaced}${describeDue(due)}`;
}

function describeDue(due: Due | undefined): string {
  const keys = due?.keys ?? [];
  return keys.length === 0
    ? ''
    : `; retire ${countOf(keys)} whose grace is over, unless they are in use`;
}

function countOf(keys: readonly ClientKey[]): string {
  return keys.length === 1 ? '1 client key' : `${keys.length} client keys`;
}
