import { HTML, notFound, Refusal } from './answers.ts';
import { KeyTable } from './key-table.ts';
import type { Dialect } from './keys.ts';
import { Organization, type Team } from './organization.ts';
import { Project, type ProjectSeed, type StoredProject } from './projects.ts';
import { derivedSlug } from './slugs.ts';

/** What somebody wants a new project to be. */
interface ProjectWish {
  name: string;
  slug?: string | null;
  platform?: string | null;
}

/**
 * The organizations with all that is theirs. Slugs and numeric IDs are equally good names; on a
 * server of 2023, only slugs are.
 */
export class Organizations {
  readonly keys = new KeyTable();
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
    const isTaken = (wanted: string): boolean => organization.withSlug(wanted) !== undefined;
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
    return organization.projects().map(({ id, slug, name, platform }) => {
      return { id, slug, name, platform };
    });
  }

  removeProject(slug: string, org: string): void {
    const project = this.#existing(slug, org);
    project.organization.remove(project);
  }

  renameProject(from: string, to: string, org: string): void {
    const project = this.#existing(from, org);
    project.organization.rename(project, to);
  }

  /** The first project of this slug or ID in any organization. */
  project(name: string): Project | undefined {
    for (const organization of this.#organizations) {
      const project = organization.withSlug(name) ?? organization.withId(name);
      if (project) return project;
    }
    return undefined;
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
    const project = organization.withSlug(name) ?? (this.#dialect === 'older' ? undefined : organization.withId(name));
    if (project && now < project.visibleFrom) throw notFound();
    const renamed = organization.formerSlugs.get(name);
    if (project ?? renamed) mayIn(organization.slug);
    if (project) return project;
    if (!renamed) throw notFound();
    const { slug } = renamed;
    const location = url.replace(`/${org}/${name}/`, `/${org}/${slug}/`);
    const [code, message] = ['resource-moved', 'Resource has been moved'];
    throw new Refusal(302, { slug, detail: { code, message, extra: { url: location, slug } } }, { location });
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

  /**
   * The organization a call is about.
   *
   * @param mayIn throws a Refusal unless the caller may do it there
   * @throws Refusal
   */
  calledOrganization(org: string, mayIn: (org: string) => void): Organization {
    const organization = this.#organization(org);
    mayIn(organization.slug);
    return organization;
  }

  #organization(org: string): Organization {
    const organization = this.#organizations.find(this.#called(org));
    if (organization) return organization;
    throw this.#dialect === 'older' ? notFound() : new Refusal(404, undefined, HTML);
  }

  /** Whether this is the one that a URL names. */
  #called(name: string): (one: { id: number; slug: string }) => boolean {
    const isOlder = this.#dialect === 'older';
    return ({ id, slug }) => slug === name || (!isOlder && String(id) === name);
  }

  #existing(slug: string, org: string): Project {
    const organization = this.#organizations.find((one) => one.slug === org);
    const project = organization?.withSlug(slug);
    if (!project) throw new Error(`no project ${slug} in ${org}`);
    return project;
  }

  /** The organization of this slug, made where it does not exist. */
  #made(slug: string): Organization {
    let organization = this.#organizations.find((one) => one.slug === slug);
    if (!organization) {
      organization = new Organization(this.#nextId++, slug);
      this.#organizations.push(organization);
    }
    return organization;
  }

  #add(seed: Omit<ProjectSeed, 'id' | 'dialect' | 'table'>, now: number): Project {
    const server = { dialect: this.#dialect, table: this.keys };
    const project = new Project({ ...seed, ...server, id: this.#nextId++ }, now);
    seed.organization.add(project);
    return project;
  }
}
