import type { Send } from './http.ts';
import type { Runtime } from './runtime.ts';

/**
 * Opens the way to one server, with a debug line for each request: method, path (without the key in
 * it), status, milliseconds.
 *
 * @throws {Failure} when the workflow's proxy cannot be used
 */
export function openTraced(baseUrl: URL, { connect, clock, log }: Runtime): Send {
  const send = connect(baseUrl);
  return async (request, timeoutMs) => {
    const start = clock.now();
    const tell = (what: string) => {
      const path = request.url.pathname.replace(/\/keys\/[^/]+(\/(?:stats\/)?)$/, '/keys/…$1');
      log.debug(`${request.method} ${path}: ${what} after ${Math.round(clock.now() - start)} ms`);
    };
    try {
      const response = await send(request, timeoutMs);
      tell(`${response.status}`);
      return response;
    } catch (error) {
      tell('no answer');
      throw error;
    }
  };
}
