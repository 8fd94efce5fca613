import { Failure } from '../failure.ts';
import { type ClientKey, type Endpoint, ENDPOINTS } from '../keys/client-key.ts';
import { isEndpoint, isSecretDsn } from '../keys/dsn.ts';
import { type Loader, LOADER_OPTIONS, type LoaderOption, parseSdkVersion } from '../keys/loader.ts';
import { asObject, isBoolean, isNumber, isString, isText, ObjectReader } from '../net/json.ts';
import { quote } from '../text.ts';

/** The member of `dynamicSdkLoaderOptions` for each option. */
export const LOADER_MEMBERS = {
  replay: 'hasReplay',
  performance: 'hasPerformance',
  debug: 'hasDebug',
  feedback: 'hasFeedback',
  'logs-and-metrics': 'hasLogsAndMetrics',
} as const satisfies Record<LoaderOption, string>;

/**
 * What a server may answer, as far as it is read here. `id`, `dsn.public` and what decides (active,
 * limit) have to be right; whatever else is missing or null is only not passed on. GlitchTip sends
 * no `secret`, older servers omit null members.
 */
export interface ClientKeyAnswer {
  id: string;
  name?: string | null | undefined;
  label?: string | null | undefined;
  projectId?: number | string | null | undefined;
  isActive?: boolean | null | undefined;
  rateLimit?: { count: number; window: number } | null | undefined;
  dateCreated?: string | null | undefined;
  browserSdkVersion?: string | null | undefined;
  useCase?: string | null | undefined;
  secret?: string | null | undefined;
  dsn: { public: string; secret?: string | null | undefined };
}

/**
 * Reads one client key out of Sentry's answer.
 *
 * @param doing what was asked for, as the beginning of an error: `Sentry created a client key, but`
 * @throws {Failure} when the answer is no client key
 */
export function readClientKey(answer: unknown, doing: string): ClientKey {
  const reader = new ObjectReader<ClientKeyAnswer>(answer);
  const dsn = reader.object('dsn');
  const id = reader.require('id', isId) ?? '';
  const publicDsn = dsn.require('public', isString) ?? '';
  const secretDsn = dsn.read('secret', isString) ?? '';
  const projectId = reader.read('projectId', isNumberOrString) ?? publicDsn.split('/').at(-1);
  // Read in any case, so that one of another type is noted.
  const [name, label] = [reader.read('name', isString), reader.read('label', isString)];
  reader.read('secret', isString);
  const key: ClientKey = {
    id,
    name: name ?? label ?? '',
    projectId: String(projectId),
    isActive: reader.read('isActive', isBoolean) ?? true,
    rateLimit: readRateLimit(reader),
    dateCreated: parseDate(reader.read('dateCreated', isString) ?? ''),
    sdkVersion: parseSdkVersion(reader.read('browserSdkVersion', isString) ?? ''),
    sdkVersions: sdkVersionsIn(answer),
    loader: loaderIn(answer),
    useCase: reader.read('useCase', isString),
    dsn: publicDsn,
    secretDsn: isSecretDsn(secretDsn) ? secretDsn : undefined,
    endpoints: endpointsIn(answer),
    answer,
  };
  if (reader.wrong.length === 0) return key;
  const problems = reader.wrong.map((path) => `${quote(path)} is not what it should be`);
  throw new Failure(
    `${doing} the answer is not a client key: ${problems.join(', ')}. Check that url is the ` +
      'address of a Sentry server.',
  );
}

function isId(value: unknown): value is string {
  return isString(value) && /^[0-9a-z-]{1,64}$/i.test(value);
}

function isNumberOrString(value: unknown): value is number | string {
  return isNumber(value) || isString(value);
}

function readRateLimit(reader: ObjectReader<ClientKeyAnswer>): ClientKey['rateLimit'] {
  if (!reader.has('rateLimit')) return null;
  const limit = reader.object('rateLimit');
  const count = limit.require('count', isNumber) ?? 0;
  const window = limit.require('window', isNumber) ?? 0;
  return { count, window };
}

/** The SDK versions that a key's answer offers as pairs of value and label; `undefined` if none. */
export function sdkVersionsIn(answer: unknown): string[] | undefined {
  const { choices } = asObject(asObject(answer)['browserSdk']);
  if (!Array.isArray(choices)) return undefined;
  const versions = choices.flatMap((pair: unknown) => {
    const version = asObject(pair)[0];
    return isText(version) ? (parseSdkVersion(version) ?? []) : [];
  });
  return versions.length === 0 ? undefined : versions;
}

function loaderIn(answer: unknown): Loader {
  const options = asObject(asObject(answer)['dynamicSdkLoaderOptions']);
  return new Set(LOADER_OPTIONS.filter((option) => options[LOADER_MEMBERS[option]] === true));
}

function endpointsIn(answer: unknown): ClientKey['endpoints'] {
  const dsn = asObject(asObject(answer)['dsn']);
  const endpoints: Partial<Record<Endpoint, string>> = {};
  for (const endpoint of ENDPOINTS) {
    const address = dsn[endpoint.replace('-', '_')];
    if (isText(address) && isEndpoint(address)) endpoints[endpoint] = address;
  }
  return endpoints;
}

// The clock of JavaScript stops at milliseconds; Sentry's dates have microseconds, or no fraction
// at all where it is zero.
function parseDate(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  const rest = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? '';
  return Number.isNaN(milliseconds) ? undefined : milliseconds + Number(rest.padEnd(3, '0')) / 1000;
}
