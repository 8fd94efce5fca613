import type { FastifyInstance } from 'fastify';
import { type Answer, Refusal, send, unauthorized } from './answers.ts';
import type { StoredKey } from './keys.ts';
import type { Organization } from './organization.ts';
import type { Project } from './projects.ts';

/** An event that came in with an envelope and was accepted. */
export interface ReceivedEvent {
  projectId: number;
  publicKey: string;
  event: Record<string, unknown>;
  /** Milliseconds since the epoch. */
  at: number;
}

const parse = (text: string) => JSON.parse(text) as Record<string, unknown>;

/** Where SDKs deliver to. */
export class Ingest {
  readonly events: ReceivedEvent[] = [];
  readonly #organization: Organization;
  readonly #now: () => number;
  /** By public key: when its window began, in ms since the epoch, and the events taken since. */
  readonly #windows = new Map<string, { start: number; used: number }>();

  /** @param now milliseconds since the epoch */
  constructor(organization: Organization, now: () => number) {
    this.#organization = organization;
    this.#now = now;
  }

  attach(app: FastifyInstance): void {
    app.route<{ Params: { project: string } }>({
      method: 'POST',
      url: '/api/:project(^\\d+$)/envelope/',
      config: { call: 'envelope' },
      handler: ({ params, headers, originalUrl, entry }, reply) => {
        const authorization = String(headers['x-sentry-auth'] ?? originalUrl);
        const project = this.#organization.project(params.project);
        return send(reply, this.#receive(project, authorization, entry.rawBody));
      },
    });
  }

  /**
   * Takes an envelope from an SDK: a line of JSON, and then two lines for each item. Only events are kept, and only
   * they count towards a key's limit.
   *
   * @param authorization the X-Sentry-Auth header, or a URL with `sentry_key=…` in its query
   * @throws Refusal
   */
  #receive(project: Project | undefined, authorization: string, envelope: string): Answer {
    const publicKey = /\bsentry_key=(\w+)/.exec(authorization)?.[1];
    if (publicKey === undefined) throw unauthorized('missing authorization information');
    const key = project?.keys.find(({ id, isActive }) => id === publicKey && isActive);
    if (!project || !key) {
      throw new Refusal(403, { detail: 'event submission rejected with_reason: ProjectId' });
    }
    const [header = '', ...items] = envelope.split('\n');
    for (const [index, item] of items.entries()) {
      if (index % 2 === 1 || item === '' || parse(item)['type'] !== 'event') continue;
      this.#count(key);
      this.events.push({ projectId: project.id, publicKey, event: parse(items[index + 1] ?? ''), at: this.#now() });
    }
    return { status: 200, body: { id: parse(header)['event_id'] } };
  }

  /** A window begins with the first event after the last one ended. */
  #count({ id, rateLimit }: StoredKey): void {
    if (!rateLimit) return;
    const now = this.#now();
    const windowMs = rateLimit.window * 1000;
    const last = this.#windows.get(id);
    const window = last && now < last.start + windowMs ? last : { start: now, used: 0 };
    this.#windows.set(id, window);
    if (window.used >= rateLimit.count) {
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
