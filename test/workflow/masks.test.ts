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

/** As it would be done with few values: the longest first, each one everywhere. */
function replaceAll(secrets: readonly string[], text: string): string {
  let hidden = text;
  for (const secret of secrets.toSorted((a, b) => b.length - a.length)) {
    hidden = hidden.replaceAll(secret, '***');
  }
  return hidden;
}

/** Values as servers have them: a DSN, the same one with a secret, the key, the secret, a name. */
const secret = fc
  .tuple(fc.stringMatching(/^[0-9a-f]{8,10}$/), fc.stringMatching(/^[0-9a-f]{8,10}$/))
  .chain(([key, own]) => fc.constantFrom(`https://${key}@h/1`, `https://${key}:${own}@h/1`, key, `xs${own}`));

test('hides what replacing each value would hide', () => {
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1, maxLength: 6 }), fc.nat(1000), (secrets, seed) => {
      const [first = ''] = secrets;
      const parts = secrets.flatMap((one, index) => {
        const length = (seed * (index + 3)) % (one.length + 1);
        return [one, one.slice(0, length)];
      });
      for (const space of ['', ' ', ', ']) {
        const text = [...parts, first].join(`${space}=`);
        expect(masksOf(...secrets).hide(text)).toBe(replaceAll(secrets, text));
      }
    }),
  );
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
