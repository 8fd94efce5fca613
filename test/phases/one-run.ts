/** One run of the action in this process, and what is on the server afterwards. */
import { inProcess, type Place, type PlaceOptions, type Result } from '../harness/in-process.ts';
import { html, lost } from '../harness/mishaps.ts';
import { type Fault, type LocalSentry, type StoredKey, tooManyRequests } from '../local-sentry/index.ts';

export type Inputs = Readonly<Record<string, string>>;

/** The project `api` is not there. */
export const newProject = { project: 'api', name: 'ci', 'create-project': 'true', team: 'platform' };

export const lostAnswers = Object.keys(lost);
export const limits = ['with Reset', 'with Retry-After', 'with a date', 'with neither'].map((what) => `429 ${what}`);

/** @param name one of {@link lostAnswers}, one of {@link limits}, or `hang` */
export function faultOf(name: string, now: () => number): Fault {
  const later = new Date(now() + 9000).toUTCString();
  const faults: Record<string, Fault> = {
    ...lost,
    hang: { strike: 'hang' },
    '429 with Reset': tooManyRequests({ resetInSeconds: 3, now }),
    '429 with Retry-After': tooManyRequests({ retryAfter: '7', now }),
    '429 with a date': tooManyRequests({ retryAfter: later, now }),
    '429 with neither': { strike: 'answer', status: 429, headers: html, body: '{}' },
  };
  const fault = faults[name];
  if (fault === undefined) throw new Error(`no fault ${name}`);
  return fault;
}

export interface Run extends Result {
  /** Closed. */
  readonly sentry: LocalSentry;
  /** The kinds of the requests, in order. */
  readonly calls: readonly string[];
  /** By project, oldest first, inactive ones too. */
  readonly keys: Readonly<Record<string, readonly StoredKey[]>>;
  /** Milliseconds of each wait. */
  readonly waits: readonly number[];
}

/** @param arrange sets up the server before the run */
export function oneRun(
  inputs: Inputs,
  arrange: (given: Place) => void = () => undefined,
  options: PlaceOptions = {},
): Promise<Run> {
  return inProcess(options, async (given) => {
    arrange(given);
    const result = await given.run(inputs);
    const { sentry, clock } = given;
    const calls = sentry.requests.map(({ call }) => call);
    const projects = sentry.projects().map(({ slug, id }) => [slug, sentry.keys(String(id))] as const);
    return { ...result, sentry, calls, keys: Object.fromEntries(projects), waits: clock.waits };
  });
}
