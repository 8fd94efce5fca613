import { newProgress, type Progress } from '../../src/keys/progress.ts';
import { runOutputs } from '../../src/workflow/outputs.ts';
import { aKey } from '../harness/keys.ts';

const create = { action: 'create' } as const;
const rotate = { action: 'rotate', retire: [aKey('a1'), aKey('b2')] } as const;
const retire = { ...rotate, action: 'retire' } as const;

test.each<[string, Partial<Progress>, Record<string, string>]>([
  ['nothing is done', {}, {}],
  ['a key is created, but not delivered', { plan: create, keyCreated: 'yes' }, {}],
  ['a project may be created', { plan: create, projectCreated: 'maybe' }, {}],
  ['a project is created', { plan: create, projectCreated: 'yes' }, { 'project-created': 'true' }],
  ['a key is retired', { plan: retire, retired: 1 }, { retired: '1' }],
  ['a key is delivered', { plan: rotate, isDelivered: true }, { outcome: 'rotated' }],
  [
    'all is done',
    { plan: create, isComplete: true },
    { outcome: 'created', 'project-created': 'false', retired: '0' },
  ],
  [
    'all is done in a new project',
    { plan: rotate, projectCreated: 'yes', retired: 2, isComplete: true },
    { outcome: 'rotated', 'project-created': 'true', retired: '2' },
  ],
])('the outputs when %s', (_, progress, outputs) => {
  expect(Object.fromEntries(runOutputs({ ...newProgress(), ...progress }))).toEqual(outputs);
});
