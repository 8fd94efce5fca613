/** What a step does about the keys of its name: `if-exists`, `state` and `retire`. */
import { inProcess } from '../harness/in-process.ts';
import type { LocalSentry, StoredKey } from '../local-sentry/index.ts';
import { dsnOf, scenario, TOKEN } from '../harness/scenario.ts';

/** Long ago, so that no other run can be about to show an older key. */
const LONG_AGO = '2024-05-01T00:00:00.000000Z';

const addOld = (sentry: LocalSentry, more: Partial<StoredKey> = {}): StoredKey =>
  sentry.addKey('web', { name: 'ci', dateCreated: LONG_AGO, ...more });

const calls = ({ requests }: LocalSentry): string[] => requests.map(({ call }) => call);

const activeIds = (sentry: LocalSentry): string[] =>
  sentry
    .keys('web')
    .filter(({ isActive }) => isActive)
    .map(({ id }) => id);

const mayDelete = (sentry: LocalSentry): void => {
  sentry.addToken(TOKEN, ['project:admin']);
};

const five = { count: 5, window: 60 };
const nine = { count: 9, window: 60 };

/** Set by every run that does not create a project. */
const noProject = { 'project-created': 'false' };

describe('if-exists: reuse', () => {
  test('hands over the key that is there, in one request', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const key = addOld(sentry, { rateLimit: five });
      const result = await run({ name: 'ci', 'rate-limit': '5/1m' });

      expect(result).toMatchObject({ exitCode: 0, warnings: [] });
      expect(result.outputs).toMatchObject({
        outcome: 'reused',
        retired: '0',
        dsn: dsnOf(sentry, key),
        'rate-limit': '5/60',
      });
      expect(calls(sentry)).toEqual(['list']);
      expect(sentry.keys('web')).toEqual([key]);
    });
  });

  test.each([
    {
      has: null,
      wish: '1000/1h',
      difference: 'none, not 1000/3600',
      why: ' (a plan without rate limits for keys never keeps one)',
    },
    { has: five, wish: '9/60', difference: '5/60, not 9/60' },
    { has: five, wish: 'none', difference: '5/60, not none' },
  ])(
    'leaves $has as it is where $wish is asked, and warns',
    async ({ has, wish, difference, why = '' }) => {
      await scenario({}, async ({ sentry, run }) => {
        const key = addOld(sentry, { rateLimit: has });
        const result = await run({ name: 'ci', 'rate-limit': wish });

        expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'reused' } });
        expect(result.warnings).toEqual([
          `The client key "ci" was left as it is: its rate limit is ${difference}. ` +
            `With if-exists: update the step asks Sentry to change it${why}.`,
        ]);
        expect(calls(sentry)).toEqual(['list']);
        expect(sentry.keys('web')).toEqual([key]);
      });
    },
  );

  test.each([
    { why: 'the date tells', dates: ['2024-05-02T00:00:00.000000Z', LONG_AGO], oldest: 1 },
    { why: 'microseconds tell', dates: ['2024-05-01T00:00:00.000001Z', LONG_AGO], oldest: 1 },
    {
      why: 'a date may have no fraction',
      dates: ['2024-05-01T00:00:00.000001Z', '2024-05-01T00:00:00Z'],
      oldest: 1,
    },
    { why: 'the list tells where dates are equal', dates: [LONG_AGO, LONG_AGO], oldest: 0 },
    { why: 'the list tells where there are no dates', dates: [null, null], oldest: 0 },
  ])('takes the oldest of two: $why', async ({ dates, oldest }) => {
    await scenario({}, async ({ sentry, run }) => {
      const keys = dates.map((dateCreated) => addOld(sentry, { dateCreated }));
      const { outputs } = await run({ name: 'ci' });

      expect(outputs).toMatchObject({ outcome: 'reused', 'key-id': keys[oldest]?.id });
    });
  });

  test.each([
    { what: 'an inactive key', other: { name: 'my key', isActive: false } },
    { what: 'another case', other: { name: 'My key' } },
    { what: 'more at the end', other: { name: 'my key-2' } },
    { what: 'a space at the end', other: { name: 'my key ' } },
    { what: 'more at the beginning', other: { name: 'a my key' } },
    { what: 'only the beginning', other: { name: 'my' } },
    { what: 'two spaces inside', other: { name: 'my  key' } },
    { what: 'another kind of space inside', other: { name: 'my\u00a0key' } },
  ])('never takes $what', async ({ other }) => {
    await scenario({}, async ({ sentry, run }) => {
      const before = addOld(sentry, other);
      const { outputs } = await run({ name: 'my key' });

      const [first, made, ...more] = sentry.keys('web');
      expect([first, more]).toEqual([before, []]);
      expect(made).toMatchObject({ name: 'my key', isActive: true });
      expect(outputs).toMatchObject({ outcome: 'created', 'key-id': made?.id });
    });
  });

  test('passes over an older inactive key', async () => {
    await scenario({}, async ({ sentry, run }) => {
      addOld(sentry, { isActive: false });
      const key = addOld(sentry);

      expect((await run({ name: 'ci' })).outputs).toMatchObject({ 'key-id': key.id });
    });
  });
});

