// Starts a real Sentry to try things by hand: `npm run real-sentry`.
import { type RealSentry, startRealSentry } from './index.ts';

function welcome({ url, org, team, tokens }: RealSentry, project: string): string {
  return `A real Sentry 23.7.1 is running, all of it new. Ctrl-C ends it, and nothing stays.

  url      ${url}
  org      ${org}
  team     ${team}
  project  ${project}

Its tokens, made for this run:

  of internal integrations
    create, change, deactivate and delete client keys
      ${tokens.integrationAdmin}
    create, change and deactivate client keys
      ${tokens.integrationWrite}
  personal, of an owner
    project:admin    ${tokens.admin}
    project:write    ${tokens.write}
    project:read     ${tokens.read}
    a superuser's    ${tokens.superuser}
  personal, of a plain member
    project:write    ${tokens.memberWrite}
    every scope      ${tokens.memberAll}
  personal, of somebody of another organization
    every scope      ${tokens.alien}
  of the organization: nothing about client keys
    ${tokens.organization}

Create a client key:

  curl -X POST ${url}/api/0/projects/${org}/${project}/keys/ \\
    -H "Authorization: Bearer ${tokens.integrationWrite}" \\
    -H 'Content-Type: application/json' \\
    -d '{"name": "my-service"}'
`;
}

// From the beginning, so that what is half done when somebody loses patience is put away too.
const interrupted = new Promise<void>((done) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      done();
    });
  }
});

try {
  const sentry = await startRealSentry({
    tell: (what) => {
      console.log(what);
    },
  });
  try {
    console.log(welcome(sentry, (await sentry.newProject()).slug));
    // A promise alone does not keep a process running.
    const running = setInterval(() => undefined, 60_000);
    await interrupted;
    clearInterval(running);
  } finally {
    await sentry.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
