import { parseSdkVersion } from '../../src/model/loader.ts';

test.each([
  ['latest', 'latest'],
  ['10.x', '10.x'],
  ['10.3.1-beta', '10.3.1-beta'],
  ['X', 'X'],
  ['1'.repeat(20), '1'.repeat(20)],
  ['1'.repeat(21), undefined],
  ['', undefined],
  ['^10', undefined],
  ['.x', undefined],
  ['10 x', undefined],
  ['10.x ', undefined],
])('the SDK version %j is read as %p', (text, version) => {
  expect(parseSdkVersion(text)).toBe(version);
});
