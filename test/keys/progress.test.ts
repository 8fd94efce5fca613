import { newProgress } from '../../src/keys/progress.ts';

test('a run begins with nothing done', () => {
  expect(newProgress()).toEqual({
    plan: undefined,
    projectCreated: 'no',
    keyCreated: 'no',
    key: undefined,
    seenAt: undefined,
    delivered: [],
    wouldDeliver: [],
    undelivered: [],
    isDelivered: false,
    retired: 0,
    setAside: 0,
    dealtWith: 0,
    isComplete: false,
    failure: undefined,
  });
});
