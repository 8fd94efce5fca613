/** `create-project`: what is done if the project is missing, there, or created by another run. */
import type { Place, PlaceOptions } from '../harness/in-process.ts';
import { LONG_AGO } from '../harness/old-key.ts';
import { type Inputs, newProject, oneRun } from './one-run.ts';

interface Case {
  readonly what?: string;
  readonly inputs?: Inputs;
  readonly arrange?: (given: Place) => void;
  readonly options?: PlaceOptions;
  /** What the run comes to: `OUTCOME project-created`, or its error. */
  readonly result: string | RegExp;
  /** The names of the keys afterwards, by project. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  readonly calls: readonly string[];
}

async function check({ inputs, arrange, options, result, keys, calls }: Case) {
  const run = await oneRun({ ...newProject, ...inputs }, arrange, options);
  const { outcome, 'project-created': isCreated } = run.outputs;
  const [told] = [...run.errors, `${outcome ?? ''} ${isCreated ?? ''}`];
  expect(told).toEqual(typeof result === 'string' ? result : expect.stringMatching(result));
  const names = Object.entries(run.keys).map(([slug, all]) => [slug, all.map(({ name }) => name)]);
  expect(Object.fromEntries(names)).toEqual({ web: [], ...keys });
  expect(run.calls).toEqual(calls);
  return run;
}

const lists = (count: number) => Array<string>(count).fill('list');

const old = { dateCreated: LONG_AGO };

describe('a missing project', () => {
  const found = ['list', 'create-project', 'list'];
  const takenOver = { result: 'created true', keys: { api: ['ci'] }, calls: [...found, 'update'] };
  const untouched = { result: 'created true', keys: { api: ['Default'] }, calls: found };

  test.each<Case>([
    { what: 'is created', ...takenOver },
    { what: 'keeps its key as it is without a name', inputs: { name: '' }, ...untouched },
    { what: 'keeps its key as it is for its name', inputs: { name: 'Default' }, ...untouched },
    {
      what: 'is waited for if Sentry shows it only seconds later',
      options: { projectDelay: () => 2600 },
      ...{ ...takenOver, calls: ['list', 'create-project', ...lists(7), 'update'] },
    },
    {
      what: 'is only reported by a dry run',
      inputs: { 'dry-run': 'true' },
      ...{ result: 'created false', calls: ['list'] },
    },
    {
      what: 'stays missing without create-project',
      inputs: { 'create-project': '', team: '' },
      ...{ result: /has no project api .*\(404\).* create-project: true/, calls: ['list'] },
    },
  ])('$what', async (row) => {
    await check(row);
  });

  test('gets the Loader Script settings in the PUT that renames its key', async () => {
    const inputs = { 'sdk-version': '8.x', loader: 'none' };
    const { sentry } = await check({ inputs, ...takenOver });
    expect(sentry.requests[3]?.body).toEqual({
      name: 'ci',
      browserSdkVersion: '8.x',
      dynamicSdkLoaderOptions: { hasReplay: false, hasPerformance: false },
    });
  });
});

const onlyDefault = [...lists(12), 'create', 'list'];

test.each([
  { made: ['ci'], answer: 'comes', result: 'reused false', calls: lists(2) },
  { made: ['ci'], answer: 'is lost', result: 'reused false', calls: lists(3) },
  { made: ['Default', 'ci'], answer: 'is lost', result: 'reused false', calls: lists(3) },
  { made: ['Default'], answer: 'comes', result: 'created false', calls: onlyDefault },
])('another run creates the project with $made; the answer $answer', async (row) => {
  const { made, answer, result, calls } = row;
  let onCreate = (): void => undefined;
  const { outputs, ...run } = await check({
    arrange: ({ sentry }) => {
      if (answer === 'is lost') sentry.fault({ call: 'create-project', strike: 'reset' });
      onCreate = () => {
        sentry.addProject('api');
        for (const name of made) sentry.addKey('api', { name, ...(name === 'ci' && old) });
      };
    },
    options: {
      onRequest: ({ call }) => {
        if (call === 'create-project') onCreate();
      },
    },
    ...{ result, keys: { api: [...new Set([...made, 'ci'])] } },
    calls: ['list', 'create-project', ...calls],
  });
  expect(outputs['key-id']).toBe(run.keys['api']?.at(-1)?.id);
});
