// Starts a local Sentry to try things by hand: `npm run local-sentry`.
import { startLocalSentry, type LocalSentry } from './index.ts';

/** Made up, and the same in every run, so that commands can be copied. */
export const TOKENS = {
  admin: `sntryi_${'ad'.repeat(32)}`,
  write: `sntryi_${'3e'.repeat(32)}`,
  read: `sntryi_${'4d'.repeat(32)}`,
  organization: `sntrys_${'0c'.repeat(32)}`,
} as const;

/** The port that is taken where nobody names another. */
export const PORT = 9000;

/**
 * @param text - what the environment variable PORT says; nothing is the default
 * @returns undefined where this is no port
 */
function portFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return PORT;
  const port = Number(text);
  return /^\d+$/.test(text) && port <= 65_535 ? port : undefined;
}

/** A token that came from outside may be a real one, so it stays out of the terminal. */
const given = process.env['SENTRY_AUTH_TOKEN'] ?? '';

/** Starts the server, or says in one line why it cannot. */
async function start(): Promise<LocalSentry | undefined> {
  const port = portFrom(process.env['PORT']);
  if (port === undefined) {
    console.error(`PORT is ${JSON.stringify(process.env['PORT'])}: write a number from 0 to 65535.`);
    return undefined;
  }
  try {
    return await startLocalSentry({
      port,
      onRequestOver: ({ method, path, status }) => {
        console.log(`${method} ${path} ${status ?? 'not answered'}`);
      },
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${message})`;
    console.error(`Port ${port} ${reason}: write another into PORT, or 0 for any free one.`);
    return undefined;
  }
}

function welcome(url: string): string {
  const token = given === '' ? TOKENS.write : '$SENTRY_AUTH_TOKEN';
  return `A local Sentry is running. Ctrl-C ends it.

  url      ${url}
  org      acme
  team     platform
  project  web

Its tokens, all made up:

  admin: all that "write" may do, and delete client keys
    ${TOKENS.admin}
  write: create, change and deactivate client keys, create projects
    ${TOKENS.write}
  read: look at client keys
    ${TOKENS.read}
  organization: nothing about client keys, as with Sentry's own
    ${TOKENS.organization}
${given === '' ? '' : '  the same as "admin"\n    $SENTRY_AUTH_TOKEN\n'}
Create a client key:

  curl -X POST ${url}/api/0/projects/acme/web/keys/ \\
    -H "Authorization: Bearer ${token}" \\
    -H 'Content-Type: application/json' \\
    -d '{"name": "my-service"}'

Create a project:

  curl -X POST ${url}/api/0/teams/acme/platform/projects/ \\
    -H "Authorization: Bearer ${token}" \\
    -H 'Content-Type: application/json' \\
    -d '{"name": "My app", "slug": "my-app"}'

To store a DSN as a secret, start a local GitHub beside it: npm run local-github
`;
}

if (import.meta.main) {
  const sentry = await start();
  if (sentry === undefined) {
    process.exitCode = 1;
  } else {
    sentry.addToken(TOKENS.admin, ['project:read', 'project:write', 'project:admin']);
    sentry.addToken(TOKENS.write, ['project:read', 'project:write']);
    sentry.addToken(TOKENS.read, ['project:read']);
    sentry.addToken(TOKENS.organization, ['org:ci']);
    if (given !== '') sentry.addToken(given, ['project:admin']);
    console.log(welcome(sentry.url));
    process.once('SIGINT', () => void sentry.close());
  }
}
