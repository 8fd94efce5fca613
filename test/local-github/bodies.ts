import { invalidRequest, Refusal } from './answers.ts';

/** Says what is wrong with a text; undefined where nothing is. */
type Rule = (text: string, member: string) => string | undefined;

export const anyText: Rule = () => undefined;

export const base64: Rule = (text, member) => {
  const pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  return pattern.test(text) && text !== ''
    ? undefined
    : `For 'properties/${member}', ${text} does not match ${String(pattern)}.`;
};

const visibilities = ['all', 'private', 'selected'];

export const visibility: Rule = (text, member) =>
  visibilities.includes(text)
    ? undefined
    : `For 'properties/${member}', ${text} is not a member of ${JSON.stringify(visibilities)}.`;

/**
 * Reads and checks a body; members without a rule have no effect.
 *
 * @throws Refusal with the complaints
 */
export function readBody<Rules extends Record<string, Rule>>(
  rawBody: string,
  rules: Rules,
): { [Member in keyof Rules]: string } {
  const members = read(rawBody, rules);
  const missing = Object.keys(rules).filter((member) => !Object.hasOwn(members, member));
  if (missing.length > 0) {
    throw invalidRequest(missing.map((member) => `"${member}" wasn't supplied.`));
  }
  return members as { [Member in keyof Rules]: string };
}

/** The same where every member may be missing. */
export function readChanges<Rules extends Record<string, Rule>>(
  rawBody: string,
  rules: Rules,
): { [Member in keyof Rules]?: string } {
  return read(rawBody, rules);
}

function read(rawBody: string, rules: Record<string, Rule>): Record<string, string> {
  let body: unknown;
  try {
    body = JSON.parse(rawBody || '{}');
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal(400, 'Body should be a JSON object');
  }
  const known = Object.entries(body).filter(([member]) => Object.hasOwn(rules, member));
  const complaints = known.flatMap(([member, value]: [string, unknown]) =>
    typeof value === 'string'
      ? (rules[member]?.(value, member) ?? [])
      : `For 'properties/${member}', ${JSON.stringify(value)} is not a string.`,
  );
  if (complaints.length > 0) throw invalidRequest(complaints);
  return Object.fromEntries(known);
}

const maxBytes = 48 * 1024;

/** @throws Refusal where a secret or variable cannot have this name */
export function checkName(what: 'Secret' | 'Variable', name: string): void {
  if (!/^[a-z_]\w*$/i.test(name)) {
    throw new Refusal(
      422,
      `${what} names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores ` +
        '(_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).',
    );
  }
  if (/^github_/i.test(name)) {
    throw new Refusal(422, `${what} names must not start with GITHUB_.`);
  }
}

/** @throws Refusal where a secret or variable cannot have this value */
export function checkSize(what: 'Secret' | 'Variable', value: string | Uint8Array): void {
  if (Buffer.byteLength(value) > maxBytes) {
    throw new Refusal(422, `${what} value is too large: it may have 48 KB.`);
  }
}
