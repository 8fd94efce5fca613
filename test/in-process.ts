/**
 * Runs the action in this process against a local Sentry, with a clock that only moves when the
 * action waits: minutes of waiting take no time, and the server's clock moves along.
 */
import type { Clock } from '../src/clock.ts';
import type { Course } from '../src/create.ts';
import { Failure } from '../src/failure.ts';
import { connect, NoAnswer, type Send } from '../src/http.ts';
import { run } from '../src/run.ts';
import type { Runner } from '../src/runner.ts';
import type { World } from '../src/world.ts';
import {
  type LocalSentry,
  type LocalSentryOptions,
  startLocalSentry,
} from './local-sentry/index.ts';
import { secretsOf, TOKEN } from './scenario.ts';

/** Milliseconds after which a server that hangs is given up in real time. */
const PATIENCE = 400;

export class VirtualClock implements Clock {
  #now = 0;
  readonly waits: number[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
    this.#now += milliseconds;
    return Promise.resolve();
  }

  /** Lets time pass that nobody waits for on purpose. */
  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export interface Result {
  readonly exitCode: number;
  readonly errors: string[];
  readonly warnings: string[];
  readonly lines: string[];
  readonly outputs: Record<string, string>;
  readonly state: Record<string, string>;
  readonly variables: Record<string, string>;
  /** Milliseconds by the virtual clock. */
  readonly elapsed: number;
}

export interface Place {
  readonly sentry: LocalSentry;
  readonly clock: VirtualClock;
  /**
   * Runs the main step.
   *
   * @param refuse makes the runner refuse to take outputs, as a full disk would
   * @param more variables of the environment beside the inputs
   * @throws {Error} when something secret was printed
   */
  readonly run: (
    inputs: Record<string, string>,
    refuse?: boolean,
    more?: Record<string, string>,
  ) => Promise<Result>;
}

export interface PlaceOptions extends Omit<LocalSentryOptions, 'now'> {
  /** Milliseconds by which the server's clock differs from this machine's. */
  readonly skew?: number;
  readonly scopes?: string[];
}

export async function inProcess(
  { skew = 0, scopes = ['project:admin'], ...options }: PlaceOptions,
  act: (place: Place) => Promise<void>,
): Promise<void> {
  const clock = new VirtualClock();
  const start = Date.now() + skew;
  const sentry = await startLocalSentry({ ...options, now: () => start + clock.now() });
  sentry.addToken(TOKEN, scopes);
  try {
    await act({
      sentry,
      clock,
      run: async (inputs, refuse = false, more = {}) => {
        const given = { token: TOKEN, org: 'acme', project: 'web', url: sentry.url, ...inputs };
        const variables = Object.entries(given).map(([name, value]) => [
          `INPUT_${name.toUpperCase()}`,
          value,
        ]);
        const env = { ...more, ...(Object.fromEntries(variables) as Record<string, string>) };
        const record = recorder(refuse);
        const begin = clock.now();
        const course: Course = { created: 'no', what: 'client key', page: '' };
        const exitCode = await run(env, worldOf(clock, record.runner), course);
        for (const secret of secretsOf(sentry)) {
          if (record.printed().includes(secret)) throw new Error(`printed: ${record.printed()}`);
        }
        return { ...record.result, exitCode, elapsed: clock.now() - begin };
      },
    });
  } finally {
    await sentry.close();
  }
}

function worldOf(clock: VirtualClock, runner: Runner): World {
  return { runner, connect: hurried(clock), clock, random: () => 0.9, userAgent: 'test' };
}

/** The real way to a server, but a server that hangs is given up early, and the clock set on. */
function hurried(clock: VirtualClock): (base: URL) => Send {
  return (base) => {
    const send = connect(base);
    return async (request, timeoutMs) => {
      try {
        return await send(request, Math.min(timeoutMs, PATIENCE));
      } catch (error) {
        if (error instanceof NoAnswer && error.timedOut) clock.pass(timeoutMs);
        throw error;
      }
    };
  };
}

function recorder(refuse: boolean) {
  const result = {
    errors: [] as string[],
    warnings: [] as string[],
    lines: [] as string[],
    outputs: {} as Record<string, string>,
    state: {} as Record<string, string>,
    variables: {} as Record<string, string>,
  };
  const others: string[] = [];
  const runner: Runner = {
    ready: () => undefined,
    mask: () => undefined,
    info: (line) => result.lines.push(line),
    warning: (message) => result.warnings.push(message),
    error: (message) => result.errors.push(message),
    debug: (line) => others.push(line),
    summary: (markdown) => others.push(markdown),
    state: (name, value) => (result.state[name] = value),
    variable: (name, value) => (result.variables[name] = value),
    output(name, value) {
      if (refuse) throw new Failure('The file that GITHUB_OUTPUT names could not be written.');
      result.outputs[name] = value;
    },
  };
  const printed = () =>
    [...result.errors, ...result.warnings, ...result.lines, ...others].join('\n');
  return { runner, result, printed };
}
