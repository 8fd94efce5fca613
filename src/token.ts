/** Whether this may be a token: what can stand in a header, and so has no spaces or line breaks. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** What is told of a text that is none, instead of the text. */
export const NO_TOKEN =
  'contains spaces, line breaks or characters that no token has; copy it again, alone.';
