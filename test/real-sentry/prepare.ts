// Makes what a real Sentry needs ahead of time, for who starts one later: its packages and its tables.
import { install } from './install.ts';
import { findPrograms } from './programs.ts';

await install(findPrograms(), (what) => {
  process.stderr.write(`${what}\n`);
});
