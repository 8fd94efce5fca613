import { type ClientKey, type Endpoint, ENDPOINTS } from './client-key.ts';
import { formatRateLimit } from './rate-limit.ts';

/** What became of the key. */
export type Outcome = 'created';

/** The outputs of the action, in the order in which they are set. */
export function outputsOf(key: ClientKey, outcome: Outcome): [name: string, value: string][] {
  return [
    ['dsn', key.dsn],
    ...(key.secretDsn === undefined ? [] : [['dsn-secret', key.secretDsn] as [string, string]]),
    ['key-id', key.id],
    ['name', key.name],
    ['project-id', key.projectId],
    ['rate-limit', formatRateLimit(key.rateLimit)],
    ['active', String(key.isActive)],
    ['outcome', outcome],
    ['retired', '0'],
    ...Object.entries(key.endpoints).map(([endpoint, address]): [string, string] => [
      ENDPOINTS[endpoint as Endpoint],
      address,
    ]),
    ['key', JSON.stringify(key.answer)],
  ];
}
