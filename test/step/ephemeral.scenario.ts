/** A step with `ephemeral: true`: the main step, then the post step with what the main one left. */
import { runStep, type Step, type StepResult } from '../harness/local-runner.ts';
import type { Fault, LocalSentry, LocalSentryOptions } from '../local-sentry/index.ts';
import { PROJECT_ID, type Scenario, scenario, secretsOf, TOKEN } from '../harness/scenario.ts';

const ephemeral = { name: 'ci', ephemeral: 'true' };

/** Long ago, so that no other run can be about to show an older key. */
const old = { name: 'ci', dateCreated: '2024-05-01T00:00:00.000000Z' };

interface Job extends Scenario {
  /** Runs the post step of a main step that was given `more`. */
  readonly finish: (
    main: StepResult,
    more?: Step['with'],
    env?: Step['env'],
  ) => Promise<StepResult>;
}

/** A scenario with post steps, in whose logs nothing secret may show either. */
async function job(options: LocalSentryOptions, act: (job: Job) => Promise<void>): Promise<void> {
  await scenario(options, async (main) => {
    const { sentry, given } = main;
    await act({
      ...main,
      finish(after, more = ephemeral, env = {}) {
        // Keys that the step deletes are secret too.
        const before = secretsOf(sentry);
        const all = () => [...before, ...secretsOf(sentry)];
        return runStep({ with: { ...given, ...more }, env, after, secrets: all });
      },
    });
  });
}

// By the ID, which stays when a project is renamed.
const keysOf = (sentry: LocalSentry) => sentry.keys(String(PROJECT_ID));

const activeIds = (sentry: LocalSentry): string[] =>
  keysOf(sentry)
    .filter(({ isActive }) => isActive)
    .map(({ id }) => id);

/** The calls that a server got from a certain request on. */
const callsSince = ({ requests }: LocalSentry, start: number): string[] =>
  requests.slice(start).map(({ call }) => call);

const pageOf = ({ url }: LocalSentry, id: string | undefined, project = 'web'): string =>
  `${url}/settings/acme/projects/${project}/keys/${id ?? ''}/`;

/** What a post step leaves that had nothing to do. */
const nothing = { exitCode: 0, stdout: '', stderr: '', summary: '', outputs: {}, state: {} };

test('the key that the run created is deactivated at the end of the job', async () => {
  await job({}, async ({ sentry, run, finish }) => {
    const main = await run(ephemeral);
    const id = main.outputs['key-id'];
    expect(main).toMatchObject({ exitCode: 0, outputs: { outcome: 'created' } });
    expect(activeIds(sentry)).toEqual([id]);

    const start = sentry.requests.length;
    const post = await finish(main);
    expect(callsSince(sentry, start)).toEqual(['get', 'update']);
    // Sentry would reset a version that is not sent back.
    expect(sentry.requests.at(-1)?.body).toEqual({ isActive: false, browserSdkVersion: '10.x' });
    expect(keysOf(sentry)).toMatchObject([{ id, isActive: false }]);
    expect(post).toMatchObject({ exitCode: 0, warnings: [], errors: [], outputs: {}, summary: '' });
    expect(post.log).toBe(
      `Retired the ephemeral client key "ci" in acme/web. See ${pageOf(sentry, id)}`,
    );
  });
});

test('retire: delete deletes it', async () => {
  await job({}, async ({ sentry, run, finish }) => {
    sentry.addToken(TOKEN, ['project:admin']);
    const inputs = { ...ephemeral, retire: 'delete' };
    const main = await run(inputs);
    const start = sentry.requests.length;

    expect(await finish(main, inputs)).toMatchObject({ exitCode: 0, warnings: [] });
    expect(callsSince(sentry, start)).toEqual(['get', 'delete']);
    expect(keysOf(sentry)).toEqual([]);
  });
});

test.each([
  { what: 'without a name', inputs: { ephemeral: 'true' } },
  { what: 'with if-exists: create', inputs: { ...ephemeral, 'if-exists': 'create' } },
])('a key made $what is retired, and no other', async ({ inputs }) => {
  await job({}, async ({ sentry, run, finish }) => {
    const before = sentry.addKey('web', old);
    const main = await run(inputs);
    const meanwhile = sentry.addKey('web', { name: main.outputs['name'] ?? '' });
    await finish(main, inputs);

    expect(activeIds(sentry)).toEqual([before.id, meanwhile.id]);
  });
});

test('after if-exists: rotate the new key is retired as well', async () => {
  await job({}, async ({ sentry, run, finish }) => {
    const inputs = { ...ephemeral, 'if-exists': 'rotate' };
    sentry.addKey('web', old);
    const main = await run(inputs);
    expect(main.outputs).toMatchObject({ outcome: 'rotated', retired: '1' });
    expect(activeIds(sentry)).toEqual([main.outputs['key-id']]);

    expect((await finish(main, inputs)).log).toContain(pageOf(sentry, main.outputs['key-id']));
    expect(activeIds(sentry)).toEqual([]);
    expect(keysOf(sentry)).toHaveLength(2);
  });
});

