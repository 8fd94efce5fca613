// Starts a local Sentry to try things by hand: `npm run local-sentry`.
import { startLocalSentry, type LocalSentry } from './index.ts';

/** Made up, and the same in every run, so that commands can be copied. */
export const TOKENS = {
  admin: `sntryi_${'ad'.repeat(32)}`,
  write: `sntryi_${'3e'.repeat(32)}`,
  read: `sntryi_${'4d'.repeat(32)}`,
  lists: `sntryi_${'5e'.repeat(32)}`,
  organization: `sntrys_${'0c'.repeat(32)}`,
} as const;

const PROJECTS = ['web', 'api'];

/** The default port. */
export const PORT = 9000;

/**
 * @param text the environment variable PORT
 * @returns undefined if it is no port
 */
function portFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return PORT;
  const port = Number(text);
  return /^\d+$/.test(text) && port <= 65_535 ? port : undefined;
}

/** A token that came from outside may be a real one, so it stays out of the terminal. */
const given = process.env['SENTRY_AUTH_TOKEN'] ?? '';

/** Starts the server, or prints one line about why it cannot. */
async function start(): Promise<LocalSentry | undefined> {
  const port = portFrom(process.env['PORT']);
  if (port === undefined) {
    console.error(`PORT is ${JSON.stringify(process.env['PORT'])}. Set it to a number from 0 to 65535.`);
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
    const reason = code === 'EADDRINUSE' ? 'is already in use' : `cannot be used (${message})`;
    console.error(`Port ${port} ${reason}. Set PORT to another one, or to 0 for any free port.`);
    return undefined;
  }
}

function welcome(url: string): string {
  const token = given === '' ? TOKENS.write : '$SENTRY_AUTH_TOKEN';
  return `A local Sentry is running. Ctrl-C ends it.

  url       ${url}
  org       acme
  team      platform
  projects  ${PROJECTS.join(', ')}, each with a client key "Default"

Its tokens, all made up:

  admin: everything that "write" can do, and delete client keys
    ${TOKENS.admin}
  write: create, change and deactivate client keys, create projects
    ${TOKENS.write}
  read: look at client keys
    ${TOKENS.read}
  lists: everything that "write" can do, and look at all projects at once (org:read)
    ${TOKENS.lists}
  organization: nothing about client keys, like Sentry's own organization tokens
    ${TOKENS.organization}
${given === '' ? '' : '  the same as "admin"\n    $SENTRY_AUTH_TOKEN\n'}
Create a client key:

  curl -X POST ${url}/api/0/projects/acme/web/keys/ \\
    -H "Authorization: Bearer ${token}" \\
    -H 'Content-Type: application/json' \\
    -d '{"name": "my-service"}'

To store a DSN as a secret, start a local GitHub beside it: npm run local-github
`;
}

if (import.meta.main) {
  const sentry = await start();
  if (sentry === undefined) {
    process.exitCode = 1;
  } else {
    for (const project of PROJECTS) {
      if (project !== 'web') sentry.addProject(project);
      sentry.addKey(project, { name: 'Default', dateCreated: '2024-05-01T00:00:00.000000Z' });
    }
    sentry.addToken(TOKENS.admin, ['project:read', 'project:write', 'project:admin']);
    sentry.addToken(TOKENS.write, ['project:read', 'project:write']);
    sentry.addToken(TOKENS.read, ['project:read']);
    sentry.addToken(TOKENS.lists, ['project:read', 'project:write', 'org:read']);
    sentry.addToken(TOKENS.organization, ['org:ci']);
    if (given !== '') sentry.addToken(given, ['project:admin']);
    console.log(welcome(sentry.url));
    process.once('SIGINT', () => void sentry.close());
  }
}
