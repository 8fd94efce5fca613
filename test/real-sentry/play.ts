/** Sends the same requests to any server that has Sentry's API, and keeps what can be compared. */
import { randomBytes } from 'node:crypto';
import type { Exchange, Family, Sent } from './exchange.ts';
import { type Answer, type Known, normalized } from './normalize.ts';
import type { Settings, Tokens } from './index.ts';

/** A server that has the organization `acme` with the team `platform`, and another, `other`. */
export interface Player {
  readonly url: string;
  readonly tokens: Tokens;
  /** Lets calls about the project be answered with a redirect. */
  readonly rename: (from: string, to: string) => Promise<void>;
}

export type WithPlayer = (settings: Settings | undefined, act: (player: Player) => Promise<void>) => Promise<void>;

/** What the steps so far have made. */
interface Memory extends Known {
  key: string;
  next: string;
  previous: string;
}

const EMPTY = { key: 'KEY', next: 'NEXT', previous: 'PREVIOUS' };

/**
 * Plays all families, a few at a time.
 *
 * @param withPlayer lets somebody use a server that is set up like this
 * @returns what was answered, by the name of the exchange
 */
export async function play(withPlayer: WithPlayer, families: readonly Family[]): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const [settings, theirs] of Map.groupBy(families, (family) => family.settings)) {
    await withPlayer(settings, (player) => playAll(player, theirs, answers));
  }
  return answers;
}

async function playAll(player: Player, families: readonly Family[], answers: Map<string, Answer>): Promise<void> {
  const waiting = [...families];
  const work = async (): Promise<void> => {
    for (let family = waiting.shift(); family; family = waiting.shift()) {
      for (const [name, answer] of await playFamily(player, family)) answers.set(name, answer);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
}

async function playFamily(player: Player, family: Family): Promise<[string, Answer][]> {
  const answers: [string, Answer][] = [];
  const project = `x-${randomBytes(6).toString('hex')}`;
  const start: Memory = { ...EMPTY, url: player.url, project, projectId: '', sent: '' };
  const created = await send(player, start, {
    request: 'POST /api/0/teams/acme/platform/projects/',
    body: { name: project, slug: project, platform: 'node' },
  });
  start.projectId = (JSON.parse(created.text) as { id: string }).id;
  for (const step of family.before ?? []) remember(start, await send(player, start, step));
  if (family.renamed) await player.rename(project, `${project}-new`);
  for (const exchange of family.exchanges) {
    const memory = { ...start };
    for (const step of exchange.before ?? []) remember(memory, await send(player, memory, step));
    answers.push([nameOf(family, exchange), normalized(await send(player, memory, exchange), memory)]);
  }
  return answers;
}

export const nameOf = (family: Family, { name, request }: Exchange): string => `${family.title}: ${name ?? request}`;

export interface Raw {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function send({ url, tokens }: Player, memory: Memory, sent: Sent): Promise<Raw> {
  const { as = 'admin', body, headers = {} } = sent;
  const filled = fill(sent.request, memory);
  const [method = '', path = ''] = filled.split(' ');
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  memory.sent = text === undefined ? '' : fill(text, memory);
  const all: Record<string, string | null> = {
    authorization: `Bearer ${tokens[as]}`,
    'content-type': text === undefined ? null : 'application/json',
    ...headers,
  };
  const target = new URL(path, `${url}/api/0/projects/acme/${memory.project}/`);
  const response = await fetch(target, {
    method,
    redirect: 'manual',
    headers: Object.entries(all).filter((header): header is [string, string] => header[1] !== null),
    // As bytes, so that nobody adds a content type.
    body: text === undefined ? null : new TextEncoder().encode(memory.sent),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const fill = (text: string, { project, projectId, key, next, previous }: Memory): string =>
  text
    .replaceAll('PROJECT_ID', projectId)
    .replaceAll('PROJECT', project)
    .replaceAll('KEY', key)
    .replaceAll('NEXT', next)
    .replaceAll('PREVIOUS', previous);

/** Keeps of an answer what later requests name. */
function remember(memory: Memory, { status, headers, text }: Raw): void {
  if (status >= 400) throw new Error(`a step before was refused: ${status} ${text}`);
  if (status === 201) memory.key = (JSON.parse(text) as { id: string }).id;
  const link = headers.get('link') ?? '';
  const cursor = (rel: string): string => new RegExp(`rel="${rel}"[^,]*cursor="([^"]+)"`).exec(link)?.[1] ?? '';
  if (link !== '') {
    memory.next = cursor('next');
    memory.previous = cursor('previous');
  }
}
