import { parseWords } from './reader.ts';

/** The Loader Script's options, as inputs name them, and the member of Sentry's API for each. */
export const LOADER_MEMBERS = {
  replay: 'hasReplay',
  performance: 'hasPerformance',
  debug: 'hasDebug',
  feedback: 'hasFeedback',
  'logs-and-metrics': 'hasLogsAndMetrics',
} as const;
export type LoaderOption = keyof typeof LOADER_MEMBERS;

/** All options, in the order in which they are shown. */
export const LOADER_OPTIONS = Object.keys(LOADER_MEMBERS) as LoaderOption[];

/** The options that are switched on; all others are off. */
export type Loader = ReadonlySet<LoaderOption>;

/**
 * Reads a comma list of options, or `none`.
 *
 * @returns undefined for anything else
 */
export function parseLoader(text: string): Loader | undefined {
  if (text === 'none') return new Set();
  const options = parseWords(text, LOADER_OPTIONS);
  return options && new Set(options);
}

/** A comma list of the options, or `none`. */
export function formatLoader(loader: Loader): string {
  const named = LOADER_OPTIONS.filter((option) => loader.has(option));
  return named.length === 0 ? 'none' : named.join(', ');
}

/**
 * Reads a browser SDK version: `latest`, `10.x`, `10.3.1`; which there are is for Sentry to say. It is
 * shorter than any key or secret.
 */
export function parseSdkVersion(text: string): string | undefined {
  return /^[0-9a-z][0-9a-z.-]{0,19}$/i.test(text) ? text : undefined;
}
