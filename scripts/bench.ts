// Times whole processes against a local Sentry. `npm run bench` is about one key, and `npm run bench -- fleet`
// about a list of a thousand.
import { arch, cpus, platform } from 'node:os';

const what = process.argv[2];
console.log(`Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores`);
if (what === undefined) {
  await (await import('./bench/one-key.ts')).oneKey();
} else if (what === 'fleet') {
  await (await import('./bench/fleet.ts')).fleet(process.argv.slice(3));
} else {
  console.error(`There is no benchmark ${what}: write nothing, or fleet.`);
  process.exitCode = 1;
}
