/** The settings of the Loader Script: Sentry's create ignores them, so that they take a PUT. */
import type { StoredKey } from '../local-sentry/index.ts';
import { inProcess } from '../harness/in-process.ts';
import { lost } from '../harness/mishaps.ts';
import { scenario } from '../harness/scenario.ts';

/** Long ago, so that nobody has to look twice. */
const dateCreated = '2024-05-01T00:00:00.000000Z';

const asked = { name: 'ci', 'sdk-version': '9.x', loader: 'feedback, replay' };

/** What a key has when it was set as `asked`. */
const set = {
  browserSdkVersion: '9.x',
  dynamicSdkLoaderOptions: {
    hasReplay: true,
    hasPerformance: false,
    hasDebug: false,
    hasFeedback: true,
    hasLogsAndMetrics: false,
  },
};

const callsOf = (requests: readonly { call: string }[]) => requests.map(({ call }) => call);

describe('a new key', () => {
  test('gets its settings by one PUT of what differs, before other runs look', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const result = await run({ ...asked, 'rate-limit': '5/60' });

      expect(result).toMatchObject({ exitCode: 0, warnings: [], outputs: { outcome: 'created' } });
      expect(callsOf(sentry.requests)).toEqual(['list', 'create', 'update', 'list']);
      expect(sentry.requests[2]?.body).toEqual({
        browserSdkVersion: '9.x',
        dynamicSdkLoaderOptions: { hasPerformance: false, hasFeedback: true },
      });
      expect(sentry.keys('web')).toMatchObject([
        { ...set, name: 'ci', rateLimit: { count: 5, window: 60 } },
      ]);
      expect(JSON.parse(result.outputs['key'] ?? '')).toMatchObject(set);
    });
  });

  test('is left as Sentry made it where it is as asked', async () => {
    await scenario({}, async ({ sentry, run }) => {
      await run({ name: 'ci', 'sdk-version': '10.x', loader: 'performance,replay' });
      expect(callsOf(sentry.requests)).toEqual(['list', 'create', 'list']);
    });
  });

  test('keeps the version of the project where only options are asked', async () => {
    await scenario({}, async ({ sentry, run }) => {
      await run({ name: 'ci', loader: 'none' });
      expect(sentry.requests[2]?.body).toEqual({
        browserSdkVersion: '10.x',
        dynamicSdkLoaderOptions: { hasReplay: false, hasPerformance: false },
      });
    });
  });

  test('gets its settings before it is delivered and old ones are retired', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const old = sentry.addKey('web', { name: 'ci', dateCreated });
      const { outputs } = await run({ ...asked, 'if-exists': 'rotate' });

      expect(callsOf(sentry.requests)).toEqual(['list', 'create', 'update', 'update']);
      expect(JSON.parse(outputs['key'] ?? '')).toMatchObject(set);
      expect(sentry.keys('web')).toMatchObject([
        { id: old.id, isActive: false },
        { isActive: true, ...set },
      ]);
    });
  });

  test.each([
    { mode: 'reuse', old: 'other', doing: 'With if-exists: update, the next run completes it.' },
    { mode: 'update', old: 'other', doing: 'With if-exists: update, the next run completes it.' },
    { mode: 'create', old: 'ci', doing: 'Set them there.' },
    { mode: 'rotate', old: 'ci', doing: 'The next rotate replaces it.' },
  ])('stays where its settings cannot be had, and the error says so: $mode', async (row) => {
    await scenario({}, async ({ sentry, run }) => {
      const old = sentry.addKey('web', { name: row.old, dateCreated });
      sentry.fault({ call: 'update', strike: 'answer', status: 403 });
      const result = await run({ ...asked, 'if-exists': row.mode });

      const [, key] = sentry.keys('web');
      expect(sentry.keys('web')[0]).toEqual(old);
      expect(key).toMatchObject({ name: 'ci', isActive: true, browserSdkVersion: '10.x' });
      expect(result).toMatchObject({ exitCode: 1, outputs: {} });
      expect(result.errors).toEqual([
        expect.stringMatching(/^The token may not change the client key "ci" in acme\/web \(403\)/),
      ]);
      const page = `${sentry.url}/settings/acme/projects/web/keys/${key?.id ?? ''}/`;
      expect(result.errors[0]).toMatch(
        new RegExp(
          `A client key was created, perhaps with default settings of the Loader Script: see ${page}\\. ` +
            `${row.doing}$`,
        ),
      );

      if (row.old === 'ci') return;
      const next = await run({ ...asked, 'if-exists': 'update' });
      expect(next).toMatchObject({ exitCode: 0, outputs: { outcome: 'updated' } });
      expect(sentry.keys('web')).toMatchObject([{ id: old.id }, { id: key?.id, ...set }]);
    });
  });

  test('without a name is not promised to be found again', async () => {
    await scenario({}, async ({ sentry, run }) => {
      sentry.fault({ call: 'update', strike: 'answer', status: 403 });
      const { errors } = await run({ loader: 'none' });
      expect(errors).toEqual([
        expect.stringMatching(/perhaps with default settings .* Set them there\.$/),
      ]);
    });
  });

  test('that another run was faster with goes, whatever became of its settings', async () => {
    // Seen by the second look, and not by the first.
    let appear = (): StoredKey => {
      throw new Error('nothing runs yet');
    };
    let older: StoredKey | undefined;
    const onRequest = ({ call }: { call: string }): void => {
      if (call === 'update') older = appear();
    };
    await inProcess({ onRequest }, async ({ sentry, run }) => {
      appear = () => sentry.addKey('web', { ...set, name: 'ci', dateCreated });
      sentry.fault({ call: 'update', strike: 'answer', status: 403 });
      const result = await run(asked);

      expect(result).toMatchObject({ exitCode: 0, errors: [], outputs: { outcome: 'reused' } });
      expect(result.outputs['key-id']).toBe(older?.id);
      expect(sentry.keys('web').map(({ id }) => id)).toEqual([older?.id]);
    });
  });
});

