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

const FORMS: Readonly<Record<string, RegExp>> = {
  encrypted_value: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  visibility: /^(?:all|private|selected)$/,
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
  const body = JSON.parse(rawBody || '{}') as Body & Required<Pick<Body, Needed>>;
  const wrong = [
    ...needed.filter((member) => body[member] === undefined).map((member) => `"${member}" wasn't supplied.`),
    ...Object.entries(body)
      .filter(([member, value]) => FORMS[member]?.test(String(value)) === false)
      .map(([member, value]) => `For 'properties/${member}', ${JSON.stringify(value)} is not valid.`),
  ];
  if (wrong.length > 0) throw new Refusal(422, `Invalid request.\n\n${wrong.join('\n')}`);
  return body;
}

/** @throws Refusal if a secret or variable cannot have this name */
export function checkName(what: 'Secret' | 'Variable', name: string): void {
  if (/^(?!github_)[a-z_]\w*$/i.test(name)) return;
  const allowed = 'alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_)';
  throw new Refusal(422, `${what} names can only contain ${allowed}, and must not start with a digit or GITHUB_.`);
}
