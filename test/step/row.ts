/** A step as a row of a table: what the workflow says, what Sentry holds, and what comes out. */
import type { Step, StepResult } from '../harness/local-runner.ts';
import { addOldKey } from '../harness/old-key.ts';
import { dsnOf, scenario, TOKEN } from '../harness/scenario.ts';
import type { Fault, LocalSentry, LocalSentryOptions, StoredKey } from '../local-sentry/index.ts';

export const five = { count: 5, window: 60 };
export const nine = { count: 9, window: 60 };

/** What a step meets. */
export interface Given {
  /** The keys of the project: active, old and named `ci`, where they do not say else. */
  readonly keys?: readonly Partial<StoredKey>[];
  readonly options?: LocalSentryOptions;
  /** Of the token. */
  readonly scopes?: string[];
  readonly faults?: readonly Fault[];
  /** Inputs beside token, org, project, url and `name: ci`. */
  readonly with?: Step['with'];
}

/** The body of a create of the key `ci`: its ID is random. */
export const createBody = { name: 'ci', public: expect.stringMatching(/^[0-9a-f]{32}$/) as string };

export interface Row extends Given {
  readonly title: string;
  /** By default the keys are listed, and nothing more. */
  readonly calls?: readonly string[];
  /** The bodies of the calls that have one. */
  readonly bodies?: readonly unknown[];
  /** Some outputs; there is no `dsn` if no key comes out. */
  readonly outputs?: Readonly<Record<string, string>>;
  readonly warnings?: readonly (string | RegExp)[];
  readonly errors?: readonly (string | RegExp)[];
  /** Which key comes out, by its index among all keys afterwards. */
  readonly key?: number;
  /**
   * What is different about each key afterwards; more rows than there were keys are new keys. By
   * default nothing is, and there is a new key where one comes out.
   */
  readonly after?: readonly (Partial<StoredKey> | 'deleted')[];
  /** Whatever else is expected. */
  readonly also?: (result: StepResult) => void;
}

/** Runs the step of a row as a process of its own, and compares everything that comes of it. */
export async function check(row: Omit<Row, 'title'>): Promise<void> {
  const { calls = ['list'], outputs = {}, warnings = [], errors = [] } = row;
  await scenario(row.options ?? {}, async ({ sentry, run }) => {
    const before = prepare(sentry, row);
    const inputs = { name: 'ci', ...row.with };
    const result = await run(inputs);

    const said = { errors: matching(errors), warnings: matching(warnings) };
    expect(result).toMatchObject({ exitCode: errors.length, ...said });
    expect(callsOf(sentry)).toEqual(calls);
    const bodies = sentry.requests.map(({ body }) => body).filter((body) => body !== undefined);
    expect(bodies).toEqual(row.bodies ?? bodies);

    const keys = sentry.keys('web');
    const made = row.key === before.length ? [{}] : [];
    const changes = row.after ?? [...before.map(() => ({})), ...made];
    const expected = changes.flatMap((change, index) => {
      const old = before[index] ?? { name: inputs.name, isActive: true };
      return change === 'deleted' ? [] : [{ ...old, ...change }];
    });
    expect(keys).toHaveLength(expected.length);
    expect(keys).toMatchObject(expected);

    const key = row.key === undefined ? undefined : keys[row.key];
    const own = key && { dsn: dsnOf(sentry, key), 'key-id': key.id };
    expect(result.outputs).toMatchObject({ ...own, ...outputs });
    if (own === undefined) expect(result.outputs).not.toHaveProperty('dsn');
    row.also?.(result);
  });
}

/** Checks rows that have something in common. */
export function checkWith(common: Partial<Row>): (row: Row) => Promise<void> {
  return (row) => check({ ...common, ...row, with: { ...common.with, ...row.with } });
}

/** @returns the keys of the project */
export function prepare(sentry: LocalSentry, { keys = [], scopes, faults = [] }: Given) {
  if (scopes) sentry.addToken(TOKEN, scopes);
  for (const fault of faults) sentry.fault(fault);
  return keys.map((key) => addOldKey(sentry, 'web', key));
}

export function callsOf({ requests }: LocalSentry, from = 0): string[] {
  return requests.slice(from).map(({ call }) => call);
}

/** What Jest compares with texts: strings are equal, expressions match. */
export function matching(texts: readonly (string | RegExp)[]): unknown[] {
  return texts.map((text): unknown => (typeof text === 'string' ? text : expect.stringMatching(text)));
}
