// Runs whole processes and takes their times, for both benchmarks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { preloading } from '../../test/harness/local-runner.ts';

export const dist = resolve(import.meta.dirname, '../../dist');

/** Made up. */
export const token = `sntryi_${'0a'.repeat(32)}`;

/** Holds every file of this run, and is removed at its end. */
export const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true });
});

export function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export const node = (path: string): Program => ({ command: [process.execPath, path] });

/** A step with this action. */
export function step(url: string, inputs: Readonly<Record<string, string>>): Program {
  const given = Object.entries({ token, org: 'acme', url, ...inputs });
  const files = { GITHUB_OUTPUT: file('output', ''), GITHUB_STEP_SUMMARY: file('summary', '') };
  const variables = given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  return {
    ...node(join(dist, 'main', 'index.js')),
    env: { ...files, GITHUB_WORKSPACE: folder, ...Object.fromEntries(variables) },
  };
}

/** Runs a program to its end, whatever comes of it. @returns its exit code and how many milliseconds it took */
export async function run({ command, env, cwd }: Program): Promise<{ code: number | null; time: number }> {
  const [name, ...args] = command;
  const start = performance.now();
  const child = spawn(name, args, { env: { PATH: process.env['PATH'], ...env }, cwd, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, time: performance.now() - start };
}

/** Runs a program. @returns milliseconds. @throws {Error} if it fails */
export async function time(program: Program): Promise<number> {
  const { code, time } = await run(program);
  if (code !== 0) throw new Error(`${program.command.join(' ')} ended with ${String(code)}`);
  return time;
}

const peakFile = join(folder, 'peak');

/** The same Node program, measured for {@link peak}. */
export function watched(program: Program): Program {
  const hook = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS)));`;
  return { ...program, env: { ...program.env, ...preloading(hook) } };
}

/** The most memory that the last watched program had. */
export const peak = (): string => `${(Number(readFileSync(peakFile, 'utf8')) / 1024).toFixed(0)} MB`;

/** Prints a table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const cells of [head, widths.map((width) => '-'.repeat(width)), ...rows]) {
    console.log(`| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`);
  }
  console.log('');
}

const goals: string[][] = [];

/** Records a goal and whether it is reached, for {@link reportGoals}. */
export function goal(what: string, of: string, measured: number, most: number, unit: string): void {
  const shown = (value: number): string => `${Number(value.toFixed(2))} ${unit}`;
  goals.push([what, of, `≤ ${shown(most)}`, shown(measured), measured <= most ? 'pass' : 'FAIL']);
  if (measured > most) process.exitCode = 1;
}

/** Prints all goals. */
export function reportGoals(): void {
  table(['goal', 'of', 'wanted', 'measured', ''], goals);
}
