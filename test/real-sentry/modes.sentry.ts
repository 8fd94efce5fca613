/** Every mode of the action, against a real Sentry. */
import { scenario } from './scenario.ts';

test('creates a key once, and finds it again', () =>
  scenario(async ({ run, keys, project }) => {
    const first = await run({ 'rate-limit': '1000/1h' });
    expect(first).toMatchObject({ exitCode: 0, errors: [], warnings: [] });
    const [key, ...others] = await keys();
    expect(others).toEqual([]);
    expect(key).toMatchObject({ name: 'ci', rateLimit: { count: 1000, window: 3600 } });
    expect(first.outputs).toMatchObject({
      ...{ outcome: 'created', 'rate-limit': '1000/3600', 'project-id': project.id },
      ...{ 'key-id': key?.id, dsn: key?.dsn['public'] },
    });

    const second = await run();
    expect(second).toMatchObject({ exitCode: 0, errors: [], warnings: [] });
    expect(second.outputs).toMatchObject({ outcome: 'reused', dsn: key?.dsn['public'] });
    expect(await keys()).toEqual([key]);
  }));
