import type { ApiCall } from './access.ts';
import { isGlitchTip, type Dialect } from './keys.ts';

interface OrganizationList {
  call: ApiCall;
  url: string;
}

/**
 * The lists of a whole organization that a server has. That of keys is public since 2025. GlitchTip
 * has not got it, and its list of projects is not played here.
 */
export function organizationLists(dialect: Dialect): OrganizationList[] {
  const under = '/api/0/organizations/:org';
  const projects = { call: 'organization-projects', url: `${under}/projects/` } as const;
  const keys = { call: 'organization-keys', url: `${under}/project-keys/` } as const;
  if (isGlitchTip(dialect)) return [];
  return dialect === 'older' ? [projects] : [projects, keys];
}
