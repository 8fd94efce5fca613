import { randomBytes, randomInt } from 'node:crypto';
import { defaultSdkVersion, type Dialect, type StoredKey } from './keys.ts';

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

export interface Team {
  id: number;
  slug: string;
}

interface ProjectSeed extends StoredProject {
  teams: readonly Team[];
}

/** A project and its client keys. */
export class Project implements StoredProject {
  readonly id: number;
  readonly name: string;
  readonly platform: string | null;
  readonly teams: readonly Team[];
  /** ISO 8601 with microseconds. */
  readonly dateCreated: string;
  readonly keys: StoredKey[] = []; // oldest first
  slug: string;
  /** When calls begin to find it, in milliseconds since the epoch. */
  visibleFrom = 0;
  readonly #dialect: Dialect;
  readonly #rows: { last: number };
  #lastCreated = 0; // microseconds since the epoch

  /**
   * @param rows of the one table of keys that all projects share
   * @param now milliseconds since the epoch
   */
  constructor({ id, slug, name, platform, teams }: ProjectSeed, dialect: Dialect, rows: { last: number }, now: number) {
    [this.id, this.slug, this.name, this.platform, this.teams] = [id, slug, name, platform, teams];
    [this.#dialect, this.#rows] = [dialect, rows];
    this.dateCreated = isoWithMicroseconds(Math.floor(now * 1000));
  }

  /**
   * @param now milliseconds since the epoch
   * @param dateLead how many of them before it the key got its date
   */
  addKey(seed: Partial<StoredKey>, now: number, dateLead = 0): StoredKey {
    this.#lastCreated = Math.max(Math.floor(now * 1000), this.#lastCreated + 1);
    const key = {
      row: (this.#rows.last += 1),
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
    return key;
  }

  removeKey(key: StoredKey): void {
    this.keys.splice(this.keys.indexOf(key), 1);
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

/** The project as the API shows it, as far as any client of keys reads it. */
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
