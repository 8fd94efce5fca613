/** `create-project`: the one error if Sentry refuses, or if the run stops halfway. */
import { answer, type Fault } from '../local-sentry/index.ts';
import type { PlaceOptions } from '../harness/in-process.ts';
import { type Inputs, newProject, oneRun } from './one-run.ts';

interface Setup {
  readonly inputs?: Inputs;
  readonly options?: PlaceOptions;
  readonly faults?: readonly Fault[];
}

async function failedRun({ inputs, options, faults = [] }: Setup, error: RegExp) {
  const run = await oneRun(
    { ...newProject, ...inputs },
    ({ sentry }) => {
      for (const fault of faults) sentry.fault(fault);
    },
    { scopes: ['project:write'], ...options },
  );
  expect(run).toMatchObject({ exitCode: 1, errors: [expect.stringMatching(error)] });
  expect(run.outputs).not.toHaveProperty('dsn');
  return run;
}

/** Each time. */
const always = (...what: Parameters<typeof answer>): Fault => ({ ...answer(...what), times: Infinity });

const team = { inputs: { team: 'gone' } };
const slug = { inputs: { project: 'teams' } };
const members = { options: { membersCreateProjects: false } };
const reading = { options: { scopes: ['project:read'] } };
const hidden = { inputs: { project: 'web' }, faults: [always('list', 404)] };
const other = { faults: [always('create-project', 201, { slug: 'api-2' })] };
test.each<[string, Setup, RegExp]>([
  ['a missing team', team, /^Sentry at \S+ has no team gone in .* acme .* Check org and team, and/],
  ['a slug', slug, /create the project teams: name: .* reserved .* \(400\)\. Use another/],
  ['what members may do', members, /^The token may not create the project api .* needs the scope org:write too/],
  ['a token that only reads', reading, /may not create the project api in acme.*project:write/],
  ['a hidden project', hidden, /create the project web: "A project with this slug .*" \(409\), and this token sees no/],
  [
    'another conflict',
    { faults: [always('create-project', 409, { detail: 'No ID is left.' })] },
    /^Sentry did not create the project api: "No ID is left\." \(409\), and this token sees no project acme\/api \(404\)\. .* If it does not exist, the server's log has the reason\.$/,
  ],
  ['another slug in the answer', other, /its answer is about "api-2"\. Look at the .* by hand\.$/],
])('is not created because of %s', async (_what, setup, error) => {
  const { keys, outputs } = await failedRun(setup, error);
  expect(keys).toEqual({ web: [] });
  expect(outputs).not.toHaveProperty('project-created');
});

const isLate = { projectDelay: () => 60_000 };
const firstList: Fault = { call: 'list', strike: 'delay', delayMs: 0 };
const lost: Fault = { call: 'create-project', strike: 'reset', when: 'after' };
const failing = [firstList, lost, always('list', 500, '')];
const keyless = [firstList, always('list', 200, []), always('create', 403, '')];
const update = always('update', 403, '');
const isDefault =
  /The project acme\/api was created\. A client key was created, perhaps with another name .*: see http:\S+\/settings\/acme\/projects\/api\/keys\/\w{32}\/\.$/;

test.each<[string, PlaceOptions, Fault[], RegExp]>([
  ['not shown', isLate, [], /yet \(404\)\. Run the job again\. The project acme\/api was created/],
  ['not shown after a lost answer', isLate, [lost], /\(409\), and this token .* A project may have been created: see/],
  ['without an answer to a look or a create', {}, failing, /A project may have been created: see/],
  ['without a key', {}, keyless, /\(403\).* The project acme\/api was created: see http/],
  ['with a key that cannot be changed', {}, [update], isDefault],
])('is created, but %s', async (_what, options, faults, error) => {
  const { keys } = await failedRun({ options, faults }, error);
  expect(keys['api']).toMatchObject([{ name: 'Default', rateLimit: null }]);
});
