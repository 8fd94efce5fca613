import { matches } from '../../src/model/patterns.ts';

test.each([
  ['web', ['web'], ['web-', 'aweb', 'Web']],
  ['web-*', ['web-', 'web-a'], ['web', 'a-web-a']],
  ['*-web', ['-web', 'a-web'], ['web', 'a-web-']],
  ['a*b*c', ['abc', 'a-b-b-c'], ['acb', 'ac', 'abcd', 'abb']],
  ['aa*aa', ['aaaa', 'aabaa'], ['aa', 'aaa']],
  ['a*bc*bc', ['abcbc'], ['abc', 'a-bbc']],
  // An exclusion wins.
  ['*', ['', 'web'], ['no-web', 'never']],
])('%s matches %j, and not %j', (pattern, matching, others) => {
  const patterns = { included: ['other', pattern], excluded: ['no*', 'never'] };
  expect([...matching, ...others].filter((text) => matches(patterns, text))).toEqual(matching);
});
