import { randomBytes, randomInt } from 'node:crypto';
import type { KeyTable } from './key-table.ts';
import { defaultSdkVersion, type Dialect, type StoredKey } from './keys.ts';
import type { Organization, Team } from './organization.ts';

/** Some of those that Sentry knows. */
export const platforms: ReadonlySet<string> = new Set([
  ...['android', 'apple-ios', 'dart-flutter', 'dotnet', 'elixir', 'go', 'java', 'java-spring-boot'],
  ...['javascript', 'javascript-angular', 'javascript-nextjs', 'javascript-react'],
  ...['javascript-vue', 'kotlin', 'native', 'node', 'node-express', 'node-nestjs', 'other', 'php'],
  ...['php-laravel', 'python', 'python-django', 'python-flask', 'react-native', 'ruby'],
  ...['ruby-rails', 'rust', 'unity'],
]);

/** A project as the server keeps it, without its keys. */
export interface StoredProject {
  id: number;
  slug: string;
  name: string;
  /** Null or empty where nobody said. */
  platform: string | null;
}

/** A project and its client keys. */
export class Project implements StoredProject {
  readonly id: number;
  readonly name: string;
  readonly platform: string | null;
  readonly organization: Organization;
  readonly teams: readonly Team[];
  /** ISO 8601 with microseconds. */
  readonly dateCreated: string;
  readonly keys: StoredKey[] = []; // oldest first
  slug: string;
  /** When calls begin to find it, in milliseconds since the epoch. */
  visibleFrom = 0;
  readonly #dialect: Dialect;
  readonly #table: KeyTable;
  #lastCreated = 0; // microseconds since the epoch

  /** @param now milliseconds since the epoch */
  constructor(seed: ProjectSeed, now: number) {
    this.id = seed.id;
    this.slug = seed.slug;
    this.name = seed.name;
    this.platform = seed.platform;
    this.organization = seed.organization;
    this.teams = seed.teams;
    this.#dialect = seed.dialect;
    this.#table = seed.table;
    this.dateCreated = isoWithMicroseconds(Math.floor(now * 1000));
  }

  /**
   * @param now milliseconds since the epoch
   * @param dateLead how many of them before it the key got its date
   */
  addKey(seed: Partial<StoredKey>, now: number, dateLead = 0): StoredKey {
    this.#lastCreated = Math.max(Math.floor(now * 1000), this.#lastCreated + 1);
    const key = {
      row: this.#table.nextRow(),
      id: randomBytes(16).toString('hex'),
      secret: randomBytes(16).toString('hex'),
      name: inventedName(),
      isActive: true,
      rateLimit: null,
      browserSdkVersion: defaultSdkVersion(this.#dialect),
      dynamicSdkLoaderOptions: {
        hasReplay: true,
        hasPerformance: true,
        hasDebug: false,
        hasFeedback: false,
        hasLogsAndMetrics: false,
      },
      dateCreated: isoWithMicroseconds(this.#lastCreated - Math.floor(dateLead * 1000)),
      ...structuredClone(seed),
    };
    this.keys.push(key);
    this.#table.add(key, this);
    return key;
  }

  removeKey(key: StoredKey): void {
    this.keys.splice(this.keys.indexOf(key), 1);
    this.#table.remove(key);
  }
}

function inventedName(): string {
  const one = (words: readonly string[]): string => words[randomInt(words.length)] ?? '';
  return `${one(['Liked', 'Brave', 'Calm', 'Witty'])} ${one(['Pegasus', 'Otter', 'Heron', 'Yak'])}`;
}

function isoWithMicroseconds(microseconds: number): string {
  const milliseconds = new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, -1);
  return `${milliseconds}${String(microseconds % 1000).padStart(3, '0')}Z`;
}

/** The project as the API shows it. */
export function projectObject(project: Project): object {
  const { id, slug } = project.organization;
  return { ...listedProject(project), organization: { id: String(id), slug } };
}

/** The same in a list of the organization's projects, which does not repeat the organization. */
export function listedProject({ id, slug, name, platform, dateCreated, teams }: Project) {
  return {
    id: String(id),
    slug,
    name,
    platform,
    dateCreated,
    teams: teams.map((team) => ({ id: String(team.id), slug: team.slug, name: team.slug })),
  };
}

/** The same in the answer to its creation; an older server leaves the teams out there. */
export function newProjectObject(project: Project, dialect: Dialect): object {
  const { teams, ...shown } = listedProject(project);
  return dialect === 'older' ? shown : { ...shown, teams };
}

export interface ProjectSeed extends StoredProject {
  dialect: Dialect;
  table: KeyTable;
  organization: Organization;
  teams: readonly Team[];
}
