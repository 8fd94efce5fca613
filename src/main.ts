import packageJson from '../package.json' with { type: 'json' };
import { connect } from './http.ts';
import { run } from './run.ts';
import { runnerOf } from './runner.ts';

const userAgent = `sentry-client-key/${packageJson.version} (node ${process.versions.node}; ${process.platform})`;

process.exitCode = await run(process.env, runnerOf(process.env), connect, userAgent);
