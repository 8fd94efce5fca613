/** Where the local Sentry is not like the real one of 2023, and why it stays so. */
import type { Difference } from './compare.ts';

export interface Allowed {
  readonly reason: string;
  /** Of the exchanges; all by default. */
  readonly names?: RegExp;
  /** Of what differs in the answers. */
  readonly paths: RegExp;
  /** Of both values, as JSON; a missing one is none. */
  readonly values?: RegExp;
}

export const allowed: readonly Allowed[] = [
  {
    reason: 'a project has many members more, which no client of keys reads',
    names: /GET (\.|\.\.\/PROJECT-new\/)( as \w+)?$|^tokens that make projects: \w+$|^projects: POST/,
    paths: /^body\.(?!(id|slug|name|platform|dateCreated|detail)$|(organization|teams\.\d+)\.(id|slug)$)/,
  },
  {
    reason: 'so has each of a list of them',
    names: /^lists of an organization: .*GET .*\/projects\/\?/,
    paths: /^body\.\d+\.(?!(id|slug|name|platform|dateCreated)$|teams\.\d+\.(id|slug)$)/,
  },
  {
    reason: 'the real one reports its errors to nobody here, and so gives them no ID',
    paths: /^body\.errorId$/,
    values: /^(null|"<error>")$/,
  },
  {
    reason: "what is wrong with JSON is said in the words of each one's parser",
    paths: /^body\.detail$/,
    values: /^"JSON parse error - /,
  },
  {
    reason: 'the local one reads no forms, since nobody sends keys as forms',
    names: /^content types: "(application\/x-www-form-urlencoded|multipart\/form-data)"/,
    paths: /./,
  },
];

/** Whether this entry of the list is about this difference. */
export function isAbout(
  { names = /./, paths, values = /./ }: Allowed,
  exchange: string,
  { path, real, local }: Difference,
): boolean {
  const fits = [real, local].every((value) => value === undefined || values.test(value));
  return names.test(exchange) && paths.test(path) && fits;
}
