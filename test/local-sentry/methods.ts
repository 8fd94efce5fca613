import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Access, ApiCall } from './access.ts';
import { HTML, Refusal, send } from './answers.ts';
import type { Dialect } from './keys.ts';

/** Says on every answer which methods the path has, beside those that all have. */
export const allowing =
  (methods: string) =>
  (_request: unknown, reply: FastifyReply, done: () => void): void => {
    reply.header('allow', `GET, ${methods === '' ? '' : `${methods}, `}HEAD, OPTIONS`);
    done();
  };

const paths: { url: string; has: string; others: string[]; call?: ApiCall }[] = [
  { url: '/api/0/projects/:org/:project/keys/', has: 'POST', others: ['PUT', 'DELETE'] },
  { url: '/api/0/projects/:org/:project/keys/:key/', has: 'PUT, DELETE', others: ['POST'] },
  { url: '/api/0/teams/:org/:team/projects/', has: 'POST', others: ['PUT', 'DELETE'] },
];

/**
 * The lists of a whole organization that a server has. That of keys is public since 2025. GlitchTip has not got it, and
 * its list of projects is not played here.
 */
export function organizationLists(dialect: Dialect): { call: ApiCall; url: string }[] {
  const under = '/api/0/organizations/:org';
  const projects = { call: 'organization-projects', url: `${under}/projects/` } as const;
  const keys = { call: 'organization-keys', url: `${under}/project-keys/` } as const;
  if (dialect === 'glitchtip') return [];
  return dialect === 'older' ? [projects] : [projects, keys];
}

/**
 * Adds the methods that a path has not. Whoever may use a method at all learns that; PATCH, and even
 * HEAD, nobody may.
 */
export function addOtherMethods(app: FastifyInstance, access: Access, dialect: Dialect): void {
  const lists = organizationLists(dialect).map(({ call, url }) => ({
    ...{ call, url, has: '', others: ['POST', 'PUT', 'DELETE'] },
  }));
  for (const { url, has, others, call } of [...paths, ...lists]) {
    app.route({
      method: [...others, 'HEAD', 'PATCH', 'OPTIONS'],
      url,
      preHandler: allowing(has),
      handler: ({ method, entry }, reply) => {
        if (method === 'OPTIONS') return send(reply, { status: 200, headers: HTML });
        access.caller(entry.headers.authorization, method, call);
        throw new Refusal(405, { detail: `Method "${method}" not allowed.` });
      },
    });
  }
}
