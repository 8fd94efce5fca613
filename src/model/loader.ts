/** The Loader Script's options, in display order. */
export const LOADER_OPTIONS = ['replay', 'performance', 'debug', 'feedback', 'logs-and-metrics'] as const;
export type LoaderOption = (typeof LOADER_OPTIONS)[number];

/** The options that are on; all others are off. */
export type Loader = ReadonlySet<LoaderOption>;

/** A comma-separated list of the options, or `none`. */
export function formatLoader(loader: Loader): string {
  const named = LOADER_OPTIONS.filter((option) => loader.has(option));
  return named.length === 0 ? 'none' : named.join(', ');
}

/** Reads a browser SDK version, such as `10.x` or `10.3.1`. Sentry's answers list the offered versions. */
export function parseSdkVersion(text: string): string | undefined {
  return /^[0-9a-z][0-9a-z.-]{0,19}$/i.test(text) ? text : undefined;
}
