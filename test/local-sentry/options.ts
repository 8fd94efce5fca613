import type { LoggedRequest } from '../local-server/log.ts';
import type { ApiLimit } from './api-limit.ts';
import type { Call } from './faults.ts';
import type { Dialect } from './keys.ts';

export interface LocalSentryOptions {
  /** On 127.0.0.1; 0, the default, takes any free one. */
  port?: number;
  /** A path that the base URL carries, such as '/sentry'; '' by default. */
  path?: string;
  /** Serve HTTPS with this pair of PEM texts. */
  tls?: { key: string; cert: string };
  /** 'current' by default. */
  dialect?: Dialect;
  /** Whether the organization's plan has rate limits for keys; true by default. */
  rateLimits?: boolean;
  /**
   * False: the organizations have switched the creation of projects off for members, so that a token needs the
   * scope org:write, or an owner with the role of a team admin; true by default.
   */
  membersCreateProjects?: boolean;
  /** The organizations' override of the address in DSNs, such as 'https://relay.example.com/sentry'. */
  dsnEndpoint?: string;
  /** False: the server does not know its own address and makes no DSNs; true by default. */
  urlPrefix?: boolean;
  /** The server's clock in milliseconds since the epoch; Date.now by default. */
  now?: () => number;
  /**
   * Milliseconds between a new key's getting its place in the order and everyone's seeing it, asked
   * for each key; the create is answered then. 0 by default.
   */
  commitDelay?: () => number;
  /**
   * Milliseconds from a new key's getting its date to its getting its place in the order, asked for
   * each key, so that the dates of two need not rise as their places do. 0 by default.
   */
  dateLead?: () => number;
  /**
   * Milliseconds by the server's clock after the creation of a project in which calls about it
   * still answer that there is none, asked for each project. 0 by default.
   */
  projectDelay?: () => number;
  /** Whether there are figures on how much a key is used; true by default. */
  usage?: boolean;
  /** What the API takes from its callers; no limit by default. */
  apiLimit?: ApiLimit;
  /** Milliseconds of real time that each call of the API takes, unless a limit refuses it; 0 by default. */
  latency?: number;
  /** Called with each request when it arrives, before anything is done about it. */
  onRequest?: (request: LoggedRequest<Call>) => void;
  /** What a request waits for before anything is done about it; nothing by default. */
  holdBack?: (request: LoggedRequest<Call>) => Promise<unknown> | undefined;
  /** Called with each request once it is over, answered or not. */
  onRequestOver?: (request: LoggedRequest<Call>) => void;
  /** Called when a fault leaves a request without an answer. */
  onHang?: () => void;
}
