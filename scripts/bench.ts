// `npm run bench` times one key, `npm run bench -- fleet` a list of a thousand: whole processes against a local Sentry.
import { arch, cpus, platform } from 'node:os';
import { reportGoals } from './bench/program.ts';

console.log(`Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores`);
await import(process.argv[2] === 'fleet' ? './bench/fleet.ts' : './bench/one-key.ts');
reportGoals();
