/** What a step repairs or reports if something fails between the create and the end. */
import { inProcess } from '../harness/in-process.ts';
import { addOldKey } from '../harness/old-key.ts';
import { answer, type Fault } from '../local-sentry/index.ts';
import { secret, storing } from '../github/storing.ts';

const loader = { name: 'ci', 'sdk-version': '9.x' };

test.each<Fault>([
  { call: 'update', when: 'before', strike: 'reset' },
  { call: 'update', when: 'after', strike: 'reset' },
  { call: 'create', when: 'after', strike: 'reset' },
])('a new key gets its settings although an answer is lost: $call, $when the work', (fault) =>
  inProcess({}, async ({ sentry, run }) => {
    sentry.fault(fault);
    expect(await run(loader)).toMatchObject({ exitCode: 0, warnings: [] });
    expect(sentry.keys('web')).toMatchObject([{ name: 'ci', browserSdkVersion: '9.x' }]);
  }),
);

test('a key is removed for an older one of another run, although its settings are refused', () => {
  // The other run's key is seen by the second look only.
  let appear = (): unknown => undefined;
  const onRequest = ({ call }: { call: string }) => {
    if (call === 'update') appear();
  };
  return inProcess({ onRequest }, async ({ sentry, run }) => {
    appear = () => addOldKey(sentry, 'web', { browserSdkVersion: '9.x' });
    sentry.fault(answer('update', 403));
    const result = await run(loader);

    expect(result).toMatchObject({ exitCode: 0, errors: [], outputs: { outcome: 'reused' } });
    expect(sentry.keys('web')).toMatchObject([{ id: result.outputs['key-id'] }]);
  });
});

test('rotate keeps the older key if the outputs cannot be written', () =>
  inProcess({}, async ({ sentry, run }) => {
    addOldKey(sentry);
    const rotate = { mode: 'rotate', 'max-age': '30d', grace: 'none' };
    const result = await run({ name: 'ci', ...rotate }, true);

    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(result.errors).toEqual([expect.stringMatching(/could not be written\. A client key was created: see http/)]);
    expect(sentry.keys('web')).toMatchObject([{ isActive: true }, { isActive: true }]);
  }));

test('what is known is set if only a destination failed', () =>
  storing(['secrets'], async ({ github, sentry, store }) => {
    github.fault({ call: 'put-secret', strike: 'answer', status: 403 });
    const result = await store({ ...secret, 'env-name': 'SENTRY_DSN' });

    const [key] = sentry.keys('web');
    const page = `${sentry.url}/settings/acme/projects/web/keys/${key?.id ?? ''}/`;
    expect(result.exitCode).toBe(1);
    const { dsn, 'key-id': id, keys } = result.outputs;
    expect(result.outputs).toMatchObject({ page, project: 'web', failed: '1', changed: 'true' });
    expect({ id, dsn }).toEqual({ id: key?.id, dsn: result.variables['SENTRY_DSN'] });
    expect(JSON.parse(keys ?? '')).toEqual([{ project: 'web', name: 'ci', error: result.errors[0], page }]);
  }));

test('no key is created if a destination cannot be checked', () =>
  storing([], async ({ sentry, store }) => {
    const result = await store(secret);
    const outputs = { project: 'web', failed: '1', changed: 'false' };
    expect(result).toMatchObject({ exitCode: 1, outputs });
    expect(sentry.requests).toEqual([]);
  }));
