/** Client keys as Sentry's answers are read, and as workflows want them. */
import type { ClientKey } from '../../src/keys/client-key.ts';
import type { DesiredKey } from '../../src/keys/desired-key.ts';

/** A key whose ID repeats two hexadecimal digits. */
export function aKey(digits: string, more: Partial<ClientKey> = {}): ClientKey {
  const id = digits.repeat(16);
  return {
    id,
    name: 'ci',
    projectId: '4506',
    isActive: true,
    rateLimit: { count: 5, window: 60 },
    dateCreated: undefined,
    sdkVersion: '10.x',
    sdkVersions: ['latest', '10.x', '9.x'],
    loader: new Set(['replay']),
    useCase: undefined,
    dsn: `https://${id}@sentry.example/4506`,
    secretDsn: undefined,
    endpoints: {},
    answer: {},
    ...more,
  };
}

/** What a step with `name: ci` wants. */
export function aDesiredKey(more: Partial<DesiredKey> = {}): DesiredKey {
  return {
    project: 'web',
    name: 'ci',
    useCase: undefined,
    newProject: undefined,
    ifExists: 'reuse',
    ifMissing: 'create',
    maxAge: undefined,
    grace: undefined,
    state: 'present',
    retire: 'deactivate',
    envName: undefined,
    destinations: [],
    ...more,
  };
}
