/** Faults after which nobody knows whether a server did its work. */
import { badGateway, type Fault } from '../local-sentry/index.ts';

export const html = { 'content-type': 'text/html' };

export const lost = {
  reset: { strike: 'reset' },
  'cut off': { strike: 'cut-off' },
  '500': { strike: 'answer', status: 500, body: '{"detail":"Internal Error"}' },
  '502 of a proxy': badGateway(),
  '503': { strike: 'answer', status: 503, headers: html, body: '<p>503' },
  '504': { strike: 'answer', status: 504, headers: html, body: '<p>504' },
} satisfies Record<string, Fault>;