describe('a key that is there', () => {
  const before: Partial<StoredKey> = { name: 'ci', dateCreated, browserSdkVersion: '7.x' };

  test('is left as it is by reuse, which tells what differs', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const key = sentry.addKey('web', before);
      const result = await run(asked);

      expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'reused' } });
      const sequel = 'With if-exists: update the step asks Sentry to change it.';
      expect(result.warnings).toEqual([
        `The client key "ci" was left as it is: its SDK version is "7.x", not "9.x". ${sequel}`,
        'The client key "ci" was left as it is: its list of loader options is replay, performance, ' +
          `not replay, feedback. ${sequel}`,
      ]);
      expect(sentry.keys('web')).toEqual([key]);
    });
  });

  test('is changed by update, in one PUT and only where it differs', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const key = sentry.addKey('web', { ...before, rateLimit: { count: 5, window: 60 } });
      const result = await run({ ...asked, 'if-exists': 'update' });

      expect(result).toMatchObject({ exitCode: 0, warnings: [], outputs: { outcome: 'updated' } });
      expect(callsOf(sentry.requests)).toEqual(['list', 'update']);
      expect(sentry.requests[1]?.body).toEqual({
        browserSdkVersion: '9.x',
        dynamicSdkLoaderOptions: { hasPerformance: false, hasFeedback: true },
      });
      expect(sentry.keys('web')).toEqual([{ ...key, ...set }]);

      const again = await run({ ...asked, 'if-exists': 'update' });
      expect(again.outputs).toMatchObject({ outcome: 'reused' });
      expect(sentry.requests).toHaveLength(3);
    });
  });

  test.each([
    { what: 'the limit', more: { 'rate-limit': '9/60' }, body: { browserSdkVersion: '7.x' } },
    { what: 'the options', more: { loader: 'none' }, body: { browserSdkVersion: '7.x' } },
    { what: 'the version', more: { 'sdk-version': '8.x' }, body: { browserSdkVersion: '8.x' } },
  ])('keeps what was not asked for when update changes $what', async ({ more, body }) => {
    await scenario({}, async ({ sentry, run }) => {
      const key = sentry.addKey('web', before);
      await run({ name: 'ci', 'if-exists': 'update', ...more });

      expect(sentry.requests[1]?.body).toMatchObject(body);
      const [after] = sentry.keys('web');
      const changed = Object.keys(key).filter(
        (name) =>
          JSON.stringify(after?.[name as keyof StoredKey]) !==
          JSON.stringify(key[name as keyof StoredKey]),
      );
      expect(changed).toHaveLength(1);
    });
  });

  test('is told of by a dry run as update would change it', async () => {
    await scenario({}, async ({ sentry, run }) => {
      sentry.addKey('web', before);
      const { log } = await run({ ...asked, 'if-exists': 'update', 'dry-run': 'true' });
      expect(log).toContain(
        'change the client key named "ci": its SDK version from "7.x" to "9.x", its list of loader ' +
          'options from replay, performance to replay, feedback',
      );
      expect(callsOf(sentry.requests)).toEqual(['list']);
    });
  });
});

