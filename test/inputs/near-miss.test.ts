import { problemsOf } from './read.ts';

test.each([
  ['DRY_RUN', 'dry-run'],
  ['DRYRUN', 'dry-run'],
  ['RATE LIMIT', 'rate-limit'],
  ['TIME-OUT', 'timeout'],
  ['GITHUBTOKEN', 'github-token'],
  ['PROJECTS', 'project'],
  ['EPHEMRAL', 'ephemeral'],
  ['ORGANISATION', 'organization'],
  ['ENVIRONEMNT', 'environment'],
  ['REGIONS', 'region'],
  ['F_XISTS', 'if-exists'],
])('the input %s is an error that suggests %s', (given, meant) => {
  expect(problemsOf({ [given]: 'secret' })).toEqual([
    `"${given.toLowerCase()}": there is no such input; did you mean ${meant}?`,
  ]);
  expect(problemsOf({ [given]: ' ' })).toEqual([]);
});

test.each([
  ...['NODE', 'WORKDIR', '', 'STAGE', 'TASK', 'REASON', 'FOLDER', 'HEADER', 'ORDER', 'RETRY'],
  ...['GAME', 'NAMES', 'ORGS', 'PLATTFORMS', 'ORGANISATIONEN'],
])('the input %j is ignored', (name) => {
  expect(problemsOf({ [name]: 'x' })).toEqual([]);
});

test('a variable that is not an input is ignored', () => {
  expect(problemsOf({}, { XINPUT_DRY_RUN: 'x', DRY_RUN: 'x' })).toEqual([]);
});
