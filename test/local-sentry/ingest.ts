import type { FastifyInstance } from 'fastify';
import { Refusal, send, unauthorized, type Answer } from './answers.ts';
import type { StoredKey } from './keys.ts';
import type { Organizations } from './organizations.ts';
import type { Project } from './projects.ts';

/** An event that came in with an envelope and was accepted. */
export interface ReceivedEvent {
  projectId: number;
  publicKey: string;
  event: Record<string, unknown>;
  /** Milliseconds since the epoch. */
  at: number;
}

const newline = 0x0a;

interface Envelope {
  header: Record<string, unknown>;
  items: { header: Record<string, unknown>; payload: Buffer }[];
}

/**
 * An envelope is a line of JSON and then items, each a line of JSON and a payload. A payload is as
 * long as its header's `length` says, in bytes, and without one ends with the line.
 */
function parseEnvelope(bytes: Buffer): Envelope {
  let at = 0;
  const take = (length = bytes.indexOf(newline, at) - at): Buffer => {
    const end = length < 0 ? bytes.length : at + length;
    const taken = bytes.subarray(at, end);
    at = end + 1; // one newline ends whatever was taken
    return taken;
  };
  const envelope: Envelope = { header: parse(take()), items: [] };
  while (at < bytes.length) {
    const line = take();
    if (line.length === 0) continue; // empty lines may end an envelope
    const header = parse(line);
    envelope.items.push({ header, payload: take(header['length'] as number | undefined) });
  }
  return envelope;
}

const parse = (bytes: Buffer) => JSON.parse(bytes.toString()) as Record<string, unknown>;

/** Where SDKs deliver to. */
export class Ingest {
  readonly events: ReceivedEvent[] = [];
  readonly #organizations: Organizations;
  readonly #now: () => number;
  /** By public key: when its window began, in ms since the epoch, and the events taken since. */
  readonly #windows = new Map<string, { start: number; used: number }>();

  /** @param now milliseconds since the epoch */
  constructor(organizations: Organizations, now: () => number) {
    this.#organizations = organizations;
    this.#now = now;
  }

  attach(app: FastifyInstance): void {
    app.route<{ Params: { project: string }; Body: Buffer | undefined }>({
      method: 'POST',
      url: '/api/:project(^\\d+$)/envelope/',
      config: { call: 'envelope' },
      handler: ({ params, headers, originalUrl, body = Buffer.alloc(0) }, reply) => {
        const authorization = String(headers['x-sentry-auth'] ?? originalUrl);
        const project = this.#organizations.project(params.project);
        return send(reply, this.#receive(project, authorization, body));
      },
    });
  }

  /**
   * Takes an envelope from an SDK. Only events are kept, and only they count towards a key's limit.
   *
   * @param authorization the X-Sentry-Auth header, or a URL with `sentry_key=…` in its query
   * @throws Refusal
   */
  #receive(project: Project | undefined, authorization: string, bytes: Buffer): Answer {
    const publicKey = /\bsentry_key=(\w+)/.exec(authorization)?.[1];
    if (publicKey === undefined) throw unauthorized('missing authorization information');
    const key = project?.keys.find(({ id, isActive }) => id === publicKey && isActive);
    if (!project || !key) {
      throw new Refusal(403, { detail: 'event submission rejected with_reason: ProjectId' });
    }
    const { header, items } = parseEnvelope(bytes);
    const events = items.filter((item) => item.header['type'] === 'event').map(({ payload }) => parse(payload));
    for (const event of events) {
      this.#count(key);
      this.events.push({ projectId: project.id, publicKey, event, at: this.#now() });
    }
    return { status: 200, body: { id: header['event_id'] } };
  }

  /** A window begins with the first event after the last one ended. */
  #count(key: StoredKey): void {
    if (!key.rateLimit) return;
    const now = this.#now();
    const windowMs = key.rateLimit.window * 1000;
    let window = this.#windows.get(key.id);
    if (!window || now >= window.start + windowMs) {
      window = { start: now, used: 0 };
      this.#windows.set(key.id, window);
    }
    if (window.used >= key.rateLimit.count) {
      const seconds = Math.ceil((window.start + windowMs - now) / 1000);
      throw new Refusal(
        429,
        { detail: 'event dropped: the rate limit of its key is used up' },
        { 'retry-after': String(seconds), 'x-sentry-rate-limits': `${seconds}:error;default:key` },
      );
    }
    window.used += 1;
  }
}
