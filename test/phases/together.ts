/**
 * Lets so many calls of some kinds in together, so that all runs look before one of them acts.
 *
 * @returns what the local Sentry holds requests back with
 */
export function together(count: number, ...kinds: readonly string[]) {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let calls = 0;
  return ({ call }: { call: string }) => {
    if (!kinds.includes(call) || calls === count) return undefined;
    calls += 1;
    if (calls === count) resolve(undefined);
    return promise;
  };
}
