import { isSlug } from '../keys/slug.ts';
import type { HttpResponse } from '../net/http.ts';
import { asObject, isString, parseJson } from '../net/json.ts';

/**
 * The slug that a project was renamed to, out of the 302 that Sentry answers to any call for it:
 * `{"slug":…,"detail":{"extra":{"url":…,"slug":…}}}`, with the new path in `Location`.
 * `undefined` for every other response, and for one that leads to another origin.
 */
export function newSlugIn(response: HttpResponse, baseUrl: URL): string | undefined {
  const detail = asObject(asObject(parseJson(response.body))['detail']);
  const { slug } = asObject(detail['extra']);
  const target = URL.parse(response.headers.location ?? '', baseUrl.href);
  const stays = target?.origin === baseUrl.origin;
  return response.status === 302 && stays && isString(slug) && isSlug(slug) ? slug : undefined;
}