describe('if-exists: update', () => {
  const update = { name: 'ci', 'if-exists': 'update' };

  test.each([
    { has: null, wish: '9/60', limit: nine },
    { has: five, wish: '9/60', limit: nine },
    { has: five, wish: 'none', limit: null },
  ])('changes $has to $wish in one PUT, and nothing else', async ({ has, wish, limit }) => {
    await scenario({}, async ({ sentry, run }) => {
      const key = addOld(sentry, { rateLimit: has, browserSdkVersion: '7.x' });
      const other = addOld(sentry, { name: 'other', rateLimit: has });
      const result = await run({ ...update, 'rate-limit': wish });

      expect(result).toMatchObject({ exitCode: 0, warnings: [] });
      expect(result.outputs).toMatchObject({
        outcome: 'updated',
        dsn: dsnOf(sentry, key),
        'rate-limit': limit === null ? 'none' : '9/60',
      });
      expect(calls(sentry)).toEqual(['list', 'update']);
      // Sentry would reset a version that is not sent back.
      const body = { rateLimit: limit, browserSdkVersion: '7.x' };
      expect(sentry.requests[1]).toMatchObject({ method: 'PUT', body });
      expect(Object.keys(sentry.requests[1]?.body as object)).toHaveLength(2);
      expect(sentry.keys('web')).toEqual([{ ...key, rateLimit: limit }, other]);
    });
  });

  test.each([
    { what: 'the limit is the same', more: { 'rate-limit': '5/1m' }, has: five },
    { what: 'there is none and none is asked', more: { 'rate-limit': 'none' }, has: null },
    { what: 'no limit is named', more: {}, has: five },
  ])('writes nothing where $what', async ({ more, has }) => {
    await scenario({}, async ({ sentry, run }) => {
      const key = addOld(sentry, { rateLimit: has });
      const result = await run({ ...update, ...more });

      expect(result).toMatchObject({ exitCode: 0, warnings: [], outputs: { outcome: 'reused' } });
      expect(calls(sentry)).toEqual(['list']);
      expect(sentry.keys('web')).toEqual([key]);
    });
  });

  test('changes the oldest of two only', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const newer = addOld(sentry, { dateCreated: '2024-05-02T00:00:00.000000Z' });
      const older = addOld(sentry);
      await run({ ...update, 'rate-limit': '9/60' });

      expect(sentry.keys('web')).toEqual([newer, { ...older, rateLimit: nine }]);
    });
  });

  test.each([
    {
      what: "the organization's plan has no rate limits",
      options: { rateLimits: false },
      cause: /rate limit 9\/60.*plan has no rate limits/,
    },
    {
      what: 'the server takes a change and does nothing',
      options: { dialect: 'glitchtip' as const },
      cause: /rate limit 9\/60/,
    },
  ])('warns where $what', async ({ options, cause }) => {
    await scenario(options, async ({ sentry, run }) => {
      const key = addOld(sentry);
      const result = await run({ ...update, 'rate-limit': '9/60' });

      expect(result).toMatchObject({ exitCode: 0 });
      expect(result.outputs).toMatchObject({ 'key-id': key.id, 'rate-limit': 'none' });
      expect(result.warnings).toEqual([expect.stringMatching(cause)]);
    });
  });

  test('fails where the key is retired by someone else meanwhile', async () => {
    await scenario({}, async ({ sentry, run }) => {
      addOld(sentry);
      sentry.fault({ call: 'update', strike: 'answer', status: 404 });
      const result = await run({ ...update, 'rate-limit': '9/60' });

      expect(result).toMatchObject({ exitCode: 1, outputs: {} });
      expect(result.errors).toEqual([
        `The client key "ci" was retired by someone else while this step ran: see ` +
          `${sentry.url}/settings/acme/projects/web/keys/. Run the job again.`,
      ]);
    });
  });
});

