import { Failure } from '../failure.ts';
import { quote } from '../text.ts';
import type { ClientKey } from './client-key.ts';
import type { Settings } from './desired-key.ts';
import { formatLoader, LOADER_OPTIONS, type LoaderOption } from './loader.ts';
import { formatRateLimit, type RateLimit, sameRateLimit } from './rate-limit.ts';

/** What is changed about a key. */
export interface KeyPatch {
  readonly name?: string;
  readonly isActive?: boolean;
  readonly rateLimit?: RateLimit | null;
  readonly sdkVersion?: string;
  /** Only the options that change. */
  readonly loader?: ReadonlyMap<LoaderOption, boolean>;
}

/** One setting of a key that is not as desired. */
export interface Drift {
  readonly setting: 'rate limit' | 'SDK version' | 'list of loader options';
  readonly actual: string;
  readonly desired: string;
  readonly patch: KeyPatch;
}

/** What about a key is not as desired. An option that the server does not have counts as off. */
export function driftOf({ rateLimit, sdkVersion, loader }: Settings, key: ClientKey): Drift[] {
  const drift: Drift[] = [];
  if (rateLimit !== undefined && !sameRateLimit(rateLimit, key.rateLimit)) {
    drift.push({
      setting: 'rate limit',
      actual: formatRateLimit(key.rateLimit),
      desired: formatRateLimit(rateLimit),
      patch: { rateLimit },
    });
  }
  if (sdkVersion !== undefined && sdkVersion !== key.sdkVersion) {
    drift.push({
      setting: 'SDK version',
      actual: key.sdkVersion === undefined ? 'unknown' : quote(key.sdkVersion),
      desired: quote(sdkVersion),
      patch: { sdkVersion },
    });
  }
  const switched = LOADER_OPTIONS.filter(
    (option) => loader !== undefined && loader.has(option) !== key.loader.has(option),
  );
  if (loader !== undefined && switched.length > 0) {
    drift.push({
      setting: 'list of loader options',
      actual: formatLoader(key.loader),
      desired: formatLoader(loader),
      patch: { loader: new Map(switched.map((option) => [option, loader.has(option)])) },
    });
  }
  return drift;
}

/** Whether settings are as far from what is desired as before. */
export function sameDrift(before: readonly Drift[], after: readonly Drift[]): boolean {
  return before.every(({ setting, actual }) =>
    after.some((drift) => drift.setting === setting && drift.actual === actual),
  );
}

/** The one patch that settles all drift; `undefined` where there is none. */
export function patchFor(drift: readonly Drift[]): KeyPatch | undefined {
  if (drift.length === 0) return undefined;
  return Object.assign({}, ...drift.map(({ patch }) => patch)) as KeyPatch;
}

/**
 * @param offered the versions that the server has, as far as it says
 * @throws {Failure} when the desired version is none of them
 */
export function requireOffered(
  { sdkVersion }: Pick<Settings, 'sdkVersion'>,
  offered: readonly string[] | undefined,
): void {
  if (sdkVersion === undefined || offered === undefined || offered.includes(sdkVersion)) return;
  throw new Failure(
    `Sentry does not offer the SDK version ${quote(sdkVersion)}. Write one of these as ` +
      `sdk-version: ${offered.map((version) => quote(version)).join(', ')}.`,
  );
}
