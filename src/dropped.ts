import type { ClientKey } from './client-key.ts';
import { formatRateLimit } from './rate-limit.ts';
import { differencesOf, type Settings } from './settings.ts';
import { quote } from './text.ts';

/** What was asked of a key. */
interface Wish extends Settings {
  readonly name?: string | undefined;
  readonly useCase?: string | undefined;
}

/**
 * What was asked for and is not in Sentry's answer, with the cause; Sentry itself says nothing.
 *
 * @param did what Sentry answered to
 */
export function droppedWishes(wish: Wish, key: ClientKey, did: 'created' | 'changed'): string[] {
  const { name, useCase, rateLimit } = wish;
  const warnings = differencesOf(wish, key).map(({ setting, is, asked }) => {
    if (setting !== 'rate limit') {
      return (
        `Sentry ${did} the client key, but its ${setting} is ${is}, not ${asked} as asked: older ` +
        'servers do not know every setting.'
      );
    }
    return rateLimit != null && key.rateLimit === null
      ? `Sentry ${did} the client key without the rate limit ${formatRateLimit(rateLimit)}: it ` +
          "drops the limit silently where the organization's plan has no rate limits for keys."
      : `Sentry ${did} the client key, but its rate limit is ${is}, not ${asked} as asked.`;
  });
  if (name !== undefined && name !== key.name) {
    warnings.push(
      `Sentry ${did} the client key, but its name is ${quote(key.name)}, not ${quote(name)} as ` +
        'asked: the next run does not find it. Rename it by hand.',
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
