import type * as http from 'node:http';
import type * as https from 'node:https';
import type { Duplex } from 'node:stream';
import { systemClock } from './clock.ts';
import { isProxyNamed } from './proxy.ts';

/** Milliseconds; servers and proxies close what is idle, some after a few seconds. */
const MAX_IDLE_MS = 2000;

/** A connection on which nothing was sent but the handshake, and the agent that it is for. */
interface EarlyConnection {
  readonly origin: string;
  readonly agent: https.Agent;
}

let early: EarlyConnection | undefined;

/**
 * Begins to connect to a server before it is known what is asked of it: the handshake is under way while this
 * process reads its inputs. Only with TLS, whose handshake takes long, and only where no proxy is named.
 */
export function connectEarly(baseUrl: URL): void {
  const { protocol, hostname, port, origin } = baseUrl;
  if (protocol !== 'https:' || isProxyNamed(baseUrl)) return;
  const agent = new (process.getBuiltinModule('node:https').Agent)({ keepAlive: true });
  const host = hostname.replace(/^\[|\]$/g, '');
  // An address is no name that a certificate could be chosen by.
  const servername = process.getBuiltinModule('node:net').isIP(host) === 0 ? host : '';
  const to = { host, port: Number(port) || 443, servername };
  const socket = agent.createConnection({ ...agent.options, ...to });
  if (socket == null) return;
  useFirst(agent, socket);
  early = { origin, agent };
}

/** The agent whose first connection to a server was begun early; `undefined` where there is none. */
export function takeEarly({ origin }: URL): http.Agent | undefined {
  if (early?.origin !== origin) return undefined;
  const { agent } = early;
  early = undefined;
  return agent;
}

/**
 * Has an agent use a connection for its first request. One that fails before is replaced: what is wrong shows
 * again when there is somebody to tell. So is one that was idle for long, or on which a server has said something
 * already, such as that it was idle: that would be taken for the answer.
 */
function useFirst(agent: https.Agent, socket: Duplex): void {
  const connectAnew = agent.createConnection.bind(agent);
  const begun = systemClock.now();
  socket.on('error', () => undefined);
  agent.createConnection = (...args) => {
    agent.createConnection = connectAnew;
    const isFresh = systemClock.now() - begun < MAX_IDLE_MS;
    if (isFresh && socket.writable && socket.readableLength === 0) return socket;
    socket.destroy();
    return connectAnew(...args);
  };
}
