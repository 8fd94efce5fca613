import PQueue from 'p-queue';

/** Pieces of work, or requests, that are under way at the same moment at the most. */
export const MOST_AT_ONCE = 20;

/** Does the same with many things, some of them side by side. Rejects with the first that `work` throws. */
export async function inQueue<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = new PQueue({ concurrency: MOST_AT_ONCE });
  await queue.addAll(items.map((item) => () => work(item)));
}
