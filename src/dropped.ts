import type { ClientKey } from './client-key.ts';
import { formatRateLimit, sameRateLimit } from './rate-limit.ts';
import type { KeyWish } from './sentry.ts';
import { quote } from './text.ts';

/** What was asked for and is not in Sentry's answer, with the cause; Sentry itself says nothing. */
export function droppedWishes(wish: KeyWish, key: ClientKey): string[] {
  const warnings: string[] = [];
  const { rateLimit, useCase } = wish;
  if (rateLimit != null && key.rateLimit === null) {
    warnings.push(
      `Sentry created the client key without the rate limit ${formatRateLimit(rateLimit)}: it ` +
        "drops the limit silently where the organization's plan has no rate limits for keys.",
    );
  } else if (rateLimit != null && !sameRateLimit(rateLimit, key.rateLimit)) {
    warnings.push(
      `Sentry created the client key with the rate limit ${formatRateLimit(key.rateLimit)}, ` +
        `not ${formatRateLimit(rateLimit)} as asked.`,
    );
  }
  // Keys are for the use case `user` unless said otherwise, and only staff see the member at all.
  if (useCase !== undefined && useCase !== (key.useCase ?? 'user')) {
    warnings.push(
      `Sentry created the client key without the use case ${quote(useCase)}: all but "user" are ` +
        "reserved to Sentry's own staff and dropped silently for everyone else.",
    );
  }
  return warnings;
}
