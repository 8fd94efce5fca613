import { type ClientKey, type Endpoint, ENDPOINTS } from './client-key.ts';
import { Failure } from './failure.ts';
import { formatRateLimit } from './rate-limit.ts';

/**
 * The outputs that tell of a key, in the order in which they are set.
 *
 * @throws {Failure} when the answer that the key came in cannot be written as JSON
 */
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
    ['key', asJson(key.answer)],
  ];
}

function asJson(answer: unknown): string {
  try {
    return JSON.stringify(answer);
  } catch (cause) {
    throw new Failure(
      "Sentry's answer is nested too deeply to be passed on. Check that url is the address of a " +
        'Sentry server.',
      { cause },
    );
  }
}
