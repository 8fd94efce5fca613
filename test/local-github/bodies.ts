import { Refusal } from './answers.ts';

/** The members of bodies that have an effect. */
export interface Body {
  encrypted_value?: string;
  key_id?: string;
  name?: string;
  value?: string;
  visibility?: string;
  selected_repository_ids?: number[];
}

const visibilities: readonly unknown[] = ['all', 'private', 'selected'];
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const isText = (value: unknown): false | string => typeof value !== 'string' && 'is not a string.';

/** What is wrong with a member; false if nothing is. */
const complaints: { [Member in keyof Body]-?: (value: unknown) => false | string } = {
  encrypted_value: (value) =>
    isText(value) || ((value === '' || !base64.test(String(value))) && `does not match ${String(base64)}.`),
  key_id: isText,
  name: isText,
  value: isText,
  visibility: (value) => !visibilities.includes(value) && `is not a member of ${JSON.stringify(visibilities)}.`,
  selected_repository_ids: (value) =>
    !(Array.isArray(value) && value.every((id) => Number.isInteger(id))) && 'is not an array of integers.',
};

/**
 * Reads and checks a body, as GitHub does against a schema before it does anything else.
 *
 * @throws Refusal
 */
export function readBody<Needed extends keyof Body = never>(
  rawBody: string,
  needed: readonly Needed[] = [],
): Body & Required<Pick<Body, Needed>> {
  let body: unknown;
  try {
    body = JSON.parse(rawBody || '{}');
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal(400, 'Body should be a JSON object');
  }
  const given = new Map<string, unknown>(Object.entries(body));
  const wrong = [
    ...needed.filter((member) => !given.has(member)).map((member) => `"${member}" wasn't supplied.`),
    ...Object.entries(complaints).flatMap(([member, complain]) => {
      const complaint = given.has(member) && complain(given.get(member));
      return complaint ? `For 'properties/${member}', ${JSON.stringify(given.get(member))} ${complaint}` : [];
    }),
  ];
  if (wrong.length > 0) throw new Refusal(422, `Invalid request.\n\n${wrong.join('\n')}`);
  return body as Body & Required<Pick<Body, Needed>>;
}

const maxBytes = 48 * 1024;

/** @throws Refusal if a secret or variable cannot have this name or value */
export function checkItem(what: 'Secret' | 'Variable', name: string, value: string): void {
  if (!/^(?!github_)[a-z_]\w*$/i.test(name)) {
    const allowed = 'alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_)';
    throw new Refusal(422, `${what} names can only contain ${allowed}, and must not start with a digit or GITHUB_.`);
  }
  if (Buffer.byteLength(value) > maxBytes) {
    throw new Refusal(422, `${what} value is too large: it may have 48 KB.`);
  }
}
