import { type InputReader, splitList } from '../inputs/input-reader.ts';
import type { StepInputs } from '../inputs/step-inputs.ts';
import { isSlug } from '../model/base-url.ts';
import { DEFAULT_KEY } from '../model/client-key.ts';
import { keyTitle } from '../model/desired-key.ts';
import { DESTINATIONS } from '../model/modes.ts';
import { isMatch, isPattern, matches, type Patterns } from '../model/patterns.ts';
import { isPlainLine, printable, quote } from '../text.ts';
import type { Item } from './items.ts';

/** The projects and names of an item; `undefined` if it uses `project` or `name` instead. */
export interface Scope {
  readonly projects: Patterns | undefined;
  readonly names: Patterns | undefined;
}

/** Changes that a step can make if a pattern selects the keys. */
const DEFAULT_MAX_CHANGES = 50;

/** Literal characters needed before a name's first `*` with `retire`. */
const LEAST_LITERAL = 3;

/** Reads `projects` and `names`. Problems are added to the reader. */
export function readScope(reader: InputReader, { label, values }: Item, step: StepInputs): Scope {
  const projects = readPatterns(reader, 'projects', whyNoProject, /[,\n]/);
  const names = readPatterns(reader, 'names', whyNoName, /\n/);
  const scope = { projects, names };
  if (projects !== undefined && reader.has('project')) reader.refuse('project', 'cannot be combined with projects.');
  // An item can have other names than the step.
  const hasName = label === undefined ? reader.has('name') : values.has('name');
  if (names !== undefined && hasName) reader.refuse('name', 'cannot be combined with names.');
  if (isWide(scope) && reader.isSet('create-project')) {
    reader.refuse('create-project', 'cannot be combined with a pattern in projects: it has no slug for a new project.');
  }
  if (names !== undefined) {
    for (const input of DESTINATIONS.filter((one) => reader.isSet(one))) {
      reader.refuse(input, 'cannot be combined with names: each key has its own DSN. Use name.');
    }
  }
  if (step.mode === 'retire') checkRetire(reader, step, scope);
  return scope;
}

/** Whether a pattern selects projects. */
export function isWide({ projects }: Scope): boolean {
  return projects?.included.some(isPattern) === true;
}

/** How many changes a step can make; `undefined` for any number. */
export function mostChanges({ maxChanges, mode }: StepInputs, scopes: readonly Scope[]): number | undefined {
  const hasPattern = scopes.some((scope) => isWide(scope) || scope.names?.included.some(isPattern) === true);
  return maxChanges ?? (hasPattern && mode !== 'find' ? DEFAULT_MAX_CHANGES : undefined);
}

/**
 * Checks that each line of `projects` matches a project.
 *
 * @returns warnings; definite errors are added to the reader
 */
export function checkScope(
  scope: Scope,
  reader: InputReader,
  { mode }: StepInputs,
  slugs: readonly string[] | undefined,
): string[] {
  const { included = [], excluded = [] } = scope.projects ?? {};
  if (isWide(scope) && slugs === undefined) return [];
  const known = slugs ?? included;
  const isUnknown = (line: string): boolean => !known.some((slug) => isMatch(line, slug));
  const warnings: string[] = [];
  for (const line of [...included.filter(isUnknown), ...excluded.filter(isUnknown).map((line) => `!${line}`)]) {
    const text = `${quote(line)} matches no project`;
    const isError = mode === 'retire' || mode === 'rotate' || (isPattern(line) && !line.startsWith('!'));
    if (isError) reader.refuse('projects', `${text}. Check it, or remove the line.`);
    else warnings.push(`projects: ${text}, so the line has no effect.`);
  }
  return warnings;
}

/** A project and name, or name patterns, of an item. */
interface Variant {
  /** Values that override the item's. */
  readonly values: ReadonlyMap<string, string>;
  readonly names: Patterns | undefined;
  readonly rank: number;
  /** Whether it only stands in for unknown projects, to check the item. */
  readonly isStandIn: boolean;
}

/** The rank of a literal name in a literal project. */
export const LITERAL = 3;

/** The variants of an item, one per project and name. */
export function variantsOf({ projects, names }: Scope, slugs: readonly string[] | undefined): Variant[] {
  return projectsIn(projects, slugs).flatMap(({ slug, isStandIn, rank }) =>
    namesIn(names).map((one) => ({
      values: new Map([...(slug === undefined ? [] : Object.entries({ project: slug })), ...one.values]),
      names: one.names,
      rank: rank + one.rank,
      isStandIn,
    })),
  );
}

