import fc from 'fast-check';
import { Masks } from '../../src/workflow/masks.ts';

function masksOf(...secrets: readonly string[]): Masks {
  const masks = new Masks();
  for (const secret of secrets) masks.add(secret);
  return masks;
}

const id = 'a1'.repeat(16);
const dsn = `https://${id}@o1.ingest.example/4506`;

test.each<[what: string, secrets: string[], text: string, shown: string]>([
  ['a value wherever it is', [id], `${id} and ${id}${id}.`, '*** and ******.'],
  ['the longer of two that begin alike', [id, dsn], `see ${dsn}`, 'see ***'],
  ['the longer one, whichever came first', [dsn, id], `see ${dsn} ${id}`, 'see *** ***'],
  ['one within another, where only that shows', [dsn, id], `key ${id}`, 'key ***'],
  ['no value of fewer than eight characters', ['x', '1234567'], 'x 1234567', 'x 1234567'],
  ['what another value begins with', ['https://', dsn], `https://x ${dsn}`, '***x ***'],
  ['values with lines', ['two\nlines are one'], 'a two\nlines are one', 'a ***'],
  ['nothing where there is nothing', [], dsn, dsn],
])('hides %s', (_, secrets, text, shown) => {
  expect(masksOf(...secrets).hide(text)).toBe(shown);
});

test('no value is left in any text', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 60 });
  const values = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), minLength: 8, maxLength: 10 });
  fc.assert(
    fc.property(fc.array(values, { maxLength: 5 }), letters, (secrets, text) => {
      const hidden = masksOf(...secrets).hide(text);
      for (const value of secrets) expect(hidden).not.toContain(value);
    }),
    { numRuns: 500 },
  );
});
