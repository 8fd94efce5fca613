/** Reads inputs in this process, as the runner passes them. */
import { Failure } from '../../src/failure.ts';
import { readStep, type Step } from '../../src/inputs/read-step.ts';

export type Variables = Readonly<Record<string, string>>;

/** What every step needs, and a secret that is stored. */
export const secret = { 'secret-name': 'SENTRY_DSN', 'github-token': 'ghp_ab12' };

/**
 * The environment of a step.
 *
 * @param env variables beside the inputs
 */
export function environmentOf(inputs: Variables, env: Variables = {}): NodeJS.ProcessEnv {
  const given = { token: 'sntryi_ab12', org: 'acme', ...inputs };
  const variables = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  return { GITHUB_REPOSITORY: 'acme/web', ...env, ...variables };
}

/** @param env variables beside the inputs */
export function read(inputs: Variables = {}, env: Variables = {}): Step {
  return readStep(environmentOf({ project: 'web', ...inputs }, env));
}

/** The problems that the error lists; none if the inputs are valid. */
export function problemsOf(inputs: Variables, env?: Variables): string[] {
  return problemsIn(() => read(inputs, env));
}

/** The problems that the error of a reading lists; none if there is no error. */
export function problemsIn(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const [title, ...problems] = error.message.split('\n');
    expect(title).toBe('Invalid inputs (nothing was sent to Sentry):');
    return problems;
  }
}