describe('a version that Sentry does not offer', () => {
  const unsupported = { name: 'ci', 'sdk-version': '5.x' };
  const error =
    'Sentry does not offer the SDK version "5.x". Write one of these as sdk-version: "latest", ' +
    '"10.x", "9.x", "8.x", "7.x".';

  test.each(['reuse', 'update', 'create', 'rotate'])(
    'is refused before anything is done, where any key tells what there is: %s',
    async (mode) => {
      await scenario({}, async ({ sentry, run }) => {
        sentry.addKey('web', { name: 'other', dateCreated });
        const result = await run({ ...unsupported, 'if-exists': mode });

        expect(result).toMatchObject({ exitCode: 1, errors: [error], outputs: {} });
        expect(callsOf(sentry.requests)).toEqual(['list']);
      });
    },
  );

  test('is no reason to keep a key that is to go, or not to use one', async () => {
    await scenario({}, async ({ sentry, run }) => {
      sentry.addKey('web', { name: 'ci', dateCreated });
      expect(await run(unsupported)).toMatchObject({ outputs: { outcome: 'reused' } });
      sentry.addKey('web', { name: 'old', dateCreated, browserSdkVersion: '5.x' });
      const limit = { ...unsupported, name: 'old', 'if-exists': 'update', 'rate-limit': 'none' };
      expect(await run(limit)).toMatchObject({ exitCode: 0, outputs: { outcome: 'reused' } });
      expect(await run({ ...unsupported, state: 'absent' })).toMatchObject({
        outputs: { outcome: 'retired' },
      });
    });
  });

  test('is refused after the key was created where there was none to tell', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const { errors } = await run(unsupported);
      expect(errors).toEqual([expect.stringContaining(`${error} A client key was created`)]);
      expect(callsOf(sentry.requests)).toEqual(['list', 'create', 'list']);
    });
  });

  test.each([{ dialect: 'glitchtip' }, { dialect: 'older' }] as const)(
    'is asked for, and its absence told, by a server that is $dialect',
    async (row) => {
      await scenario({ dialect: row.dialect }, async ({ run }) => {
        const wish = row.dialect === 'older' ? { loader: 'feedback' } : { 'sdk-version': '9.x' };
        const result = await run({ name: 'ci', ...wish });
        const difference =
          row.dialect === 'older'
            ? 'its list of loader options is none, not feedback'
            : 'its SDK version is unknown, not "9.x"';
        expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'created' } });
        expect(result.warnings).toEqual([
          `Sentry created the client key, but ${difference} as asked: older servers do not know ` +
            'every setting.',
        ]);
      });
    },
  );
});

describe('a lost answer', () => {
  test.each(Object.entries(lost))('%s: the PUT after a create is sent again', async (_, fault) => {
    for (const when of ['before', 'after'] as const) {
      await inProcess({}, async ({ sentry, run }) => {
        sentry.fault({ ...fault, call: 'update', when });
        const result = await run(asked);

        expect(result).toMatchObject({ exitCode: 0, warnings: [] });
        expect(sentry.keys('web')).toMatchObject([{ name: 'ci', ...set }]);
      });
    }
  });

  test.each(Object.entries(lost))(
    '%s: a create that is found is set as asked',
    async (_, fault) => {
      await inProcess({}, async ({ sentry, run }) => {
        sentry.fault({ ...fault, call: 'create', when: 'after' });
        const result = await run(asked);

        expect(result).toMatchObject({ exitCode: 0, warnings: [] });
        expect(sentry.keys('web')).toMatchObject([{ name: 'ci', ...set }]);
      });
    },
  );
});
