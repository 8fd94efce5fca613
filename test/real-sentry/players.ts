/** The two servers that exchanges are played on. */
import { type LocalSentry, startLocalSentry } from '../local-sentry/index.ts';
import type { RealSentry, Tokens } from './index.ts';
import type { Player } from './play.ts';

export const realPlayer = ({ url, tokens, call }: RealSentry): Player => ({
  url,
  tokens,
  rename: async (from, to) => {
    await call('PUT', `projects/acme/${from}/`, { slug: to });
  },
});

const admin = ['project:read', 'project:write', 'project:admin'];
const write = ['project:read', 'project:write'];
const all = [
  ...[...admin, 'project:releases', 'org:read', 'org:write', 'org:admin'],
  ...['team:read', 'team:write', 'team:admin'],
];

/** The local Sentry as a server of 2023, with the same people and tokens as the real one. */
export async function startLocalPlayer(): Promise<Player & { close: LocalSentry['close'] }> {
  const sentry = await startLocalSentry({ dialect: 'older' });
  const orgs = ['acme'];
  const token = (name: string, scopes: string[], options = {}): string => {
    const text = `${name}-${'0'.repeat(40)}`;
    sentry.addToken(text, scopes, { orgs, ...options });
    return text;
  };
  const tokens: Tokens = {
    integrationAdmin: token('integration-admin', admin),
    integrationWrite: token('integration-write', write),
    admin: token('admin', admin),
    write: token('write', write),
    read: token('read', ['project:read']),
    memberWrite: token('member-write', write, { role: 'member' }),
    memberAll: token('member-all', all, { role: 'member' }),
    alien: token('alien', all, { orgs: ['other'] }),
    organization: token('sntrys_organization', ['org:ci']),
    superuser: token('superuser', all),
  };
  sentry.addTeam('others', { org: 'other' });
  return {
    url: sentry.url,
    tokens,
    rename: async (from, to) => {
      sentry.renameProject(from, to);
      return Promise.resolve();
    },
    close: () => sentry.close(),
  };
}
