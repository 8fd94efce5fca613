import { asObject, isString, parseJson } from '../net/json.ts';
import { quote } from '../text.ts';

/** Sentry's `detail`: a text, or an object with a `message`; `''` where there is neither. */
export function detailIn(body: string): string {
  const detail = asObject(parseJson(body))['detail'];
  const text = isString(detail) ? detail : asObject(detail)['message'];
  return isString(text) ? text : '';
}

/** Whether a 401 asks for single sign-on. */
export function asksForSignOn(body: string): boolean {
  return asObject(asObject(parseJson(body))['detail'])['code'] === 'sso-required';
}

/**
 * The messages of a 400: `{"name":["…"]}`, nested for `rateLimit`, or `{"detail":"…"}`. Nothing else
 * is shown of a body, which may have anything in it.
 */
export function fieldMessagesIn(body: string): string {
  const messages = collect(parseJson(body), []);
  return messages.length === 0 ? 'it gave no reason' : messages.slice(0, 10).join(' ');
}

function collect(value: unknown, path: readonly string[]): string[] {
  if (path.length > 4) return [];
  return Object.entries(asObject(value)).flatMap(([name, item]) => {
    const isField = name !== 'detail' && name !== 'non_field_errors';
    const field = isField ? [...path, name] : path;
    const texts: unknown[] = Array.isArray(item) ? item : isField ? [] : [item];
    const said = texts.filter(isString).map((text) => quote(text));
    if (said.length === 0) return collect(item, field);
    return [field.length === 0 ? said.join(' ') : `${fieldName(field)}: ${said.join(' ')}`];
  });
}

function fieldName(path: readonly string[]): string {
  const name = path.join('.');
  return /^[\w.]{1,64}$/.test(name) ? name : quote(name);
}
