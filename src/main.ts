import { MainStep } from './step.ts';

const step = new MainStep(process.env);

// The runner ends a cancelled job with SIGINT, then SIGTERM; on Windows with Ctrl+C, then Ctrl+Break,
// which are SIGINT and SIGBREAK to Node.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
  process.once(signal, () => {
    step.cancel();
    process.exit(1);
  });
}

process.exitCode = await step.run();