test("the state holds the key's ID and nothing else, no token above all", async () => {
  await job({}, async ({ run }) => {
    const { state, outputs } = await run(ephemeral);
    expect(state).toEqual({ 'created-key': outputs['key-id'] });
  });
});

const nothingToDo: { what: string; more: Step['with']; seed?: boolean; fault?: Fault }[] = [
  { what: 'the key was reused', more: {}, seed: true },
  {
    what: 'the key was updated',
    more: { 'if-exists': 'update', 'rate-limit': '5/60' },
    seed: true,
  },
  { what: 'the key was created to stay', more: { ephemeral: 'false' } },
  { what: 'keys were retired', more: { state: 'absent' }, seed: true },
  { what: 'it was a dry run', more: { 'dry-run': 'true' } },
  { what: 'an input was wrong', more: { 'rate-limit': 'many' } },
  { what: 'the main step refused a key', more: { 'if-exists': 'fail' }, seed: true },
  {
    what: 'the main step could not create a key',
    more: {},
    fault: { call: 'create', strike: 'answer', status: 403, body: '{}' },
  },
];

test.each([
  { what: 'reused', more: {} },
  { what: 'updated', more: { 'if-exists': 'update', 'rate-limit': '5/60' } },
])('a key that was there before is not retired, and the main step warns: $what', async (row) => {
  await job({}, async ({ sentry, run }) => {
    sentry.addKey('web', old);
    const warning = expect.stringMatching(
      /^The client key "ci" was there before this run, .* give each job a name of its own\.$/,
    ) as string;
    expect(await run({ ...ephemeral, ...row.more })).toMatchObject({
      outputs: { outcome: row.what },
      warnings: [warning],
    });
    expect(await run({ ...ephemeral, ...row.more, 'dry-run': 'true' })).toMatchObject({
      warnings: [],
    });
    expect(await run(row.more)).toMatchObject({ warnings: [] });
  });
});

test.each(nothingToDo)('the post step does and says nothing where $what', async (row) => {
  await job({}, async ({ sentry, run, finish }) => {
    if (row.seed === true) sentry.addKey('web', old);
    if (row.fault) sentry.fault(row.fault);
    const inputs = { ...ephemeral, ...row.more };
    const main = await run(inputs);
    const keys = keysOf(sentry);
    const start = sentry.requests.length;

    expect(main.state).toEqual({});
    expect(await finish(main, inputs, { RUNNER_DEBUG: '1' })).toMatchObject(nothing);
    expect(callsSince(sentry, start)).toEqual([]);
    expect(keysOf(sentry)).toEqual(keys);
  });
});

test.each([
  {
    what: 'the new key has no DSN',
    options: { urlPrefix: false },
    inputs: ephemeral,
    prepare: () => undefined,
  },
  {
    what: 'an older key could not be retired',
    options: {},
    inputs: { ...ephemeral, 'if-exists': 'rotate' },
    prepare(sentry: LocalSentry) {
      sentry.addKey('web', { ...old, isActive: true });
      sentry.fault({ call: 'update', strike: 'answer', status: 403, body: '{}' });
    },
  },
])('a main step that failed after it created the key: $what', async (row) => {
  await job(row.options, async ({ sentry, run, finish }) => {
    row.prepare(sentry);
    const main = await run(row.inputs);
    const made = keysOf(sentry).at(-1);
    expect(main.exitCode).toBe(1);
    expect(made?.isActive).toBe(true);
    expect(main.state).toEqual({ 'created-key': made?.id });

    expect(await finish(main, row.inputs)).toMatchObject({ exitCode: 0, warnings: [] });
    expect(keysOf(sentry).at(-1)).toEqual({ ...made, isActive: false });
  });
});

test('a key whose create was answered only by its being there is retired too', async () => {
  await job({}, async ({ sentry, run, finish }) => {
    sentry.fault({ call: 'create', when: 'after', strike: 'reset' });
    const main = await run(ephemeral);
    expect(main.outputs['outcome']).toBe('created');
    await finish(main);

    expect(keysOf(sentry)).toMatchObject([{ id: main.outputs['key-id'], isActive: false }]);
  });
});

