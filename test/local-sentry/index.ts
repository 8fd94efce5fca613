export type { ApiLimit } from './api-limit.ts';
export { answer, badGateway, type Fault, tooManyRequests } from './faults.ts';
export type { StoredKey } from './keys.ts';
export type { StoredProject } from './projects.ts';
export type { LocalSentryOptions } from './options.ts';
export { type LocalSentry, startLocalSentry } from './server.ts';
