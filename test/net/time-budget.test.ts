import { TimeBudget } from '../../src/net/time-budget.ts';
import { VirtualClock } from '../harness/in-process.ts';

test('counts the time that is spent, once, and no time in between', async () => {
  const clock = new VirtualClock();
  const budget = new TimeBudget(1000, clock);
  const pass = (milliseconds: number) => () => clock.sleep(milliseconds);
  await budget.spend(async () => {
    await budget.spend(pass(300));
    expect(budget.leftMs).toBe(700);
  });
  clock.pass(5000);
  expect(budget.leftMs).toBe(700);
  await expect(
    budget.spend(async () => {
      await clock.sleep(100);
      throw new Error('failed');
    }),
  ).rejects.toThrow('failed');
  await budget.spend(pass(200));
  expect(budget.leftMs).toBe(400);
});