describe('if-exists: rotate', () => {
  const rotate = { name: 'ci', 'if-exists': 'rotate' };

  test('creates a key, hands it over, then retires every older active one', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const other = addOld(sentry, { name: 'other' });
      const inactive = addOld(sentry, { isActive: false });
      const one = addOld(sentry, { browserSdkVersion: '7.x', rateLimit: five });
      const two = addOld(sentry, { browserSdkVersion: 'latest' });
      const result = await run({ ...rotate, 'rate-limit': '9/60' });

      const [, , , , made, ...more] = sentry.keys('web');
      if (made === undefined) throw new Error('there is no new key');
      expect(more).toEqual([]);
      expect(made).toMatchObject({ name: 'ci', isActive: true, rateLimit: nine });
      expect(sentry.keys('web').slice(0, 4)).toEqual([
        other,
        inactive,
        { ...one, isActive: false },
        { ...two, isActive: false },
      ]);
      expect(calls(sentry)).toEqual(['list', 'create', 'update', 'update']);
      expect(result).toMatchObject({ exitCode: 0, warnings: [] });
      expect(result.outputs).toMatchObject({
        outcome: 'rotated',
        retired: '2',
        dsn: dsnOf(sentry, made),
        'rate-limit': '9/60',
      });
      expect(result.log).toContain('Client key "ci" in acme/web: rotated (2 retired).');
      expect(result.summary).toContain('| Retired keys | 2 |');
    });
  });

  test('deletes the older ones with retire: delete', async () => {
    await scenario({}, async ({ sentry, run }) => {
      mayDelete(sentry);
      addOld(sentry);
      const { outputs } = await run({ ...rotate, retire: 'delete' });

      expect(calls(sentry)).toEqual(['list', 'create', 'delete']);
      expect(sentry.keys('web').map(({ id }) => id)).toEqual([outputs['key-id']]);
    });
  });

  test.each([[[]], [[{ isActive: false }]]])(
    'creates the first active one where there is none: %j',
    async (seeds) => {
      await scenario({}, async ({ sentry, run }) => {
        for (const seed of seeds) addOld(sentry, seed);
        const { outputs } = await run(rotate);

        expect(outputs).toMatchObject({ outcome: 'created', retired: '0' });
        expect(activeIds(sentry)).toEqual([outputs['key-id']]);
      });
    },
  );

  test('keeps the older ones where the new one has no DSN', async () => {
    await scenario({ urlPrefix: false }, async ({ sentry, run }) => {
      const keys = [addOld(sentry), addOld(sentry)];
      const result = await run(rotate);

      expect(result).toMatchObject({ exitCode: 1, outputs: {} });
      expect(result.errors).toEqual([expect.stringContaining('its public DSN is empty')]);
      expect(calls(sentry)).toEqual(['list', 'create']);
      expect(sentry.keys('web').slice(0, 2)).toEqual(keys);
    });
  });

  test('after a delivery that failed, the next run leaves exactly one active key', async () => {
    await inProcess({}, async ({ sentry, run }) => {
      const old = addOld(sentry);
      const failed = await run(rotate, true);

      expect(failed).toMatchObject({ exitCode: 1, outputs: {} });
      expect(failed.errors).toEqual([
        expect.stringMatching(/could not be written\. A client key was created: see http/),
      ]);
      expect(activeIds(sentry)).toEqual([old.id, expect.any(String) as string]);

      const next = await run(rotate);
      expect(next).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated', retired: '2' } });
      expect(activeIds(sentry)).toEqual([next.outputs['key-id']]);
      expect(sentry.keys('web')).toHaveLength(3);
    });
  });

  test('has handed over the new key where an older one cannot be retired', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const old = addOld(sentry);
      sentry.fault({ call: 'update', strike: 'answer', status: 403, body: '{}' });
      const result = await run(rotate);

      const [, made] = sentry.keys('web');
      expect(result).toMatchObject({ exitCode: 1, outputs: { 'key-id': made?.id } });
      expect(result.errors).toEqual([expect.stringContaining('0 of 1 client keys were retired')]);
      expect(activeIds(sentry)).toEqual([old.id, made?.id]);
    });
  });
});

