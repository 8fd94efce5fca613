import fc from 'fast-check';
import { stringify } from 'yaml';
import { itemsOf, labelsOf, problemsOf } from './read-items.ts';

const inputs = ['project', 'name', 'rate-limit', 'env-name', 'secret-name', 'loader', 'team'];
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const records = fc.array(fc.dictionary(fc.constantFrom(...inputs), text, { maxKeys: 5 }), {
  minLength: 1,
  maxLength: 5,
});

test('JSON and YAML of the same list have the same values', () => {
  fc.assert(
    fc.property(records, fc.constantFrom(2, undefined), (list, indent) => {
      const filled = list.map((item) =>
        Object.fromEntries(Object.entries(item).filter(([, value]) => value.trim() !== '')),
      );
      expect(itemsOf(JSON.stringify(list, null, indent))).toEqual(filled);
      expect(itemsOf(stringify(list))).toEqual(filled);
      expect(itemsOf(stringify(list, { collectionStyle: 'flow', lineWidth: 20 }))).toEqual(filled);
    }),
    { numRuns: 150 },
  );
});

const piece = fc.oneof(
  fc.constantFrom(
    ...['- ', '\n', '\n  ', '\n- ', ': ', ', ', '[', ']', '{', '}', '? ', '| ', '>-\n', '#', '"', "'"],
    ...['&a ', '*a', '*a ', '<<: ', '!!binary ', '!!set ', '!<x> ', '! ', '---\n', '...\n', '\\', '%'],
    ...['%YAML 1.2\n', '%TAG ! !x\n', '\t', '\0', '\r', '\ufeff', '\u2028', '\\ud800', '~', 'null'],
    ...['project', 'name: ', 'project: web', 'name: ci', '- {project: web, name: ci}\n', '__proto__'],
    ...['x'.repeat(3000), '['.repeat(300), '{a: '.repeat(300), '- '.repeat(300), '&b [*a, *a]'],
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

const LABEL = /^keys\[\d+\](?: \([\w-]+\))?$/;
const beginning = fc.constantFrom('', '- {project: web, name: ci}\n', '- name: ');

test('any text gives items or problems, which are safe to show', () => {
  const count = { read: 0, refused: 0 };
  fc.assert(
    fc.property(beginning, fc.array(piece, { maxLength: 8 }), (start, pieces) => {
      const all = problemsOf(start + pieces.join(''));
      count[all.length === 0 ? 'read' : 'refused'] += 1;
      for (const label of labelsOf(start + pieces.join(''))) expect(label).toMatch(LABEL);
      for (const problem of all) expect(problem).not.toMatch(/[\p{Cc}\p{Cs}]|##\[/u);
    }),
    { numRuns: 600 },
  );
  expect(Math.min(...Object.values(count))).toBeGreaterThan(20);
});
