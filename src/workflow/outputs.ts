import type { ClientKey } from '../keys/client-key.ts';
import { outcomeOf } from '../keys/plan.ts';
import type { Progress } from '../keys/progress.ts';
import { formatRateLimit } from '../keys/rate-limit.ts';
import type { Output } from './runner.ts';

/** The outputs about a key, in the order in which they are set. */
export function keyOutputs(key: ClientKey): Output[] {
  const secretDsn: Output[] = key.secretDsn === undefined ? [] : [['dsn-secret', key.secretDsn]];
  return [
    ['dsn', key.dsn],
    ...secretDsn,
    ['key-id', key.id],
    ['name', key.name],
    ['project-id', key.projectId],
    ['rate-limit', formatRateLimit(key.rateLimit)],
    ['active', String(key.isActive)],
    ...Object.entries(key.endpoints),
    ['key', JSON.stringify(key.answer)],
  ];
}

/** The outputs about what was done. A run that failed sets only those that are already true. */
export function runOutputs(progress: Progress): Output[] {
  const { plan, isComplete, isDelivered, projectCreated, retired } = progress;
  const outputs: Output[] = [];
  if (plan !== undefined && (isComplete || isDelivered)) outputs.push(['outcome', outcomeOf(plan)]);
  if (isComplete || projectCreated === 'yes') {
    outputs.push(['project-created', String(projectCreated === 'yes')]);
  }
  if (isComplete || retired > 0) outputs.push(['retired', String(retired)]);
  return outputs;
}
