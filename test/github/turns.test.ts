import { Turns } from '../../src/github/turns.ts';
import { SharedClock } from '../harness/shared-clock.ts';

/** Lets writes take their turns, and tells when each one began and was over. */
function playWrites(takesMs: number) {
  const clock = new SharedClock();
  const turns = new Turns(clock);
  const begins: number[] = [];
  let atOnce = 0;
  const write = (login: string, fails = false) =>
    turns.take(login, async () => {
      atOnce += 1;
      if (atOnce > 1 && login.toLowerCase() === 'acme') throw new Error('two at once');
      begins.push(clock.now());
      await clock.sleep(takesMs);
      atOnce -= 1;
      if (fails) throw new Error('forbidden');
      return begins.length;
    });
  return { clock, begins, write };
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

test('writes of one owner follow each other, in the order in which they asked', async () => {
  const { begins, write } = playWrites(20);
  const order = await Promise.all(times(10, (index) => write(index % 2 ? 'acme' : 'ACME')));
  expect(order).toEqual(times(10, (index) => index + 1));
  expect(begins).toEqual(times(10, (index) => index * 20));
});

test('after the tenth, a second passes from the beginning of one write to that of the next', async () => {
  const { begins, write } = playWrites(20);
  await Promise.all(times(14, () => write('acme')));
  const tenth = 9 * 20;
  expect(begins.slice(9)).toEqual(times(5, (index) => tenth + index * 1000));
});
