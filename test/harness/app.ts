// An application with the Sentry SDK, set up as a user would: it takes its DSN from SENTRY_DSN,
// captures an exception for each argument and prints what Sentry answered to each, as JSON.
import * as Sentry from '@sentry/node';

const answers: (number | undefined)[] = [];
const client = Sentry.init({ tracesSampleRate: 0 });
client?.on('afterSendEvent', (_event, answer) => answers.push(answer.statusCode));
for (const message of process.argv.slice(2)) {
  Sentry.captureException(new Error(message));
  await Sentry.flush(5000);
}
await Sentry.close();
process.stdout.write(JSON.stringify(answers));
