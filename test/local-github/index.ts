export type { Permission, TokenOptions } from './access.ts';
export type { GitHubCall } from './endpoints.ts';
export { badGateway, type Fault, primaryLimit, secondaryLimit } from './faults.ts';
export type { Stored } from './places.ts';
export { type LocalGitHub, type LocalGitHubOptions, startLocalGitHub } from './server.ts';
