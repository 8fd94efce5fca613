import type { ClientKey } from './client-key.ts';
import { formatRateLimit, sameRateLimit } from './rate-limit.ts';
import type { KeyWish } from './sentry.ts';
import { quote } from './text.ts';

/**
 * What was asked for and is not in Sentry's answer, with the cause; Sentry itself says nothing.
 *
 * @param did what Sentry answered to
 */
export function droppedWishes(
  { rateLimit, useCase }: Pick<KeyWish, 'rateLimit' | 'useCase'>,
  key: ClientKey,
  did: 'created' | 'changed',
): string[] {
  const warnings: string[] = [];
  if (rateLimit != null && key.rateLimit === null) {
    warnings.push(
      `Sentry ${did} the client key without the rate limit ${formatRateLimit(rateLimit)}: it ` +
        "drops the limit silently where the organization's plan has no rate limits for keys.",
    );
  } else if (rateLimit !== undefined && !sameRateLimit(rateLimit, key.rateLimit)) {
    warnings.push(
      `Sentry ${did} the client key, but its rate limit is ${formatRateLimit(key.rateLimit)}, ` +
        `not ${formatRateLimit(rateLimit)} as asked.`,
    );
  }
  // Keys are for the use case `user` unless said otherwise, and only staff see the member at all.
  if (useCase !== undefined && useCase !== (key.useCase ?? 'user')) {
    warnings.push(
      `Sentry ${did} the client key without the use case ${quote(useCase)}: all but "user" are ` +
        "reserved to Sentry's own staff and dropped silently for everyone else.",
    );
  }
  return warnings;
}
