import { asObject, isText } from '../net/json.ts';

/**
 * Everything in an answer that must not be read in a log. It is found without trusting the shape of
 * the answer, so that it can be masked before the answer is checked.
 *
 * @param maskPublic whether the public DSN, and the endpoints that carry its key, are among it
 */
export function secretsIn(answer: unknown, maskPublic: boolean): string[] {
  const key = asObject(answer);
  const secret = key['secret'];
  const dsn = asObject(key['dsn']);
  const addresses = Object.values(dsn).filter(isText);
  // GlitchTip shows the ID with dashes, and leaves them out in addresses.
  const ids = [key['public'], key['id']].filter(isText);
  const carriers = [...ids, ...ids.map((id) => id.replaceAll('-', ''))];
  return [
    ...(isText(secret) ? [secret] : []),
    ...addresses.filter(
      (address) =>
        (isText(secret) && address.includes(secret)) ||
        hasPassword(address) ||
        (maskPublic &&
          (address === dsn['public'] || carriers.some((carrier) => address.includes(carrier)))),
    ),
  ];
}

function hasPassword(address: string): boolean {
  return (URL.parse(address)?.password ?? '') !== '';
}
