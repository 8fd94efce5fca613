import type { InputReader } from './input-reader.ts';

/** The variable of Sentry's own CLI: headers for whatever is in front of a self-hosted Sentry. */
const VARIABLE = 'SENTRY_CUSTOM_HEADERS';

const MAX_HEADERS = 20;

/** UTF-16 units in total. */
const MAX_LENGTH = 8192;

/** Headers that this action or the connection sets, and those that would pass for another user. */
const RESERVED =
  /^(?:authorization|host|content-.*|user-agent|accept.*|cookie|x-sentry-auth|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect)$/i;

/**
 * Reads the headers sent with each request to a self-hosted Sentry: `Name: Value`, separated by `;` or line breaks.
 * Problems never quote a value.
 */
export function readCustomHeaders(reader: InputReader): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  const refuse = (text: string): void => {
    reader.refuse(`${VARIABLE} (an environment variable)`, text);
  };
  const lines = headerLines(reader.env);
  if (lines.length > MAX_HEADERS || (reader.env[VARIABLE] ?? '').length > MAX_LENGTH) {
    refuse(`is too long; use at most ${MAX_HEADERS} headers and ${MAX_LENGTH} characters.`);
    return {};
  }
  for (const [index, { name, value }] of lines.entries()) {
    const which = `header ${index + 1}`;
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || !/^[\x20-\x7e]+$/.test(value)) {
      refuse(`${which} is not valid; use Name: Value, separated by ; or line breaks.`);
    } else if (RESERVED.test(name)) {
      refuse(`${which} is ${name}, which cannot be set here.`);
    } else if (headers.has(name.toLowerCase())) {
      refuse(`${which} is ${name} again. Remove one.`);
    }
    headers.set(name.toLowerCase(), value);
  }
  return Object.fromEntries(headers);
}

/** The values of the headers, which are masked even if they are not valid. */
export function customHeaderValues(env: NodeJS.ProcessEnv): string[] {
  return headerLines(env).map(({ value }) => value);
}

function headerLines(env: NodeJS.ProcessEnv): { name: string; value: string }[] {
  return (env[VARIABLE] ?? '')
    .split(/[;\n]/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const at = line.indexOf(':');
      return { name: line.slice(0, Math.max(0, at)).trim(), value: line.slice(at + 1).trim() };
    });
}
