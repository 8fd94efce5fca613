/** A list does with each key what a step about that key alone does, whatever keys there are. */
import fc from 'fast-check';
import { inProcess, type Place } from '../harness/in-process.ts';
import { addOldKey } from '../harness/old-key.ts';
import { toldOf } from '../harness/told.ts';
import type { LocalSentry, StoredKey } from '../local-sentry/index.ts';
import type { Item } from '../step/list.ts';

/** The keys of a project that are there already, and what is wanted of it. */
interface Project {
  readonly keys: readonly Partial<StoredKey>[];
  readonly wanted: Item;
}

const five = { count: 5, window: 60 };
const there = fc.record({
  name: fc.constantFrom('ci', 'ci', 'CI', 'Default', 'ci (until 2020-01-01)'),
  isActive: fc.constantFrom(true, true, false),
  rateLimit: fc.constantFrom(null, five),
  dateCreated: fc.constantFrom('2024-05-01T00:00:00.000000Z', '2024-06-01T00:00:00.000000Z'),
});
const given = (input: string, ...values: string[]) =>
  fc.constantFrom({}, ...values.map((value) => ({ [input]: value })));
const settings = given('rate-limit', '5/60', 'none');
const project: fc.Arbitrary<Project> = fc.record({ keys: fc.array(there, { maxLength: 3 }), wanted: settings });
/** What the step has beside its list. */
const step = fc.constantFrom<Item>(
  ...[{}, {}, { mode: 'create' }, { mode: 'update', 'rate-limit': '6/60' }, { mode: 'find' }],
  ...[{ mode: 'rotate', 'max-age': '30d', grace: 'none' }],
  ...[{ mode: 'rotate', 'max-age': '900d', grace: '2d' }],
  ...[{ mode: 'rotate', 'max-age': '30d', grace: '2d' }],
  ...[{ mode: 'retire' }, { mode: 'retire', 'retire-method': 'delete' }],
);
/** Modes that set nothing. */
const hasSettings = ({ mode = '' }: Item) => mode !== 'find' && mode !== 'retire';

const slugs = (projects: readonly Project[]) => projects.map((_, index) => `p${index}`);

/** What is there in the end, and what came of each key: outcomes or errors, and then warnings. */
async function play(
  projects: readonly Project[],
  step: Item,
  act: (place: Place, items: readonly Item[]) => Promise<readonly string[]>,
) {
  const scopes = ['org:read', 'project:admin'];
  const skew = Date.parse('2026-01-01T12:00:00Z') - Date.now();
  let ended: object = {};
  await inProcess({ scopes, skew }, async (place) => {
    for (const [index, { keys }] of projects.entries()) {
      place.sentry.addProject(`p${index}`);
      for (const key of keys) addOldKey(place.sentry, `p${index}`, key);
    }
    const items = projects.map(({ wanted }, index) => ({
      ...{ project: `p${index}`, name: 'ci' },
      ...(hasSettings(step) && wanted),
    }));
    const said = await act(place, items);
    ended = { said, keys: slugs(projects).map((slug) => stateOf(place.sentry, slug)) };
  });
  return ended;
}

const stateOf = (sentry: LocalSentry, slug: string) =>
  sentry.keys(slug).map(({ name, isActive, rateLimit }) => ({ name, isActive, rateLimit }));

/** Without what differs from server to server. */
const plain = (text: string): string => text.replace(/127\.0\.0\.1:\d+/g, 'host').replace(/[0-9a-f]{32}/g, 'ID');

const asList = (projects: readonly Project[], step: Item) =>
  play(projects, step, async ({ run }, items) => {
    const result = await run({ project: '', keys: JSON.stringify(items), ...step });
    const outcomes = toldOf(result).map(({ outcome, error = '' }) => outcome ?? plain(error));
    return [...outcomes, ...result.warnings.map(plain).sort()];
  });

const oneByOne = (projects: readonly Project[], step: Item) =>
  play(projects, step, async ({ run }, items) => {
    const outcomes: string[] = [];
    const told: string[] = [];
    for (const item of items) {
      const { exitCode, outputs, errors, warnings } = await run({ ...step, ...item });
      outcomes.push(exitCode === 0 ? (outputs['outcome'] ?? '') : plain(errors.join('\n')));
      told.push(...warnings.map((warning) => `${item['project'] ?? ''} ci: ${plain(warning)}`));
    }
    return [...outcomes, ...told.sort()];
  });

test('a list comes to what its keys come to one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(project, { minLength: 3, maxLength: 6 }), step, async (...given) => {
      expect(await asList(...given)).toEqual(await oneByOne(...given));
    }),
    { numRuns: 40 },
  );
}, 60_000);
