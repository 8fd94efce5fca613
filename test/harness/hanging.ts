/**
 * For a step that is ended while it waits.
 *
 * @returns an option of the local Sentry, and what is settled once so many requests hang
 */
export function untilHanging(count = 1): { onHang: () => void; hanging: Promise<undefined> } {
  const { promise: hanging, resolve } = Promise.withResolvers<undefined>();
  let left = count;
  const onHang = (): void => {
    left -= 1;
    if (left === 0) resolve(undefined);
  };
  return { onHang, hanging };
}
