import fc from 'fast-check';
import { problemsOf, read, type Variables } from '../inputs/read.ts';
import { listProblemsOf, readList } from './read-list.ts';

const web = { project: 'web', name: 'ci' };
const github = { 'github-token': 'ghp_ab12' };

/** Each is valid for the input, alone at least, or has one mistake. */
const value: Readonly<Record<string, readonly string[]>> = {
  project: ['web', '4506', 'Web'],
  name: ['ci', ' n ', '🔑'.repeat(64), 'x'.repeat(65)],
  'rate-limit': ['1000/1h', 'none', '1e3'],
  'use-case': ['user', 'demo'],
  'sdk-version': ['10.x', 'latest'],
  loader: ['none', 'debug, replay'],
  'create-project': ['true', 'false'],
  team: ['platform'],
  platform: ['node'],
  'env-name': ['SENTRY_DSN', 'PATH'],
  'secret-name': ['SENTRY_DSN'],
  'secret-stores': ['actions', 'codespaces, actions'],
  'variable-name': ['SENTRY_DSN', 'GITHUB_X'],
  'github-repository': ['acme/api'],
  'github-environment': ['eu'],
  'github-organization': ['acme'],
  'github-visibility': ['all', 'private'],
};
const names = Object.keys(value);
const rest = fc.record(
  Object.fromEntries(Object.entries(value).map(([name, values]) => [name, fc.constantFrom('', ...values)])),
  { requiredKeys: [] },
);
const few = fc.subarray(names, { maxLength: 6 });
const item = fc.tuple(rest, few).map(([all, chosen]): Variables => {
  const picked = Object.entries(all).filter(([name]) => chosen.includes(name));
  return { ...web, ...Object.fromEntries(picked) };
});
const mode = fc.constantFrom<Variables>(
  ...[{}, {}, { mode: 'ensure' }, { mode: 'update' }, { mode: 'create' }, { mode: 'find' }],
  { mode: 'rotate', 'max-age': '30d', grace: '7d' },
);

test('an item is read as a step with the same inputs is, and so is what it leaves to the step', () => {
  const count = { valid: 0, refused: 0 };
  fc.assert(
    fc.property(item, few, mode, (inputs, inStep, modeInputs) => {
      const common = { ...github, ...modeInputs };
      const hint = ', or use projects. If the step has keys or projects, the expression for it came out empty';
      const problems = problemsOf({ ...inputs, ...common }).map((one) => one.replace(hint, ''));
      const [own, ofStep] = [{ ...inputs }, { ...common } as Record<string, string>];
      for (const name of inStep) {
        if (name === 'project' || inputs[name] === undefined) continue;
        ofStep[name] = inputs[name];
        own[name] = '';
      }
      const inList = listProblemsOf([own], ofStep).map((problem) =>
        problem.replace(/^keys\[0\](?: \([\w-]+\))?: /, ''),
      );
      const isNameless = (inputs['name'] ?? '').trim() === '' && modeInputs['mode'] !== 'find';
      if (problems.length > 0 || isNameless) {
        count.refused += 1;
        expect(inList).toEqual(expect.arrayContaining(problems));
        expect(inList.length - problems.length).toBeLessThanOrEqual(isNameless ? 1 : 0);
        expect(inList).not.toEqual([]);
        return;
      }
      count.valid += 1;
      expect(inList).toEqual([]);
      const { key, ...step } = read({ ...inputs, ...common });
      const { keys, list, ...rest } = readList([own], ofStep);
      expect(list.warnings).toEqual([]);
      expect(rest).toEqual(step);
      expect(keys).toEqual([key]);
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(...Object.values(count))).toBeGreaterThan(50);
});
