import { problemsOf } from './read.ts';

test.each([
  ['DRY_RUN', 'dry-run'],
  ['DRYRUN', 'dry-run'],
  ['RATE LIMIT', 'rate-limit'],
  ['TIME-OUT', 'timeout'],
  ['GITHUBTOKEN', 'github-token'],
  ['GITHUB_ORGANISATION', 'github-organization'],
  ['REGIONS', 'region'],
  ['RETIRE_METTHODS', 'retire-method'],
])('the input %s is an error that suggests %s', (given, meant) => {
  expect(problemsOf({ [given]: 'secret' })).toEqual([
    `${given.toLowerCase()}: there is no such input; did you mean ${meant}?`,
  ]);
  expect(problemsOf({ [given]: ' ' })).toEqual([]);
});

test.each([
  ['if-exists', 'use mode: ensure, update, rotate or create'],
  ['if-missing', 'use mode: find, which never creates a key, or mode: update'],
  ['state', 'use mode: retire'],
  ['retire', 'use retire-method'],
  ['keys-file', 'use keys, which takes the path of a file too'],
  ['shard', 'use several steps, each with its own list in keys'],
  ['repository', 'use github-repository'],
])('the input %s of before is an error that names the one of now', (given, instead) => {
  expect(problemsOf({ [given]: 'x' })).toEqual([`${given}: there is no such input; ${instead}.`]);
  expect(problemsOf({ [given]: '' })).toEqual([]);
});

test.each([
  ...['NODE', 'WORKDIR', '', 'STAGE', 'TASK', 'REASON', 'FOLDER', 'HEADER', 'ORDER', 'RETRY'],
  ...['GAME', 'ORGS', 'PLATTFORMS', 'ORGANISATIONEN'],
])('the input %j is ignored', (name) => {
  expect(problemsOf({ [name]: 'x' })).toEqual([]);
});
