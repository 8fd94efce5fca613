import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Something that goes wrong with a call. */
export interface Fault<Call extends string = string> {
  /** Only calls of this kind; without it any call but those that want to be named. */
  call?: Call;
  /** How many calls it hits, Infinity for ever; 1 by default. */
  times?: number;
  /** Before (the default) or after the server has done its work. */
  when?: 'before' | 'after';
  /**
   * - `reset`: the connection is reset without an answer.
   * - `hang`: no answer ever.
   * - `cut-off`: a status, a full Content-Length and half of the body, then the connection ends.
   * - `answer`: `status` (500), `headers` (JSON) and `body` ('') instead of the real ones.
   * - `delay`: the real answer, `delayMs` milliseconds later.
   */
  strike: 'reset' | 'hang' | 'cut-off' | 'answer' | 'delay';
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  delayMs?: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    fault: Fault | undefined;
  }
}

/** Faults that wait for their call, first come, first served. */
export class Faults<Call extends string> {
  readonly #queue: { fault: Fault<Call>; left: number }[] = [];
  readonly #creating: ReadonlySet<string>;
  readonly #byNameOnly: ReadonlySet<string>;
  readonly #onHang: () => void;

  /**
   * @param calls.creating calls that are answered with 201
   * @param calls.byNameOnly calls that no fault hits unless it names them
   * @param onHang called when a call gets no answer ever
   */
  constructor(
    calls: { creating: readonly Call[]; byNameOnly?: readonly Call[] },
    onHang: () => void = () => undefined,
  ) {
    this.#onHang = onHang;
    this.#creating = new Set(calls.creating);
    this.#byNameOnly = new Set(calls.byNameOnly);
  }

  add(fault: Fault<Call>): void {
    this.#queue.push({ fault, left: fault.times ?? 1 });
  }

  /** Lets the queued faults strike the calls of a server, before and after its handlers' work. */
  attach(app: FastifyInstance): void {
    app.addHook('preHandler', async (request, reply) => {
      const { call } = request.entry;
      const fault = this.#take(call);
      request.fault = fault;
      if (!fault || fault.when === 'after') return;
      if (fault.strike === 'cut-off') {
        reply.code(this.#creating.has(call) ? 201 : 200).type('application/json');
      }
      const body = await this.#strike(fault, reply, unfinishedBody);
      if (fault.strike === 'answer') return reply.send(body);
    });
    app.addHook('onSend', async ({ fault }, reply, body) =>
      fault?.when === 'after' ? this.#strike(fault, reply, body) : body,
    );
  }

  #strike(fault: Fault, reply: FastifyReply, body: unknown): Promise<unknown> {
    if (fault.strike === 'hang') this.#onHang();
    return strike(fault, reply, body);
  }

  #take(call: string): Fault | undefined {
    const hit = this.#queue.find(
      ({ fault, left }) => left > 0 && (fault.call === undefined ? !this.#byNameOnly.has(call) : fault.call === call),
    );
    if (hit) hit.left -= 1;
    return hit?.fault;
  }
}

/** Stands in for the body of a cut-off answer where the work was not done. */
const unfinishedBody = JSON.stringify({ id: '0'.repeat(32), name: 'never finished' });

/**
 * Lets a fault do its damage to an answer that is not sent yet.
 *
 * @returns the body to send after all; never where nothing more may be sent
 */
async function strike(fault: Fault, reply: FastifyReply, body: unknown): Promise<unknown> {
  const socket = reply.raw.socket;
  switch (fault.strike) {
    case 'delay':
      await sleep(fault.delayMs, undefined, { ref: false });
      return body;
    case 'answer':
      for (const name of Object.keys(reply.getHeaders())) {
        if (name !== 'date') reply.removeHeader(name);
      }
      reply.code(fault.status ?? 500);
      reply.headers({ 'content-type': 'application/json', ...fault.headers });
      return fault.body ?? '';
    case 'cut-off': {
      const bytes = Buffer.from(typeof body === 'string' ? body : '');
      reply.request.entry.status = reply.statusCode;
      reply.header('content-length', bytes.length);
      reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>);
      reply.raw.write(bytes.subarray(0, bytes.length / 2), () => socket?.destroy());
      break;
    }
    case 'reset':
      // Node resets plain TCP sockets only; a TLS client reads a sudden end as a reset too.
      if (socket instanceof TLSSocket) socket.destroy();
      else socket?.resetAndDestroy();
      break;
    case 'hang':
  }
  return new Promise(() => undefined);
}

/** What a proxy answers while the server behind it is away. */
export function badGateway(): Fault<never> {
  return {
    strike: 'answer',
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>',
  };
}