test('if-exists: create adds another one in one request', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const old = addOld(sentry);
    const { outputs } = await run({ name: 'ci', 'if-exists': 'create' });

    expect(calls(sentry)).toEqual(['create']);
    expect(outputs).toMatchObject({ outcome: 'created', retired: '0' });
    expect(activeIds(sentry)).toEqual([old.id, outputs['key-id']]);
  });
});

describe('if-exists: fail', () => {
  const fail = { name: 'ci', 'if-exists': 'fail' };

  test('names the key that is there, and writes nothing', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const key = addOld(sentry);
      const result = await run(fail);

      expect(result).toMatchObject({ exitCode: 1, outputs: {} });
      expect(result.errors).toEqual([
        `There is already an active client key named "ci" (its ID is ${key.id}), and ` +
          'if-exists is fail. Write another name, or another if-exists.',
      ]);
      expect(calls(sentry)).toEqual(['list']);
      expect(sentry.keys('web')).toEqual([key]);
    });
  });

  test('creates a key where only an inactive one is there', async () => {
    await scenario({}, async ({ sentry, run }) => {
      addOld(sentry, { isActive: false });
      const { outputs } = await run(fail);

      expect(outputs['outcome']).toBe('created');
      expect(activeIds(sentry)).toEqual([outputs['key-id']]);
    });
  });
});

