import fc from 'fast-check';
import { shardOf } from '../../src/inputs/shard.ts';
import { listProblemsOf, readList } from './read-list.ts';

const items = ['web', 'api', 'ios', 'android', 'backend'].flatMap((project) =>
  ['ci', 'prod'].map((name) => ({ project, name })),
);

// Another hash in another version would leave keys out of a matrix that has both.
test.each([
  ['web', 10_007, 9596],
  ['api', 10_007, 5833],
  ['4506', 10_007, 1376],
  ['a-b_c', 10_007, 1308],
])('the part of %s never changes', (project, total, index) => {
  expect(shardOf(project, total)).toBe(index);
});

test('the parts have every key once, in order, and all keys of a project together', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), (total) => {
      const parts = Array.from({ length: total }, (_, index) =>
        readList(items, { shard: `${index}/${total}` }).keys.map(({ project, name }) => ({
          project,
          name,
        })),
      );
      expect(parts.flat()).toHaveLength(items.length);
      expect(parts.flat()).toEqual(expect.arrayContaining(items));
      for (const part of parts) {
        const projects = new Set(part.map(({ project }) => project));
        expect(part).toEqual(items.filter(({ project }) => projects.has(project)));
      }
    }),
    { numRuns: 30 },
  );
});

test('the parts are about even', () => {
  const part = Array.from({ length: 4000 }, (_, i) => shardOf(`project-${i}`, 8));
  const sizes = Array.from({ length: 8 }, (_, index) => part.filter((it) => it === index).length);
  expect(Math.min(...sizes)).toBeGreaterThan(430);
});

test('without shard, all keys are done', () => {
  expect(readList(items).keys).toHaveLength(items.length);
  expect(readList(items, { shard: ' 00/01\n' }).keys).toHaveLength(items.length);
});

test('problems anywhere in the list are errors in every shard', () => {
  const list = [...items, { project: 'web', name: 'x', loader: 'y' }, items[0] ?? {}];
  const problems = ['keys[10] (web): loader: ', 'keys[11] (web): name: '].map(
    (start) => expect.stringContaining(start) as unknown,
  );
  for (const shard of ['', '0/3', '1/3', '2/3']) {
    expect(listProblemsOf(list, { shard })).toEqual(problems);
  }
});

test.each([
  '1/1',
  '0/0',
  '-1/2',
  '/',
  '1',
  '1/',
  '/2',
  '0.5/2',
  '1 / 2',
  '0/100000',
  'a/b',
  '1/2/3',
])('%s is no shard', (shard) => {
  expect(listProblemsOf(items, { shard })).toEqual([
    `shard: "${shard}" is not valid; write INDEX/TOTAL, counted from 0, such as ` +
      '${{ strategy.job-index }}/${{ strategy.job-total }}.',
  ]);
});

test.each(['', ' \n'])('a shard needs a list, and %j is none', (keys) => {
  expect(listProblemsOf(keys, { shard: '0/2' })).toEqual([
    'shard: was given without a list of keys. Add keys or keys-file, or leave shard out. If the workflow does ' +
      'give a list, its expression came out empty.',
  ]);
});
