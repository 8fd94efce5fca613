/**
 * Runs the action in this process against a local Sentry, by a clock that only moves when the action waits: minutes of
 * waiting take no time, and the server's clock moves along.
 */
import { EventEmitter } from 'node:events';
import type { Clock, Runtime } from '../../src/net/runtime.ts';
import { Failure } from '../../src/failure.ts';
import { connect, NoResponse, type Send } from '../../src/net/http.ts';
import { MainStep } from '../../src/step.ts';
import type { Output, Row, Runner } from '../../src/workflow/runner.ts';
import { type LocalSentry, type LocalSentryOptions, startLocalSentry } from '../local-sentry/index.ts';
import { withMasks } from './local-runner.ts';
import { aRuntime } from './runtime.ts';
import { secretsOf, TOKEN } from './scenario.ts';
import { SharedClock } from './shared-clock.ts';

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

export interface Place<Time extends Clock = VirtualClock> {
  readonly sentry: LocalSentry;
  readonly clock: Time;
  /**
   * Runs the main step.
   *
   * @param refuse makes the runner refuse to take outputs, as a full disk would
   * @param more variables of the environment beside the inputs
   * @throws {Error} when something secret was printed
   */
  readonly run: (inputs: Record<string, string>, refuse?: boolean, more?: Record<string, string>) => Promise<Result>;
}

export interface PlaceOptions extends Omit<LocalSentryOptions, 'now' | 'onHang'> {
  /** Milliseconds by which the server's clock differs from this machine's. */
  readonly skew?: number;
  readonly scopes?: string[];
  /** Asked before each run: the request, from 1 on, at which it is killed. */
  readonly killAt?: () => Kill | undefined;
}

/** SIGKILL while a request is under way: nothing is sent any more, and nothing heard. */
export interface Kill {
  readonly request: number;
  /** Before or after the server did its work. */
  readonly when: 'before' | 'after';
}

type Connect = Runtime['connect'];

/** Lets `act` run steps one after the other, on a clock that moves when one of them waits. */
export function inProcess<Value>(options: PlaceOptions, act: (place: Place) => Promise<Value>): Promise<Value> {
  const clock = new VirtualClock();
  const hangs: Hangs = new EventEmitter();
  // One for each request that is under way.
  hangs.setMaxListeners(Infinity);
  const onHang = (): unknown => hangs.emit('hang');
  return withPlace({ ...options, onHang }, clock, hurried(clock, hangs), act);
}

/** What is changed about the way to a server. */
export type Way = (send: Send, base: URL, clock: SharedClock) => Send;

/** Lets `act` run steps, and long lists, that wait at the same time. */
export function onSharedClock<Value>(
  options: PlaceOptions,
  act: (place: Place<SharedClock>) => Promise<Value>,
  way: Way = (send) => send,
): Promise<Value> {
  const clock = new SharedClock();
  const connectTo: Connect = (base) => {
    const send = connect(base);
    return way((request, timeoutMs) => clock.during(() => send(request, timeoutMs)), base, clock);
  };
  return withPlace(options, clock, connectTo, act);
}

async function withPlace<Time extends Clock, Value>(
  { skew = 0, scopes = ['project:admin'], killAt, ...options }: PlaceOptions & { onHang?: () => void },
  clock: Time,
  connectTo: Connect,
  act: (place: Place<Time>) => Promise<Value>,
): Promise<Value> {
  const start = Date.now() + skew;
  const sentry = await startLocalSentry({ ...options, now: () => start + clock.now() });
  sentry.addToken(TOKEN, scopes);
  try {
    return await act({
      sentry,
      clock,
      run: async (inputs, refuse = false, more = {}) => {
        const given = { token: TOKEN, org: 'acme', project: 'web', url: sentry.url, ...inputs };
        const variables = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
        const env = { ...more, ...(Object.fromEntries(variables) as Record<string, string>) };
        const recorder = new Recorder(refuse);
        const begin = clock.now();
        const runtime = aRuntime({ connect: killable(connectTo, killAt?.()), clock, random: () => 0.9, log: recorder });
        const exitCode = await new MainStep(env, recorder, runtime).run();
        recorder.refuseLeaks(secretsOf(sentry));
        return { ...recorder.result, exitCode, elapsed: clock.now() - begin };
      },
    });
  } finally {
    await sentry.close();
  }
}

type Hangs = EventEmitter<{ hang: [] }>;

/** The way to a server, for a process that is killed. */
function killable(
  connectTo: Connect,
  { request: number, when }: Kill = { request: Infinity, when: 'before' },
): Connect {
  let count = 0;
  return (base) => {
    const send = connectTo(base);
    return async (request, timeoutMs) => {
      count += 1;
      if (count === number && when === 'after') await send(request, timeoutMs);
      if (count >= number) throw new Error('killed');
      return send(request, timeoutMs);
    };
  };
}

/** The real way to a server, but one that hangs is given up at once, and the clock set on. */
function hurried(clock: VirtualClock, hangs: Hangs): Connect {
  return (base) => {
    const send = connect(base);
    return async (request, timeoutMs) => {
      const { promise: givenUp, reject } = Promise.withResolvers<never>();
      const giveUp = (): void => {
        clock.pass(timeoutMs);
        reject(new NoResponse(new Error('the time is up'), true, true));
      };
      hangs.once('hang', giveUp);
      try {
        return await Promise.race([send(request, timeoutMs), givenUp]);
      } finally {
        hangs.off('hang', giveUp);
      }
    };
  };
}

/** Keeps what a step tells the runner, as the runner shows it: masked from the mask on. */
export class Recorder implements Runner {
  readonly result = {
    errors: [] as string[],
    warnings: [] as string[],
    lines: [] as string[],
    outputs: {} as Record<string, string>,
    state: {} as Record<string, string>,
    variables: {} as Record<string, string>,
  };
  readonly #refuse: boolean;
  readonly #masks: string[] = [];
  readonly #shown: string[] = [];

  /** @param refuse whether outputs cannot be written */
  constructor(refuse = false) {
    this.#refuse = refuse;
  }

  /** @throws {Error} when one of these can be read in what was shown */
  refuseLeaks(secrets: readonly string[]): void {
    const shown = this.#shown.join('\n');
    for (const secret of secrets) {
      if (shown.includes(secret)) throw new Error(`the log shows a secret: ${shown}`);
    }
  }

  #show(text: string): string {
    const masked = withMasks(text, this.#masks);
    this.#shown.push(masked);
    return masked;
  }

  requireFile(): void {
    // There are none.
  }
  mask(secret: string): void {
    if (secret !== '') this.#masks.push(secret);
  }
  info(line: string): void {
    this.result.lines.push(this.#show(line));
  }
  warning(message: string): void {
    this.result.warnings.push(this.#show(message));
  }
  error(message: string): void {
    this.result.errors.push(this.#show(message));
  }
  debug(line: string): void {
    this.#show(line);
  }
  summary(_title: string, rows: readonly Row[]): void {
    for (const value of rows.flat()) this.#show(String(value));
  }
  state(name: string, value: string): void {
    this.result.state[name] = value;
  }
  variable(name: string, value: string): void {
    this.result.variables[name] = value;
  }
  outputs(outputs: readonly Output[]): void {
    if (outputs.length === 0) return;
    if (this.#refuse) throw new Failure('The file that GITHUB_OUTPUT names could not be written.');
    Object.assign(this.result.outputs, Object.fromEntries(outputs));
  }
}
