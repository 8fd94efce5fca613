import type { ClientKey } from './client-key.ts';
import { Failure } from './failure.ts';
import { formatLoader, type Loader, LOADER_OPTIONS, type LoaderOption } from './loader.ts';
import { formatRateLimit, type RateLimit, sameRateLimit } from './rate-limit.ts';
import { quote } from './text.ts';

/** How a key is to be set; `undefined` where nothing was said. */
export interface Settings {
  /** `null`: no limit. */
  readonly rateLimit?: RateLimit | null | undefined;
  /** The browser SDK version of the Loader Script. */
  readonly sdkVersion?: string | undefined;
  readonly loader?: Loader | undefined;
}

/** What is to be different about a key. */
export interface KeyChange {
  readonly name?: string;
  readonly isActive?: boolean;
  readonly rateLimit?: RateLimit | null;
  readonly sdkVersion?: string;
  /** Only the options that change. */
  readonly loader?: ReadonlyMap<LoaderOption, boolean>;
}

/** One setting of a key that is not as asked. */
export interface Difference {
  readonly setting: 'rate limit' | 'SDK version' | 'list of loader options';
  readonly is: string;
  readonly asked: string;
  readonly change: KeyChange;
}

/** What about a key is not as asked. An option that the server does not have is one that is off. */
export function differencesOf(
  { rateLimit, sdkVersion, loader }: Settings,
  key: ClientKey,
): Difference[] {
  const differences: Difference[] = [];
  if (rateLimit !== undefined && !sameRateLimit(rateLimit, key.rateLimit)) {
    differences.push({
      setting: 'rate limit',
      is: formatRateLimit(key.rateLimit),
      asked: formatRateLimit(rateLimit),
      change: { rateLimit },
    });
  }
  if (sdkVersion !== undefined && sdkVersion !== key.sdkVersion) {
    differences.push({
      setting: 'SDK version',
      is: key.sdkVersion === undefined ? 'unknown' : quote(key.sdkVersion),
      asked: quote(sdkVersion),
      change: { sdkVersion },
    });
  }
  const switched = LOADER_OPTIONS.filter(
    (option) => loader !== undefined && loader.has(option) !== key.loader.has(option),
  );
  if (loader !== undefined && switched.length > 0) {
    differences.push({
      setting: 'list of loader options',
      is: formatLoader(key.loader),
      asked: formatLoader(loader),
      change: { loader: new Map(switched.map((option) => [option, loader.has(option)])) },
    });
  }
  return differences;
}

/** The one change that settles all differences; `undefined` where there is none. */
export function changeFor(differences: readonly Difference[]): KeyChange | undefined {
  if (differences.length === 0) return undefined;
  return Object.assign({}, ...differences.map(({ change }) => change)) as KeyChange;
}

/**
 * @param offered the versions that the server has, as far as it says
 * @throws {Failure} when the version that was asked is none of them
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
