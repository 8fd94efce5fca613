import { asObject, isText } from '../net/json.ts';
import type { Masked } from './session.ts';

/**
 * Everything in an answer that must not be read in a log. It is found without trusting the shape of
 * the answer, so that it can be masked before the answer is checked.
 *
 * @param masked what is among it
 */
export function secretsIn(answer: unknown, masked: Masked): string[] {
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
        (masked !== 'secrets' && address === dsn['public']) ||
        (masked === 'endpoints' && carriers.some((carrier) => address.includes(carrier))),
    ),
  ];
}

function hasPassword(address: string): boolean {
  return (URL.parse(address)?.password ?? '') !== '';
}
