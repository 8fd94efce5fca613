/** A step of a workflow and the local Sentry that it meets. */
import { runStep, type Step, type StepResult } from './local-runner.ts';
import { type LocalSentry, type LocalSentryOptions, startLocalSentry, type StoredKey } from '../local-sentry/index.ts';

/** Made up; may create and change keys. */
export const TOKEN = `sntryi_${'4f7a'.repeat(16)}`;

export interface Scenario {
  readonly sentry: LocalSentry;
  /** What every step needs to say: token, org, project and where Sentry is. */
  readonly given: Readonly<Record<string, string>>;
  /** Runs a step that says `given` and more; none of the scenario's secrets may show in its log. */
  readonly run: (more?: Step['with'], env?: Step['env']) => Promise<StepResult>;
}

/** Starts a local Sentry that knows {@link TOKEN}, lets `act` use it, and stops it. */
export async function scenario<Value>(
  options: LocalSentryOptions,
  act: (scenario: Scenario) => Promise<Value>,
): Promise<Value> {
  const sentry = await startLocalSentry(options);
  sentry.addToken(TOKEN, ['project:read', 'project:write']);
  const given = { token: TOKEN, org: 'acme', project: 'web', url: sentry.url };
  const secrets = () => secretsOf(sentry);
  try {
    return await act({
      sentry,
      given,
      run: (more = {}, env = {}) => runStep({ with: { ...given, ...more }, env, secrets }),
    });
  } finally {
    await sentry.close();
  }
}

/** What no log may show: the token, and the DSNs and secrets of all keys of `acme`. */
export function secretsOf(sentry: LocalSentry): string[] {
  const secrets = sentry
    .projects()
    .flatMap(({ id }) => sentry.keys(String(id)).map((key) => ({ id, key })))
    .flatMap(({ id, key }) => [dsnOf(sentry, key, id), key.secret ?? TOKEN]);
  return [TOKEN, ...secrets];
}

/** The public DSN of a key, of the project `web` by default, worked out from what the server stores. */
export function dsnOf(sentry: LocalSentry, key: StoredKey, project = PROJECT_ID): string {
  return `${sentry.url.replace('://', `://${key.id}@`)}/${project}`;
}

/** The numeric ID of the project `web`. */
export const PROJECT_ID = 4506;
