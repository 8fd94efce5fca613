import { randomBytes } from 'node:crypto';
import { startLocalSentry } from './index.ts';

const given = process.env['SENTRY_AUTH_TOKEN'];
const token = given ?? `sntryi_${randomBytes(32).toString('hex')}`;
// A token that came from outside may be a real one, so it stays out of the terminal.
const shown = given === undefined ? token : '$SENTRY_AUTH_TOKEN';

const sentry = await startLocalSentry({
  port: Number(process.env['PORT'] ?? 9000),
  onRequestOver: ({ method, path, status }) => {
    console.log(`${method} ${path} ${status ?? 'not answered'}`);
  },
});
sentry.addToken(token, ['project:admin']);

console.log(`A local Sentry is running. Ctrl-C ends it.

  url      ${sentry.url}
  org      acme
  team     platform
  project  web
  token    ${shown}

Create a client key:

  curl -X POST ${sentry.url}/api/0/projects/acme/web/keys/ \\
    -H "Authorization: Bearer ${shown}" \\
    -H 'Content-Type: application/json' \\
    -d '{"name": "my-service"}'

Create a project:

  curl -X POST ${sentry.url}/api/0/teams/acme/platform/projects/ \\
    -H "Authorization: Bearer ${shown}" \\
    -H 'Content-Type: application/json' \\
    -d '{"name": "My app", "slug": "my-app"}'
`);

process.once('SIGINT', () => void sentry.close());
