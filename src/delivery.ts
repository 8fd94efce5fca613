import { type ClientKey, type Endpoint, ENDPOINTS } from './client-key.ts';
import { formatRateLimit } from './rate-limit.ts';

/** The outputs that tell of a key, in the order in which they are set. */
export function outputsOf(key: ClientKey): [name: string, value: string][] {
  const secretDsn: [string, string][] =
    key.secretDsn === undefined ? [] : [['dsn-secret', key.secretDsn]];
  return [
    ['dsn', key.dsn],
    ...secretDsn,
    ['key-id', key.id],
    ['name', key.name],
    ['project-id', key.projectId],
    ['rate-limit', formatRateLimit(key.rateLimit)],
    ['active', String(key.isActive)],
    ...Object.entries(key.endpoints).map(([endpoint, address]): [string, string] => [
      ENDPOINTS[endpoint as Endpoint],
      address,
    ]),
    ['key', JSON.stringify(key.answer)],
  ];
}
