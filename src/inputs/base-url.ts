import { addressOf, isHosted, parseBaseUrl } from '../net/base-url.ts';
import { quote } from '../text.ts';
import type { InputReader } from './input-reader.ts';

/** Reads where Sentry answers, from `region`, `url` or the variable of Sentry's own tools. */
export function readSentryUrl(reader: InputReader): URL {
  const region = reader.get('region');
  const url = reader.get('url');
  if (region.text !== '' && url.text !== '') {
    reader.problems.push(
      `region: ${quote(region.text)} was given together with url; keep region for sentry.io, ` +
        'or url for a self-hosted Sentry.',
    );
  }
  const ofRegion = reader.parse(
    region,
    parseRegion,
    'write the first part of the host name alone, such as us or de',
  );
  const ofUrl = reader.parse(
    url.text === '' && region.text === '' ? reader.get('url', 'SENTRY_URL') : url,
    parseSentryUrl,
    urlHint,
  );
  return ofRegion ?? ofUrl ?? new URL('https://sentry.io');
}

/** Reads where GitHub's API answers, as the runner says it. */
export function readGitHubApiUrl(reader: InputReader): URL {
  const url = reader.parse(
    {
      text: reader.env['GITHUB_API_URL']?.trim() ?? '',
      label: 'GITHUB_API_URL (an environment variable)',
    },
    parseBaseUrl,
    'write an address with https (http on loopback only)',
  );
  return url ?? new URL('https://api.github.com');
}

function parseRegion(text: string): URL | undefined {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(text)
    ? new URL(`https://${text}.sentry.io`)
    : undefined;
}

/** What comes after the path that Sentry is served under, in the addresses of its pages and its API. */
const PAGE = /\/(?:api\/0|settings|organizations)(?:\/|$)/;

// The path of the API is added here; people copy it along from examples, or the address of a page.
function parseSentryUrl(text: string): URL | undefined {
  const url = parseBaseUrl(text);
  if (url === undefined || PAGE.test(url.pathname)) return undefined;
  return isHosted(url) && url.pathname !== '/' ? undefined : url;
}

function urlHint(text: string): string {
  const url = URL.parse(text);
  const page = url === null ? null : PAGE.exec(url.pathname);
  // What would be right but for its beginning.
  const rest = text.replace(/^http:\/\//i, '');
  const right = parseSentryUrl(`https://${rest}`);
  if (right !== undefined && !rest.includes('://')) {
    return rest === text
      ? `write https:// in front: ${addressOf(right)}`
      : 'the token would be sent unencrypted, so write an address with https (http on loopback only). If ' +
          'your Sentry has none, put a reverse proxy with TLS in front of it';
  }
  if (url === null || page === null || !/^https?:$/.test(url.protocol)) {
    return (
      'write the address of your Sentry, such as https://sentry.example.com: https (http on loopback ' +
      'only), without /api/0 and with nothing else after the path that Sentry is served under'
    );
  }
  const server = `${url.origin}${url.pathname.slice(0, page.index)}`;
  return isHosted(url)
    ? 'this is the address of a page of sentry.io; leave url out, or write the region of the ' +
        'organization, such as region: de'
    : `this is the address of a page or of the API; cut what comes after ${server}`;
}
