/** A step of a workflow and the real Sentry that it meets, in a project of its own. */
import { runStep, type Step, type StepResult } from '../harness/local-runner.ts';
import { connect, type Key, type Project, type RealSentry } from './index.ts';

export interface Scenario {
  readonly sentry: RealSentry;
  readonly project: Project;
  /** Runs a step that says what every step needs, `name: ci`, and more. */
  readonly run: (more?: Step['with'], after?: StepResult) => Promise<StepResult>;
  /** The keys of the project, oldest first, without the one that Sentry makes with a project. */
  readonly keys: () => Promise<readonly Key[]>;
  /** Makes a key by the API. */
  readonly addKey: (body?: object) => Promise<Key>;
  /** Makes a key that is older than `max-age: 1m`. */
  readonly addOldKey: (body?: object) => Promise<Key>;
}

export async function scenario(act: (scenario: Scenario) => Promise<void>): Promise<void> {
  const sentry = connect();
  const { org, tokens, url } = sentry;
  const project = await sentry.newProject();
  const [first] = await sentry.keys(project.slug);
  const given = { token: tokens.integrationWrite, ...{ url, org, project: project.slug, name: 'ci' } };
  const path = `projects/${org}/${project.slug}/keys/`;
  const secrets = async (): Promise<string[]> => {
    // No token, and nothing about any key of the project, may show in a log.
    const keys = await sentry.keys(project.slug);
    return [
      ...(Object.values(tokens) as string[]),
      ...keys.flatMap(({ secret, dsn }) => [secret, dsn['public'] ?? '', dsn['secret'] ?? '']),
    ].filter((secret) => secret !== '');
  };
  const addKey = async (body = {}) => (await sentry.call('POST', path, { name: 'ci', ...body })) as Key;
  await act({
    sentry,
    project,
    run: (more = {}, after) => runStep({ with: { ...given, ...more }, ...(after && { after }), secrets }),
    keys: async () => (await sentry.keys(project.slug)).filter(({ id }) => id !== first?.id),
    addKey,
    addOldKey: async (body) => {
      const { id } = await addKey(body);
      await sentry.age(id);
      return (await sentry.call('GET', `${path}${id}/`)) as Key;
    },
  });
}
