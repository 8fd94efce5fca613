// Starts a real Sentry to try things by hand: `npm run real-sentry`.
import { startRealSentry } from './index.ts';

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
    const { url, org, team, tokens } = sentry;
    const { slug: project } = await sentry.newProject();
    console.log('A real Sentry 23.7.1 is running, all of it new. Ctrl-C ends it, and nothing stays.');
    // integration… are of internal integrations, member… of a plain member, alien of another organization's owner, and
    // the others of an owner, each named by its scope.
    console.table({ url, org, team, project, ...tokens });
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
