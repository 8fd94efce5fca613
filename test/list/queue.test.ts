import { inQueue } from '../../src/list/throttle.ts';

test('does all of it, twenty at once', async () => {
  const done: number[] = [];
  let underWay = 0;
  let most = 0;
  const items = Array.from({ length: 50 }, (_, index) => index);
  await inQueue(items, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await Promise.resolve();
    underWay -= 1;
    done.push(item);
  });
  expect(done.toSorted((a, b) => a - b)).toEqual(items);
  expect(most).toBe(20);
});

test('rejects with what the work throws', async () => {
  const work = (item: number) => (item === 2 ? Promise.reject(new Error('the second')) : Promise.resolve());
  await expect(inQueue([1, 2, 3], work)).rejects.toThrow('the second');
});
