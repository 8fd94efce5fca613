/** The two servers that exchanges are played on. */
import { type LocalSentry, startLocalSentry } from '../local-sentry/index.ts';
import type { RealSentry, Settings, Tokens } from './index.ts';
import type { Player } from './play.ts';

const realPlayer = ({ tokens, call }: RealSentry, url: string): Player => ({
  url,
  tokens,
  rename: async (from, to) => {
    await call('PUT', `projects/acme/${from}/`, { slug: to });
  },
});

/** Lets `act` use the real server, or one more web of it where that is to be set up otherwise. */
export async function withRealPlayer<Result>(
  sentry: RealSentry,
  settings: Settings | undefined,
  act: (player: Player) => Promise<Result>,
): Promise<Result> {
  if (settings === undefined) return act(realPlayer(sentry, sentry.url));
  const { url, close } = await sentry.startAnother(settings);
  try {
    return await act(realPlayer(sentry, url));
  } finally {
    await close();
  }
}

/** Lets `act` use the local Sentry as a server of 2023, with the same people as the real one. */
export async function withLocalPlayer<Result>(
  { urlPrefix = true, keyLimits = true }: Settings = {},
  act: (player: Player) => Promise<Result>,
): Promise<Result> {
  const sentry = await startLocalSentry({ dialect: 'older', urlPrefix, rateLimits: keyLimits });
  try {
    return await act(localPlayer(sentry));
  } finally {
    await sentry.close();
  }
}

const admin = ['project:read', 'project:write', 'project:admin'];
const write = ['project:read', 'project:write'];
const all = [
  ...[...admin, 'project:releases', 'org:read', 'org:write', 'org:admin'],
  ...['team:read', 'team:write', 'team:admin'],
];

function localPlayer(sentry: LocalSentry): Player {
  const token = (name: string, scopes: string[], options = {}): string => {
    const text = `${name}-${'0'.repeat(40)}`;
    sentry.addToken(text, scopes, options);
    return text;
  };
  const tokens: Tokens = {
    integrationAdmin: token('integration-admin', admin),
    integrationWrite: token('integration-write', write),
    admin: token('admin', admin),
    write: token('write', write),
    read: token('read', ['project:read']),
    memberWrite: token('member-write', write, { isMember: true }),
    memberAll: token('member-all', all, { isMember: true }),
    alien: token('alien', all, { isElsewhere: true }),
    organization: token('sntrys_organization', ['org:ci']),
    superuser: token('superuser', all),
  };
  return {
    url: sentry.url,
    tokens,
    rename: async (from, to) => {
      sentry.renameProject(from, to);
      return Promise.resolve();
    },
  };
}
