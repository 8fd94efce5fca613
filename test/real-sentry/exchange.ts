/** What an exchange with a server is: one request, and what has to be there before it. */
import type { Settings, Tokens } from './index.ts';

export interface Sent {
  /**
   * The method and a URL, absolute or relative to the project's. In it and in the body, the word
   * PROJECT is the project's slug, PROJECT_ID its number, KEY the key that was created last, and
   * NEXT and PREVIOUS are the cursors of the page that was listed last.
   */
  readonly request: string;
  /** `admin` by default. */
  readonly as?: keyof Tokens;
  /** Text is sent as it is, and all else as JSON. */
  readonly body?: unknown;
  /** Instead of the usual ones; null is none. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

export interface Exchange extends Sent {
  /** The request by default. */
  readonly name?: string;
  /** Requests that are sent before it. */
  readonly before?: readonly Sent[];
}

/** Exchanges about one project, one after the other. */
export interface Family {
  readonly title: string;
  /** Requests that are sent before all of it. */
  readonly before?: readonly Sent[];
  /** How the server differs from the usual one. */
  readonly settings?: Settings;
  /** Whether the project has got another slug, which ends in `-new`. */
  readonly renamed?: boolean;
  readonly exchanges: readonly Exchange[];
}
