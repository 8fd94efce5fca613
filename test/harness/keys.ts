/** Client keys as Sentry's answers are read, and as workflows want them. */
import type { ClientKey } from '../../src/model/client-key.ts';
import type { DesiredKey } from '../../src/model/desired-key.ts';

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
    sdkVersions: ['10.x', '9.x', '8.x'],
    loader: new Set(['replay']),
    useCase: undefined,
    dsn: `https://${id}@sentry.example/4506`,
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
    mode: 'ensure',
    maxAge: undefined,
    grace: undefined,
    retireMethod: 'deactivate',
    envNames: [],
    mayBeAbsent: more.mode === 'retire',
    destinations: [],
    ...more,
  };
}