describe('state: absent', () => {
  const absent = { name: 'ci', state: 'absent' };

  test.each(['reuse', 'update', 'rotate', 'create', 'fail'])(
    'retires every active key of the name and keeps all else, with if-exists: %s',
    async (ifExists) => {
      await scenario({}, async ({ sentry, run }) => {
        const one = addOld(sentry, { browserSdkVersion: '7.x', rateLimit: five });
        const others = ['CI', 'ci-2', 'other'].map((name) => addOld(sentry, { name }));
        const inactive = addOld(sentry, { isActive: false });
        const two = addOld(sentry, { browserSdkVersion: '8.x' });
        const result = await run({ ...absent, 'if-exists': ifExists });

        expect(result).toMatchObject({ exitCode: 0, warnings: [] });
        expect(result.outputs).toEqual({ ...noProject, outcome: 'retired', retired: '2' });
        expect(calls(sentry)).toEqual(['list', 'update', 'update']);
        expect(sentry.keys('web')).toEqual([
          { ...one, isActive: false },
          ...others,
          inactive,
          { ...two, isActive: false },
        ]);
      });
    },
  );

  test.each([[[]], [[{ isActive: false }]], [[{ name: 'other' }]]])(
    'has nothing to do where no active key has the name: %j',
    async (seeds) => {
      await scenario({}, async ({ sentry, run }) => {
        const keys = seeds.map((seed) => addOld(sentry, seed));
        const result = await run(absent);

        expect(result).toMatchObject({ exitCode: 0, warnings: [] });
        expect(result.outputs).toEqual({ ...noProject, outcome: 'absent', retired: '0' });
        expect(calls(sentry)).toEqual(['list']);
        expect(sentry.keys('web')).toEqual(keys);
      });
    },
  );

  test('deletes with retire: delete', async () => {
    await scenario({}, async ({ sentry, run }) => {
      mayDelete(sentry);
      const other = addOld(sentry, { name: 'other' });
      addOld(sentry);
      addOld(sentry);
      const { outputs } = await run({ ...absent, retire: 'delete' });

      expect(outputs).toEqual({ ...noProject, outcome: 'retired', retired: '2' });
      expect(calls(sentry)).toEqual(['list', 'delete', 'delete']);
      expect(sentry.keys('web')).toEqual([other]);
    });
  });

  test('says which scope retire: delete takes where the token lacks it', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const keys = [addOld(sentry), addOld(sentry)];
      const result = await run({ ...absent, retire: 'delete' });

      expect(result).toMatchObject({ exitCode: 1, outputs: {} });
      expect(result.errors).toEqual([
        expect.stringMatching(
          /may not delete the client key "ci" \(403\).*scope project:admin.* 0 of 2 client keys were retired/,
        ),
      ]);
      expect(sentry.keys('web')).toEqual(keys);
    });
  });

  test('says how many keys were retired where one of them cannot be', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const [one, two] = [addOld(sentry), addOld(sentry)];
      sentry.fault({ call: 'update', strike: 'delay', delayMs: 0 });
      sentry.fault({ call: 'update', strike: 'answer', status: 403, body: '{}' });
      const result = await run(absent);

      expect(result).toMatchObject({ exitCode: 1, outputs: { retired: '1' } });
      expect(result.errors).toEqual([
        expect.stringContaining(
          '1 of 2 client keys were retired before it; see ' +
            `${sentry.url}/settings/acme/projects/web/keys/${two.id}/`,
        ),
      ]);
      expect(sentry.keys('web')).toEqual([{ ...one, isActive: false }, two]);
    });
  });

  test.each([
    { retire: 'deactivate', call: 'update' as const },
    { retire: 'delete', call: 'delete' as const },
  ])('counts a key that is gone already as retired: $retire', async ({ retire, call }) => {
    await scenario({}, async ({ sentry, run }) => {
      addOld(sentry);
      sentry.fault({ call, strike: 'answer', status: 404 });

      expect(await run({ ...absent, retire })).toMatchObject({
        exitCode: 0,
        outputs: { outcome: 'retired', retired: '1' },
      });
    });
  });

  test('points to retire: delete where the server cannot deactivate keys', async () => {
    await scenario({ dialect: 'glitchtip' }, async ({ sentry, run }) => {
      const key = addOld(sentry);
      const result = await run(absent);

      expect(result).toMatchObject({ exitCode: 1, outputs: {} });
      expect(result.errors).toEqual([
        expect.stringMatching(/still active.*retire: delete.*0 of 1 client keys were retired/),
      ]);
      expect(sentry.keys('web')).toEqual([key]);

      mayDelete(sentry);
      expect(await run({ ...absent, retire: 'delete' })).toMatchObject({ exitCode: 0 });
      expect(sentry.keys('web')).toEqual([]);
    });
  });
});

describe('a long list', () => {
  test('is read by the cursor alone, a hundred keys a page, to its end', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const key = addOld(sentry);
      for (let count = 1; count < 1000; count++) sentry.addKey('web', { name: `key ${count}` });
      const { outputs } = await run({ name: 'ci' });

      expect(outputs).toMatchObject({ outcome: 'reused', 'key-id': key.id });
      // The address in the Link header leads to a host that is not there.
      const page = { method: 'GET', path: '/api/0/projects/acme/web/keys/' };
      expect(sentry.requests).toMatchObject(Array(10).fill(page));
      expect(sentry.requests.map(({ query }) => query)).toEqual([
        { per_page: '100' },
        ...Array.from({ length: 9 }, (_, index) => ({
          per_page: '100',
          cursor: `${900 - 100 * index}:0:0`,
        })),
      ]);
    });
  });

  test('that goes round in circles ends with one error', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const link = '<https://sentry.example/>; rel="next"; results="true"; cursor="7:0:0"';
      const fault = { call: 'list', strike: 'answer', status: 200, body: '[]' } as const;
      sentry.fault({ ...fault, headers: { link }, times: 10 });
      const result = await run({ name: 'ci' });

      expect(result.exitCode).toBe(1);
      expect(result.errors).toEqual([
        expect.stringContaining('The list of client keys of acme/web does not end'),
      ]);
      expect(calls(sentry)).toEqual(['list', 'list']);
    });
  });
});
