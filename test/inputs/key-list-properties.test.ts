import fc from 'fast-check';
import { ITEM_INPUTS } from '../../src/inputs/items.ts';
import { problemsOf, read, type Variables } from './read.ts';
import { listProblemsOf, readList } from './read-list.ts';

const web = { project: 'web', name: 'ci' };
const github = { 'github-token': 'ghp_ab12' };

/** Each is valid for the input, alone at least. */
const value: Record<(typeof ITEM_INPUTS)[number], readonly string[]> = {
  project: ['web', '4506', 'Web'],
  name: ['ci', ' n ', '🔑'.repeat(64), 'x'.repeat(65)],
  'rate-limit': ['1000/1h', 'none', '1e3'],
  'use-case': ['user', 'demo'],
  'sdk-version': ['10.x', 'latest'],
  loader: ['none', 'debug, replay'],
  'create-project': ['true', 'false'],
  team: ['platform'],
  platform: ['node'],
  'if-exists': ['reuse', 'update', 'rotate', 'create', 'fail'],
  'if-missing': ['create', 'fail'],
  'max-age': ['30d'],
  grace: ['7d'],
  state: ['present', 'absent'],
  retire: ['delete', 'deactivate'],
  'env-name': ['SENTRY_DSN', 'PATH'],
  'secret-name': ['SENTRY_DSN'],
  'secret-stores': ['actions', 'codespaces, actions'],
  'variable-name': ['SENTRY_DSN', 'GITHUB_X'],
  repository: ['acme/api'],
  environment: ['eu'],
  organization: ['acme'],
  visibility: ['all', 'private'],
};
const rest = fc.record(
  Object.fromEntries(
    Object.entries(value).map(([name, values]) => [name, fc.constantFrom('', ...values)]),
  ),
  { requiredKeys: [] },
);
const few = fc.subarray([...ITEM_INPUTS], { maxLength: 6 });
const item = fc.tuple(rest, few).map(([all, names]): Variables => {
  const picked = Object.entries(all).filter(([name]) => names.some((one) => one === name));
  return { ...web, ...Object.fromEntries(picked) };
});

test('an item is read as a step with the same inputs is, and what an item lacks is the same in the step', () => {
  const count = { valid: 0, refused: 0 };
  fc.assert(
    fc.property(item, few, fc.boolean(), (inputs, inStep, isEphemeral) => {
      const common = { ...github, ephemeral: String(isEphemeral) };
      const hint = '. If the step has keys or keys-file, their expression came out empty';
      const problems = problemsOf({ ...inputs, ...common }).map((one) => one.replace(hint, ''));
      const [own, ofStep] = [{ ...inputs }, { ...common } as Record<string, string>];
      for (const name of inStep) {
        if (inputs[name] === undefined) continue;
        ofStep[name] = inputs[name];
        own[name] = '';
      }
      const inList = listProblemsOf([own], ofStep);
      const unlabelled = inList.map((problem) =>
        problem.replace(/^keys\[0\](?: \([\w-]+\))?: /, ''),
      );
      const isNameless = (inputs['name'] ?? '').trim() === '';
      if (problems.length > 0 || isNameless) {
        count.refused += 1;
        expect(unlabelled).toEqual(expect.arrayContaining(problems));
        expect(unlabelled.length - problems.length).toBeLessThanOrEqual(isNameless ? 1 : 0);
        expect(unlabelled).not.toEqual([]);
        return;
      }
      count.valid += 1;
      expect(inList).toEqual([]);
      const { key, warnings, github: target, ...step } = read({ ...inputs, ...common });
      const { keys, github: listTarget, ...list } = readList([own], ofStep);
      expect(list).toEqual(step);
      expect(keys).toEqual([key]);
      expect(warnings).toEqual([]);
      if (key.state === 'present') expect(listTarget).toEqual(target);
    }),
    { numRuns: 1500 },
  );
  expect(Math.min(...Object.values(count))).toBeGreaterThan(100);
});
