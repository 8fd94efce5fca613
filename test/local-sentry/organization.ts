import type { Caller } from './access.ts';
import { HTML, notFound, Refusal } from './answers.ts';
import type { Dialect, StoredKey } from './keys.ts';
import { Project, type StoredProject, type Team } from './projects.ts';

/** What somebody wants a new project to be. */
interface ProjectWish {
  name: string;
  slug?: string | null;
  platform?: string | null;
}

const ORG = { id: 4505, slug: 'acme' };

/**
 * The organization `acme`, the only one, with its projects and keys. Slugs and numeric IDs are equally good names; on
 * a server of 2023, only slugs are. Projects are found without a search.
 */
export class Organization {
  /** Keys that have their place in the order and cannot be seen yet. */
  readonly uncommitted = new Set<StoredKey>();
  readonly #dialect: Dialect;
  readonly #teams: Team[] = [];
  readonly #byId = new Map<string, Project>(); // oldest first
  readonly #bySlug = new Map<string, Project>();
  readonly #formerSlugs = new Map<string, Project>();
  readonly #rows = { last: 0 };
  #sorted: readonly Project[] | undefined;
  #nextId = 4506;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  addTeam(slug: string): void {
    this.#teams.push({ id: 71 + this.#teams.length, slug });
  }

  /**
   * @param now milliseconds since the epoch
   * @throws {Error} if another project has the slug
   */
  addProject(
    { slug, name = slug, platform = null }: Partial<StoredProject> & { slug: string },
    now: number,
    team?: Team,
  ) {
    if (this.#bySlug.has(slug)) throw new Error(`there is a project ${slug}`);
    const seed = { id: this.#nextId++, slug, name, platform, teams: team ? [team] : [] };
    const project = new Project(seed, this.#dialect, this.#rows, now);
    this.#byId.set(String(project.id), project);
    this.#bySlug.set(slug, project);
    this.#sorted = undefined;
    return project;
  }

  /**
   * Makes a project as a call of the API does: with a slug that is nobody else's, and a first key.
   *
   * @param now milliseconds since the epoch
   * @throws Refusal
   */
  createProject(team: Team, { name, slug, platform }: ProjectWish, now: number): Project {
    const wanted = slug ?? name.toLowerCase().replace(/[^a-z0-9_-]+/g, '-');
    if (this.#bySlug.has(wanted)) throw new Refusal(409, { detail: 'A project with this slug already exists.' });
    const project = this.addProject({ slug: wanted, name, platform: platform ?? null }, now, team);
    project.addKey({ name: 'Default' }, now);
    return project;
  }

  /** Oldest first. */
  projects(): Project[] {
    return [...this.#byId.values()];
  }

  /** By their slugs, as Sentry lists them. */
  sortedProjects(): readonly Project[] {
    this.#sorted ??= this.projects().sort((a, b) => (a.slug < b.slug ? -1 : 1));
    return this.#sorted;
  }

  /** Whether any project has a key of this ID: the column is unique. */
  hasKey(id: string): boolean {
    return this.projects().some(({ keys }) => keys.some((key) => key.id === id));
  }

  /** All keys with their projects, newest first. */
  keys(): { row: number; key: StoredKey; project: Project }[] {
    return this.projects()
      .flatMap((project) => project.keys.map((key) => ({ row: key.row, key, project })))
      .sort((a, b) => b.row - a.row);
  }

  removeProject(project: Project): void {
    this.#byId.delete(String(project.id));
    this.#bySlug.delete(project.slug);
    this.#sorted = undefined;
  }

  renameProject(project: Project, slug: string): void {
    this.#bySlug.delete(project.slug);
    this.#formerSlugs.set(project.slug, project);
    project.slug = slug;
    this.#bySlug.set(slug, project);
    this.#sorted = undefined;
  }

  /** The project of this slug or ID. */
  project(name: string): Project | undefined {
    return this.#bySlug.get(name) ?? this.#byId.get(name);
  }

  /**
   * The project a call is about. Sentry answers a call about a renamed project, of whatever method, with 302 to the
   * same call of the new name, unless another project has the old one by now.
   *
   * @param url path and query that were asked for
   * @param now milliseconds since the epoch
   * @throws Refusal
   */
  called(
    { org, project: name }: { org: string; project: string },
    url: string,
    now: number,
    { check }: Caller,
  ): Project {
    this.check(org);
    const project = this.#dialect === 'older' ? this.#bySlug.get(name) : this.project(name);
    if (project && now < project.visibleFrom) throw notFound();
    const renamed = this.#formerSlugs.get(name);
    if (project ?? renamed) check();
    if (project) return project;
    if (!renamed) throw notFound();
    const { slug } = renamed;
    const location = url.replace(`/${org}/${name}/`, `/${org}/${slug}/`);
    const [code, message] = ['resource-moved', 'Resource has been moved'];
    throw new Refusal(302, { slug, detail: { code, message, extra: { url: location, slug } } }, { location });
  }

  /** The team a call is about. @throws Refusal */
  calledTeam(org: string, slug: string, { check }: Caller): Team {
    this.check(org);
    const team = this.#teams.find((one) => one.slug === slug);
    if (!team) throw notFound();
    check();
    return team;
  }

  /** @throws Refusal unless the name is that of the organization */
  check(org: string): void {
    if (org === ORG.slug || (this.#dialect !== 'older' && org === String(ORG.id))) return;
    throw this.#dialect === 'older' ? notFound() : new Refusal(404, undefined, HTML);
  }
}
