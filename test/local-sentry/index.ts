export { badGateway, type Fault, tooManyRequests } from './faults.ts';
export type { StoredKey } from './keys.ts';
export type { StoredProject } from './projects.ts';
export { type LocalSentry, type LocalSentryOptions, startLocalSentry } from './server.ts';
