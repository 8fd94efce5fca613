/** How a step treats the keys with its name. */
export type Mode = 'ensure' | 'update' | 'rotate' | 'create' | 'find' | 'retire';

interface ModeRules {
  /** The action if an active key with the name exists. */
  readonly found: string;
  /** The action if there is none. */
  readonly missing: string;
  /** The scope that the Sentry token needs. */
  readonly scope: string;
  /** The changes it makes in Sentry. */
  readonly writes: string;
  /** The required inputs. */
  readonly needs: readonly string[];
  /** The inputs of {@link SETTINGS} and {@link ONLY_SOME} that it uses. */
  readonly inputs: readonly string[];
}

/** The inputs for the settings of a key. */
export const SETTINGS = ['rate-limit', 'sdk-version', 'loader'] as const;

const NEW_PROJECT = ['create-project', 'team', 'platform'] as const;

/** The inputs that name where DSNs are stored. `retire` removes them from there. */
const STORED = [
  ...['secret-name', 'secret-stores', 'variable-name'],
  ...['github-repository', 'github-environment', 'github-organization'],
] as const;

/** The inputs that name where a DSN goes. */
export const DESTINATIONS = ['env-name', ...STORED, 'github-visibility'] as const;

/**
 * The rules of each mode, including inputs that only some modes use. Checks, errors and the README's table derive from
 * them.
 */
export const MODES: Readonly<Record<Mode, ModeRules>> = {
  ensure: {
    found: 'use it; change a setting that differs',
    missing: 'create it',
    scope: 'project:write',
    writes: 'creates, updates',
    needs: [],
    inputs: [...SETTINGS, 'use-case', 'max-changes', ...NEW_PROJECT, ...DESTINATIONS],
  },
  update: {
    found: 'use it; change a setting that differs',
    missing: 'fail',
    scope: 'project:write',
    writes: 'updates',
    needs: ['name'],
    inputs: [...SETTINGS, 'names', 'max-changes', ...DESTINATIONS],
  },
  rotate: {
    found: 'use it if it is younger than `max-age`; otherwise replace it by a new one',
    missing: 'create it',
    scope: 'project:write',
    writes: 'creates, updates, retires',
    needs: ['name', 'max-age', 'grace'],
    inputs: [...[...SETTINGS, 'use-case', 'max-age', 'grace', 'retire-method', 'max-changes'], ...DESTINATIONS],
  },
  create: {
    found: 'create another one, without looking',
    missing: 'create it',
    scope: 'project:write',
    writes: 'creates',
    needs: [],
    inputs: [
      ...[...SETTINGS, 'use-case', 'ephemeral', 'retire-method', 'max-changes'],
      ...[...NEW_PROJECT, ...DESTINATIONS],
    ],
  },
  find: {
    found: 'use it',
    missing: 'fail',
    scope: 'project:read',
    writes: 'nothing',
    needs: [],
    inputs: ['names', ...DESTINATIONS],
  },
  retire: {
    found: 'retire all of them',
    missing: 'nothing',
    scope: 'project:write',
    writes: 'retires',
    needs: ['name'],
    inputs: ['names', 'retire-method', 'max-age', 'max-changes', ...STORED],
  },
};

export const MODE_NAMES = Object.keys(MODES) as Mode[];

/** The inputs that only some modes use. */
export const ONLY_SOME: readonly string[] = [...new Set(MODE_NAMES.flatMap((mode) => MODES[mode].inputs))];

/** The modes that use an input of {@link ONLY_SOME}, as an error lists them. */
export function modesWith(input: string): string {
  return MODE_NAMES.filter((mode) => MODES[mode].inputs.includes(input))
    .map((mode) => `mode: ${mode}`)
    .join(', ');
}

/** Inputs that only qualify other inputs, at least one of which is required. */
export const QUALIFIERS: Readonly<Record<string, readonly string[]>> = {
  'secret-stores': ['secret-name'],
  'github-repository': ['secret-name', 'variable-name'],
  'github-environment': ['secret-name', 'variable-name'],
  'github-organization': ['secret-name', 'variable-name'],
  'github-visibility': ['github-organization'],
  team: ['create-project'],
  platform: ['create-project'],
  'max-changes': ['keys', 'projects', 'names'],
};
