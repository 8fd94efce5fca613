import { quote } from '../text.ts';
import type { ClientKey } from './client-key.ts';
import type { DesiredKey } from './desired-key.ts';
import { driftOf } from './drift.ts';
import { formatRateLimit } from './rate-limit.ts';

/**
 * A sentence, with the cause, for each setting that a server ignored: it is desired and not in the
 * answer. Sentry itself says nothing about it.
 *
 * @param did what the server answered to; `kept` where it was asked for a change and changed nothing
 */
export function ignoredSettings(
  { rateLimit, sdkVersion, loader, name, useCase }: DesiredKey,
  key: ClientKey,
  did: 'created' | 'changed' | 'kept',
): string[] {
  const warnings = driftOf({ rateLimit, sdkVersion, loader }, key).map(
    ({ setting, actual, desired }) => {
      if (setting !== 'rate limit') {
        return (
          `Sentry ${did} the client key, but its ${setting} is ${actual}, not ${desired} as asked: ` +
          'older servers do not know every setting.'
        );
      }
      return rateLimit != null && key.rateLimit === null
        ? `Sentry ${did} the client key without the rate limit ${formatRateLimit(rateLimit)}: it ` +
            "drops the limit silently where the organization's plan has no rate limits for keys."
        : `Sentry ${did} the client key, but its rate limit is ${actual}, not ${desired} as asked.`;
    },
  );
  if (name !== undefined && name !== key.name) {
    warnings.push(
      `Sentry ${did} the client key, but its name is ${quote(key.name)}, not ${quote(name)} as ` +
        'asked: the next run does not find it. Rename it by hand.',
    );
  }
  // Only a create takes a use case. Keys are for `user` unless something else is said, and only
  // staff see the member at all.
  if (did === 'created' && useCase !== undefined && useCase !== (key.useCase ?? 'user')) {
    warnings.push(
      `Sentry ${did} the client key without the use case ${quote(useCase)}: all but "user" are ` +
        "reserved for Sentry's own staff and dropped silently for everyone else. Older servers have none.",
    );
  }
  return warnings;
}
