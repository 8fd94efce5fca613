// Builds an application that knows its DSN, with a source map.
import { mkdirSync, writeFileSync } from 'node:fs';

mkdirSync('build');
writeFileSync('build/app.js', `Sentry.init({ dsn: '${process.env['SENTRY_DSN'] ?? ''}' });\n`);
writeFileSync('build/app.js.map', '{}\n');
