// Resolves the `paths` of tsconfig.json in Node, so that src runs as it stands, without a build:
// `node --import ./scripts/aliases.ts src/main.ts`. Jest takes the same from `moduleNames`.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');

const withoutComments = readFileSync(join(root, 'tsconfig.json'), 'utf8').replace(
  /^\s*\/\/.*$/gm,
  '',
);
const { compilerOptions } = JSON.parse(withoutComments) as {
  compilerOptions: { paths: Readonly<Record<string, readonly [string]>> };
};

/** Each name with a `*` at its end, without it, and the folder that it stands for. */
const folders = Object.entries(compilerOptions.paths).map(
  ([name, [path]]) => [name.slice(0, -1), join(root, path.slice(0, -1))] as const,
);

/** For Jest's `moduleNameMapper`. */
export const moduleNames = Object.fromEntries(
  folders.map(([name, folder]) => [`^${name}(.*)$`, `${folder}$1`]),
);

registerHooks({
  resolve(specifier, context, next) {
    const found = folders.find(([name]) => specifier.startsWith(name));
    if (found === undefined) return next(specifier, context);
    const [name, folder] = found;
    return next(pathToFileURL(`${folder}${specifier.slice(name.length)}`).href, context);
  },
});
