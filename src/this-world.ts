import packageJson from '../package.json' with { type: 'json' };
import { systemClock } from './clock.ts';
import { connect } from './http.ts';
import { runnerOf } from './runner.ts';
import type { World } from './world.ts';

/** The world that this process is in: GitHub's runner, the network, the time. */
export function thisWorld(): World {
  const { versions, platform } = process;
  return {
    runner: runnerOf(process.env),
    connect,
    clock: systemClock,
    random: Math.random,
    userAgent: `sentry-client-key/${packageJson.version} (node ${versions.node}; ${platform})`,
  };
}