function projectsIn(projects: Patterns | undefined, slugs: readonly string[] | undefined) {
  if (projects === undefined) return [{ slug: undefined, isStandIn: false, rank: 2 }];
  const { included } = projects;
  const known = included.some(isPattern) ? (slugs ?? included.filter((line) => !isPattern(line))) : included;
  const found = [...new Set(known)]
    .filter((slug) => matches(projects, slug))
    .map((slug) => ({ slug, isStandIn: false, rank: included.includes(slug) ? 2 : 0 }));
  const isComplete = found.length > 0 && (slugs !== undefined || !included.some(isPattern));
  return isComplete ? found : [...found, { slug: 'x', isStandIn: true, rank: 0 }];
}

function namesIn(names: Patterns | undefined) {
  if (names === undefined) return [{ values: [], names: undefined, rank: 1 }];
  const literals = names.included.filter((line) => !isPattern(line));
  const patterns = { ...names, included: names.included.filter(isPattern) };
  return [
    ...[...new Set(literals)]
      .filter((name) => matches(names, name))
      .map((name) => ({ values: Object.entries({ name }), names: undefined, rank: 1 })),
    ...(patterns.included.length === 0 ? [] : [{ values: Object.entries({ name: '' }), names: patterns, rank: 0 }]),
  ];
}

/** The keys of a step in words, such as `preview-*`. */
export function titleOf(reader: InputReader, { mode }: StepInputs): string {
  const names = splitList(reader.get('names').text, /\n/);
  if (names.length > 0) return names.map((name) => printable(name)).join(', ');
  return `the ${keyTitle({ mode, name: reader.get('name').text || undefined })}`;
}

/** Checks the limits that keep a pattern from retiring too many keys. */
function checkRetire(reader: InputReader, step: StepInputs, scope: Scope): void {
  const { projects, names } = scope;
  const patterns = names?.included.filter(isPattern) ?? [];
  for (const pattern of patterns) {
    if (pattern.indexOf('*') >= LEAST_LITERAL) continue;
    reader.refuse(
      'names',
      `${quote(pattern)} is too wide; mode: retire needs ${LEAST_LITERAL} characters before the *.`,
    );
  }
  if (isWide(scope) && (reader.get('name').text === DEFAULT_KEY || names?.included.includes(DEFAULT_KEY) === true)) {
    reader.refuse('projects', `a pattern does not retire keys named ${DEFAULT_KEY}; use slugs without *.`);
  }
  if (projects !== undefined && names === undefined) {
    for (const input of DESTINATIONS.filter((one) => reader.isSet(one))) {
      reader.refuse(input, 'with mode: retire, cannot be combined with projects. Use project.');
    }
  }
  if (!isWide(scope) && patterns.length === 0) return;
  if (step.maxAge === undefined) {
    reader.refuse('max-age', 'missing; mode: retire needs it with a pattern, to leave new keys alone.');
  }
  if (step.retireMethod === 'delete' && step.maxChanges === undefined) {
    reader.refuse('max-changes', 'missing; retire-method: delete needs it with a pattern.');
  }
}

function readPatterns(
  reader: InputReader,
  input: 'projects' | 'names',
  whyNot: (text: string) => string | undefined,
  separator: RegExp,
): Patterns | undefined {
  const { text } = reader.get(input);
  const lines = splitList(text, separator);
  if (lines.length === 0) return undefined;
  for (const line of lines) {
    const reason = line.includes('**') ? 'use a single *' : whyNot(line.replace(/^!/, ''));
    if (reason !== undefined) reader.refuse(input, `${quote(line)} is not valid; ${reason}.`);
  }
  const included = lines.filter((line) => !line.startsWith('!'));
  if (included.length === 0) reader.refuse(input, 'only leaves out; add a line that includes, such as *.');
  return { included, excluded: lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1)) };
}

function whyNoProject(text: string): string | undefined {
  const literal = text.replaceAll('*', '');
  if (/^[0-9]+$/.test(text)) return 'use slugs; an ID can only be given as project';
  if (text.length <= 100 && (text === '*' || isSlug(literal))) return undefined;
  return isSlug(literal.toLowerCase())
    ? `slugs are lower case, so use ${text.toLowerCase()}`
    : 'use slugs and patterns, such as web, web-* or !web-old; only * is special';
}

function whyNoName(text: string): string | undefined {
  if (/[?[\]{}\\]/.test(text)) return 'only * is special, and ? [ ] { } \\ cannot be used; use name for a literal name';
  const isName = text !== '' && Array.from(text).length <= 64 && isPlainLine(text);
  return isName ? undefined : 'use names of at most 64 characters, and patterns such as preview-*';
}
