import { randomBytes, randomInt } from 'node:crypto';
import { HTML, notFound, Refusal } from './answers.ts';
import { defaultSdkVersion, type Dialect, type StoredKey } from './keys.ts';
import { derivedSlug } from './slugs.ts';

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
  #rows = 0;
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
    this.dateCreated = isoWithMicroseconds(Math.floor(now * 1000));
  }

  /**
   * @param now milliseconds since the epoch
   * @param dateLead how many of them before it the key got its date
   */
  addKey(seed: Partial<StoredKey>, now: number, dateLead = 0): StoredKey {
    this.#lastCreated = Math.max(Math.floor(now * 1000), this.#lastCreated + 1);
    const key = {
      row: ++this.#rows,
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
      useCase: 'user',
      ...structuredClone(seed),
    };
    this.keys.push(key);
    return key;
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
  const { id, slug, name, platform, dateCreated, organization, teams } = project;
  return {
    id: String(id),
    slug,
    name,
    platform,
    dateCreated,
    organization: { id: String(organization.id), slug: organization.slug },
    teams: teams.map((team) => ({ id: String(team.id), slug: team.slug, name: team.slug })),
  };
}

/** The same in the answer to its creation, which says less. */
export function newProjectObject(project: Project, dialect: Dialect): object {
  const without = dialect === 'older' ? ['organization', 'teams'] : ['organization'];
  const shown = Object.entries(projectObject(project));
  return Object.fromEntries(shown.filter(([name]) => !without.includes(name)));
}

interface ProjectSeed extends StoredProject {
  dialect: Dialect;
  organization: Organization;
  teams: readonly Team[];
}

/** What somebody wants a new project to be. */
interface ProjectWish {
  name: string;
  slug?: string | null;
  platform?: string | null;
}

interface Team {
  id: number;
  slug: string;
  organization: Organization;
}

interface Organization {
  id: number;
  slug: string;
  teams: Team[];
  projects: Project[]; // oldest first
  formerSlugs: Map<string, Project>;
}

/**
 * The organizations with all that is theirs. Slugs and numeric IDs are equally good names; on a
 * server of 2023, only slugs are.
 */
export class Organizations {
  readonly #dialect: Dialect;
  readonly #organizations: Organization[] = [];
  #nextId = 4505;
  #nextTeamId = 71;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  addTeam(slug: string, org: string): void {
    const organization = this.#made(org);
    organization.teams.push({ id: this.#nextTeamId++, slug, organization });
  }

  /** @param now milliseconds since the epoch */
  addProject(slug: string, org: string, now: number): void {
    const organization = this.#made(org);
    this.#add({ organization, slug, name: slug, platform: null, teams: [] }, now);
  }

  /**
   * Makes a project as a call of the API does: with a slug that is nobody else's, and a first key.
   *
   * @param now milliseconds since the epoch
   * @throws Refusal
   */
  createProject(team: Team, { name, slug, platform = null }: ProjectWish, now: number): Project {
    const { organization } = team;
    const isTaken = (wanted: string): boolean =>
      organization.projects.some((project) => project.slug === wanted);
    if (slug != null && isTaken(slug)) {
      throw new Refusal(409, { detail: 'A project with this slug already exists.' });
    }
    const seed = { organization, name, slug: slug ?? derivedSlug(name, isTaken), platform };
    const project = this.#add({ ...seed, teams: [team] }, now);
    project.addKey({ name: 'Default' }, now);
    return project;
  }

  /** Copies of an organization's projects, oldest first. */
  projects(org: string): StoredProject[] {
    const organization = this.#organizations.find((one) => one.slug === org);
    if (!organization) throw new Error(`no organization ${org}`);
    return organization.projects.map(({ id, slug, name, platform }) => {
      return { id, slug, name, platform };
    });
  }

  removeProject(slug: string, org: string): void {
    const organization = this.#organizations.find((one) => one.slug === org);
    const project = organization?.projects.find((one) => one.slug === slug);
    if (!organization || !project) throw new Error(`no project ${slug} in ${org}`);
    organization.projects = organization.projects.filter((one) => one !== project);
  }

  renameProject(from: string, to: string, org: string): void {
    const organization = this.#organizations.find((one) => one.slug === org);
    const project = organization?.projects.find((one) => one.slug === from);
    if (!organization || !project) throw new Error(`no project ${from} in ${org}`);
    project.slug = to;
    organization.formerSlugs.set(from, project);
  }

  /** Whether any project has a key of this ID. */
  hasKey(id: string): boolean {
    const projects = this.#organizations.flatMap(({ projects }) => projects);
    return projects.some(({ keys }) => keys.some((key) => key.id === id));
  }

  /** The first project of this slug or ID in any organization. */
  project(name: string): Project | undefined {
    return this.#organizations.flatMap(({ projects }) => projects).find(named(name));
  }

  /**
   * The project a call is about. Sentry answers a call about a renamed project, of whatever method,
   * with 302 to the same call of the new name, unless another project has the old one by now.
   *
   * @param url path and query that were asked for
   * @param now milliseconds since the epoch
   * @param mayIn throws a Refusal unless the caller may do it in this organization
   * @throws Refusal
   */
  called(
    { org, project: name }: { org: string; project: string },
    url: string,
    now: number,
    mayIn: (org: string) => void,
  ): Project {
    const organization = this.#organization(org);
    const project = organization.projects.find(this.#called(name));
    if (project && now < project.visibleFrom) throw notFound();
    const renamed = organization.formerSlugs.get(name);
    if (project ?? renamed) mayIn(organization.slug);
    if (project) return project;
    if (!renamed) throw notFound();
    const { slug } = renamed;
    const location = url.replace(`/${org}/${name}/`, `/${org}/${slug}/`);
    const [code, message] = ['resource-moved', 'Resource has been moved'];
    throw new Refusal(
      302,
      { slug, detail: { code, message, extra: { url: location, slug } } },
      { location },
    );
  }

  /**
   * The team a call is about.
   *
   * @param mayIn throws a Refusal unless the caller may do it in this organization
   * @throws Refusal
   */
  calledTeam(org: string, name: string, mayIn: (org: string) => void): Team {
    const organization = this.#organization(org);
    const team = organization.teams.find(this.#called(name));
    if (!team) throw notFound();
    mayIn(organization.slug);
    return team;
  }

  #organization(org: string): Organization {
    const organization = this.#organizations.find(this.#called(org));
    if (organization) return organization;
    throw this.#dialect === 'older' ? notFound() : new Refusal(404, undefined, HTML);
  }

  /** Whether this is the one that a URL names. */
  #called(name: string): (one: { id: number; slug: string }) => boolean {
    return this.#dialect === 'older' ? ({ slug }) => slug === name : named(name);
  }

  /** The organization of this slug, made where it does not exist. */
  #made(slug: string): Organization {
    let organization = this.#organizations.find((one) => one.slug === slug);
    if (!organization) {
      organization = { id: this.#nextId++, slug, teams: [], projects: [], formerSlugs: new Map() };
      this.#organizations.push(organization);
    }
    return organization;
  }

  #add(seed: Omit<ProjectSeed, 'id' | 'dialect'>, now: number): Project {
    const project = new Project({ ...seed, id: this.#nextId++, dialect: this.#dialect }, now);
    seed.organization.projects.push(project);
    return project;
  }
}

const named =
  (name: string) =>
  (one: { id: number; slug: string }): boolean =>
    one.slug === name || String(one.id) === name;