test.each([
  { what: 'deactivated', method: 'PUT', body: '{"isActive":false}', left: 1 },
  { what: 'deleted', method: 'DELETE', body: null, left: 0 },
])('a key that was $what by hand meanwhile is fine', async ({ method, body, left }) => {
  await job({}, async ({ sentry, run, finish }) => {
    sentry.addToken(TOKEN, ['project:admin']);
    const main = await run(ephemeral);
    const path = `/api/0/projects/acme/web/keys/${main.outputs['key-id'] ?? ''}/`;
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    await fetch(`${sentry.url}${path}`, { method, headers, body });
    expect(activeIds(sentry)).toEqual([]);

    const start = sentry.requests.length;
    const post = await finish(main);
    expect(post).toMatchObject({ exitCode: 0, log: '', warnings: [], errors: [] });
    expect(callsSince(sentry, start)).toEqual(['get']);
    expect(keysOf(sentry)).toHaveLength(left);
  });
});

const forEver = { strike: 'answer', times: Infinity } as const;
/** Wants to be left alone for longer than there is time, so that nothing is waited for here. */
const failing = { ...forEver, status: 500, headers: { 'retry-after': '600' }, body: '{}' };
const obstacles: {
  what: string;
  options?: LocalSentryOptions;
  more?: Step['with'];
  fault?: Fault;
  cause: RegExp;
}[] = [
  {
    what: 'the update is refused',
    fault: { ...forEver, call: 'update', status: 403, body: '{}' },
    cause: /may not change the client key "ci"/,
  },
  {
    what: 'the server fails for ever',
    fault: { ...failing, call: 'update' },
    cause: /failed when it was asked to change the client key "ci" \(500\)/,
  },
  {
    what: 'the key cannot be looked at',
    fault: { ...failing, call: 'get' },
    cause: /failed when it was asked to look at the client key \(500\)/,
  },
  {
    what: 'the token is no longer valid',
    fault: { ...forEver, status: 401, body: '{"detail":"Token expired"}' },
    cause: /did not accept the token: "Token expired" \(401\)/,
  },
  {
    what: 'the token may not delete',
    more: { retire: 'delete' },
    cause: /may not delete the client key "ci" \(403\).*project:admin/,
  },
  {
    what: 'the server cannot deactivate keys',
    options: { dialect: 'glitchtip' },
    cause: /still active.*retire: delete/,
  },
];

test.each(obstacles)(
  'a key that cannot be retired costs one warning, not the job: $what',
  async ({ options = {}, more = {}, fault, cause }) => {
    await job(options, async ({ sentry, run, finish }) => {
      const inputs = { ...ephemeral, ...more };
      const main = await run(inputs);
      expect(main.exitCode).toBe(0);
      const [key] = keysOf(sentry);
      if (fault) sentry.fault(fault);
      const post = await finish(main, inputs);

      expect(post).toMatchObject({ exitCode: 0, errors: [], outputs: {} });
      expect(post.warnings).toEqual([
        expect.stringMatching(/^The ephemeral client key could not be retired: /),
      ]);
      expect(post.warnings[0]).toMatch(cause);
      expect(post.warnings[0]).toContain(pageOf(sentry, key?.id));
      expect(keysOf(sentry)).toEqual([key]);
    });
  },
);

test('without its token the post step names the key that it could not retire', async () => {
  await job({}, async ({ run, finish }) => {
    const main = await run(ephemeral);
    const post = await finish(main, { ...ephemeral, token: '' });

    expect(post).toMatchObject({ exitCode: 0, errors: [] });
    expect(post.warnings).toEqual([
      expect.stringMatching(/token: missing[^]* Retire it by hand: its ID is [0-9a-f]{32}\.$/),
    ]);
    expect(post.warnings[0]).toContain(main.outputs['key-id']);
  });
});

test('a project that is renamed meanwhile is followed, and linked to by its new slug', async () => {
  await job({}, async ({ sentry, run, finish }) => {
    const main = await run(ephemeral);
    sentry.renameProject('web', 'website');
    const post = await finish(main);

    expect(activeIds(sentry)).toEqual([]);
    expect(post.exitCode).toBe(0);
    expect(post.warnings).toEqual([expect.stringContaining('was renamed to "website"')]);
    expect(post.log).toContain(
      'Retired the ephemeral client key "ci" in acme/website. See ' +
        pageOf(sentry, main.outputs['key-id'], 'website'),
    );
  });
});

test('debug lines of the post step tell method, path and status, and nothing of the key', async () => {
  await job({}, async ({ run, finish }) => {
    const main = await run(ephemeral, { RUNNER_DEBUG: '1' });
    const { debug, masks } = await finish(main, ephemeral, { RUNNER_DEBUG: '1' });

    expect(debug).toEqual([
      expect.stringMatching(/^GET \/api\/0\/projects\/acme\/web\/keys\/…\/: 200 after \d+ ms$/),
      expect.stringMatching(/^PUT \/api\/0\/projects\/acme\/web\/keys\/…\/: 200 after \d+ ms$/),
    ]);
    expect(masks).toContain(TOKEN);
  });
});
