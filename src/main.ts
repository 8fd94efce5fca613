import { type Course, whatWasCreated } from './create.ts';
import { run } from './run.ts';
import { thisWorld } from './this-world.ts';

const world = thisWorld();
const course: Course = { created: 'no', what: 'client key', page: '' };

// The runner ends a cancelled job with SIGINT, then SIGTERM; on Windows with Ctrl+C, then Ctrl+Break,
// which are SIGINT and SIGBREAK to Node. What can still be said is whether something is there that
// nobody knows of.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
  process.once(signal, () => {
    const created =
      course.created === 'no'
        ? 'no client key was created by this step.'
        : `a ${whatWasCreated(course)}`;
    world.runner.error(`Cancelled; ${created}`);
    process.exit(1);
  });
}

process.exitCode = await run(process.env, world, course);
