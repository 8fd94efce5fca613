/**
 * Has something said when the runner cancels the job, and ends the process then. The runner sends SIGINT,
 * then SIGTERM; on Windows Ctrl+C, then Ctrl+Break, which are SIGINT and SIGBREAK to Node.
 */
export function onCancel(say: () => void | Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
    process.once(signal, () => {
      const ended = say() ?? Promise.resolve();
      void ended.finally(() => process.exit(1));
    });
  }
}

/**
 * Ends the process when everything is written. A lookup or a connection that is still open would keep
 * the process, and with it the job, waiting.
 */
export function exitWith(code: number): void {
  process.stdout.write('', () => process.exit(code));
}
