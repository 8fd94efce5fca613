// Runs whole processes and takes their times, for all benchmarks.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { token } from './token.ts';

export const dist = resolve(import.meta.dirname, '..', '..', 'dist');

/** Where everything of this run is; it is removed when the run ends. */
export const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true });
});

export { token };

export function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs; where this process does, by default. */
  readonly cwd?: string;
}

export const node = (path: string): Program => ({ command: [process.execPath, path] });

/** A step with this action. */
export function step(url: string, inputs: Record<string, string>): Program {
  const variables = Object.entries({ token, org: 'acme', url, ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  return {
    command: [process.execPath, join(dist, 'main', 'index.js')],
    env: {
      GITHUB_OUTPUT: file('output', ''),
      GITHUB_STEP_SUMMARY: file('summary', ''),
      GITHUB_WORKSPACE: folder,
      ...(Object.fromEntries(variables) as Record<string, string>),
    },
  };
}

/** Runs a program, whatever comes of it. @returns its exit code, and how many milliseconds it took */
export async function run(program: Program): Promise<{ code: number | null; time: number }> {
  const [name, ...args] = program.command;
  const start = performance.now();
  const child = spawn(name, args, {
    env: { PATH: process.env['PATH'], ...program.env },
    cwd: program.cwd,
    stdio: 'ignore',
  });
  const code = await new Promise<number | null>((ended) => child.once('exit', ended));
  return { code, time: performance.now() - start };
}

/** Runs a program. @returns milliseconds that the whole process takes */
export async function time(program: Program): Promise<number> {
  const { code, time } = await run(program);
  if (code !== 0) throw new Error(`${program.command.join(' ')} ended with ${String(code)}`);
  return time;
}

/** The same Node program, which leaves behind what memory it took; see {@link peakOf}. */
export function watched(program: Program): Program {
  const [name, ...args] = program.command;
  const hook = file(
    'peak.mjs',
    `import { writeFileSync } from 'node:fs';
     process.on('exit', () => {
       writeFileSync(${JSON.stringify(join(folder, 'peak'))}, String(process.resourceUsage().maxRSS));
     });`,
  );
  return { ...program, command: [name, '--import', pathToFileURL(hook).href, ...args] };
}

/** MB that the watched program took at its peak that ended last. */
export function peakOf(): number {
  return Number(readFileSync(join(folder, 'peak'), 'utf8')) / 1024;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  console.log(line(head));
  console.log(line(widths.map((width) => '-'.repeat(width))));
  for (const row of rows) console.log(line(row));
  console.log('');
}

const goals: string[][] = [];

/** Notes down a goal and whether it is reached, for {@link reportGoals}. */
export function goal(what: string, of: string, measured: number, most: number, unit: string): void {
  const [is, may] = [measured, most].map((value) => `${Number(value.toFixed(2))} ${unit}`);
  goals.push([what, of, `≤ ${may ?? ''}`, is ?? '', measured <= most ? 'pass' : 'FAIL']);
  if (measured > most) process.exitCode = 1;
}

/** Prints all goals. */
export function reportGoals(): void {
  if (goals.length > 0) table(['goal', 'of', 'wanted', 'measured', ''], goals);
}
