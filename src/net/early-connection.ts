import type * as http from 'node:http';
import type * as https from 'node:https';
import type { Duplex } from 'node:stream';
import { isProxyNamed } from './proxy.ts';

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
  const socket = agent.createConnection({ host, port: Number(port) || 443, servername });
  if (socket == null) return;
  useFirst(agent, socket);
  early = { origin, agent };
}

/** The agent whose first connection to a server was begun early; `undefined` where there is none. */
export function takeEarly({ origin }: URL): http.Agent | undefined {
  const agent = early?.origin === origin ? early.agent : undefined;
  early = undefined;
  return agent;
}

/**
 * Has an agent use a connection for its first request. One that fails before is replaced: what is wrong shows
 * again when there is somebody to tell.
 */
function useFirst(agent: https.Agent, socket: Duplex): void {
  const connectAnew = agent.createConnection.bind(agent);
  const ignore = (): void => undefined;
  socket.on('error', ignore);
  agent.createConnection = (...args) => {
    agent.createConnection = connectAnew;
    socket.off('error', ignore);
    return socket.destroyed ? connectAnew(...args) : socket;
  };
}
