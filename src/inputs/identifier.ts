/** Whether this can name a variable: letters, digits and `_`, no digit first, 255 at most. */
export function isIdentifier(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(text);
}
