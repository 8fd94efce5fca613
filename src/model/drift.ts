import { Failure } from '../failure.ts';
import { quote } from '../text.ts';
import type { ClientKey } from './client-key.ts';
import type { Settings } from './desired-key.ts';
import { formatLoader, LOADER_OPTIONS, type LoaderOption } from './loader.ts';
import { type RateLimit, sameRateLimit, showRateLimit } from './rate-limit.ts';

/** The changes to make to a key. */
export interface KeyPatch {
  readonly name?: string;
  readonly isActive?: boolean;
  readonly rateLimit?: RateLimit | null;
  readonly sdkVersion?: string;
  /** Only the options that change. */
  readonly loader?: ReadonlyMap<LoaderOption, boolean>;
}

/** One setting of a key that differs from the desired value. */
export interface Drift {
  readonly setting: 'rate limit' | 'SDK version' | 'list of loader options';
  readonly actual: string;
  readonly desired: string;
  readonly patch: KeyPatch;
}

/** Compares a key with its desired settings. An option that the server does not have is treated as off. */
export function driftOf({ rateLimit, sdkVersion, loader }: Settings, key: ClientKey): Drift[] {
  const drift: Drift[] = [];
  if (rateLimit !== undefined && !sameRateLimit(rateLimit, key.rateLimit)) {
    drift.push({
      setting: 'rate limit',
      actual: showRateLimit(key.rateLimit),
      desired: showRateLimit(rateLimit),
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

/** Whether all earlier drift remains, with the same actual values. */
export function sameDrift(before: readonly Drift[], after: readonly Drift[]): boolean {
  return before.every(({ setting, actual }) =>
    after.some((drift) => drift.setting === setting && drift.actual === actual),
  );
}

/** A single patch that fixes all drift; `undefined` if there is none. */
export function patchFor(drift: readonly Drift[]): KeyPatch | undefined {
  if (drift.length === 0) return undefined;
  return Object.assign({}, ...drift.map(({ patch }) => patch)) as KeyPatch;
}

/** The old and new value of each setting, such as `rate limit 5/1m → 1000/1h`. */
export function describeDrift(drift: readonly Drift[]): string {
  return drift.map(({ setting, actual, desired }) => `${setting} ${actual} → ${desired}`).join(', ');
}

/**
 * @param offered the versions that the server has, if it lists them
 * @throws {Failure} when the desired version is not among them
 */
export function requireOffered(
  { sdkVersion }: Pick<Settings, 'sdkVersion'>,
  offered: readonly string[] | undefined,
): void {
  if (sdkVersion === undefined || offered === undefined || offered.includes(sdkVersion)) return;
  throw new Failure(
    `Sentry does not offer the SDK version ${quote(sdkVersion)}. Set sdk-version to one of ` +
      `${offered.map((version) => quote(version)).join(', ')}.`,
  );
}

/** The values that a write asked for, to compare with the answer. */
interface Asked extends Settings {
  readonly name: string | undefined;
  readonly useCase: string | undefined;
}

/**
 * Writes a warning for each requested setting that the answer lacks. Sentry ignores a setting without reporting an
 * error.
 *
 * @param did the kind of write that the server answered
 */
export function droppedSettings(asked: Asked, key: ClientKey, did: 'created' | 'changed'): string[] {
  const { rateLimit, name, useCase } = asked;
  const warnings = driftOf(asked, key).map(({ setting, actual, desired }) =>
    setting === 'rate limit' && rateLimit != null && key.rateLimit === null
      ? `Sentry ${did} the client key without the rate limit ${showRateLimit(rateLimit)}. It drops the ` +
        "limit silently if the organization's plan has no rate limits for keys."
      : `Sentry ${did} the client key, but its ${setting} is ${actual} instead of ${desired}.` +
        (setting === 'rate limit' ? '' : ' Older servers do not support every setting.'),
  );
  if (name !== undefined && name !== key.name) {
    warnings.push(
      `Sentry ${did} the client key, but named it ${quote(key.name)} instead of ${quote(name)}. The next run ` +
        'does not find it. Rename it in Sentry.',
    );
  }
  // The use case defaults to `user`, and only Sentry's staff can see the member.
  if (did === 'created' && useCase !== undefined && useCase !== (key.useCase ?? 'user')) {
    warnings.push(
      `Sentry created the client key without the use case ${quote(useCase)}. Use cases other than "user" are ` +
        "reserved for Sentry's own staff, and older servers have none.",
    );
  }
  return warnings;
}
