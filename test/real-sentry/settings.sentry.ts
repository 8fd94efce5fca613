/** Servers that are set up otherwise; each is one more web over the same database. */
import { connect, type Settings, type Web } from './index.ts';
import type { StepResult } from '../harness/local-runner.ts';
import { throughProxy } from './proxy.ts';
import { scenario } from './scenario.ts';

const sentry = connect();
// Of a server elsewhere, nobody here can change the settings.
const whereItIsOurs = sentry.place === undefined ? describe.skip : describe;

/** Starts a web before the tests of a block, and ends it after them. */
function another(settings: Settings): () => Web {
  let web: Web | undefined;
  beforeAll(async () => {
    web = await sentry.startAnother(settings);
  });
  afterAll(() => web?.close());
  return () => {
    if (web === undefined) throw new Error('it was not started');
    return web;
  };
}

whereItIsOurs('a server that does not know its own address', () => {
  const server = another({ urlPrefix: false });

  test('makes no DSN, which is an error that says what to set', () =>
    scenario(async ({ run }) => {
      const { exitCode, errors, outputs } = await run();
      expect({ exitCode, outputs }).toMatchObject({ exitCode: 1 });
      expect(outputs['dsn']).toBeUndefined();
      expect(errors).toEqual([expect.stringContaining('system.url-prefix')]);
    }, server()));
});

whereItIsOurs('a plan without rate limits for keys', () => {
  const server = another({ keyLimits: false });

  test('drops the limit, which is a warning in each run', () =>
    scenario(async ({ run, keys }) => {
      const more = { 'rate-limit': '5/60' };
      const created = await run(more);
      expect(created).toMatchObject({
        exitCode: 0,
        outputs: { outcome: 'created', 'rate-limit': 'none' },
        warnings: [expect.stringContaining('created the client key without the rate limit 5/1m')],
      });
      for (const mode of ['ensure', 'update']) {
        expect(await run({ ...more, mode })).toMatchObject({
          exitCode: 0,
          outputs: { outcome: 'reused', changed: 'false', 'key-id': created.outputs['key-id'] },
          warnings: [expect.stringContaining('changed the client key without the rate limit 5/1m')],
        });
      }
      expect(await keys()).toMatchObject([{ rateLimit: null }]);
    }, server()));
});

whereItIsOurs('an API that takes 5 requests a second', () => {
  const server = another({ apiLimit: 5 });

  test('is held through by 16 runs at once, which get one key', () =>
    scenario(async ({ run, sentry, project }) => {
      const results: StepResult[] = [];
      // Together, so that the limit is met however slow the machine is.
      await throughProxy(server().url, { gather: 16 }, async ({ url }) => {
        results.push(...(await Promise.all(Array.from({ length: 16 }, () => run({ url })))));
      });
      expect(results.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
      // Else the limit was never met, and nothing was tested.
      expect(results.filter(({ log }) => log.includes('answered 429'))).not.toEqual([]);
      const rows = await sentry.sql<{ public_key: string }>(
        `select public_key from sentry_projectkey where project_id = ${project.id} and status = 0` +
          ` and label = 'ci'`,
      );
      expect(rows).toHaveLength(1);
      const ids = new Set(results.map(({ outputs }) => outputs['key-id']));
      expect(ids).toEqual(new Set(rows.map((row) => row.public_key)));
    }, server()));
});
