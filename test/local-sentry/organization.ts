import type { Project } from './projects.ts';

export interface Team {
  id: number;
  slug: string;
  organization: Organization;
}

/** An organization with all that is its own. Projects are found without a search. */
export class Organization {
  readonly id: number;
  readonly slug: string;
  readonly teams: Team[] = [];
  readonly formerSlugs = new Map<string, Project>();
  readonly #byId = new Map<string, Project>(); // oldest first
  readonly #bySlug = new Map<string, Project>();
  #sorted: readonly Project[] | undefined;

  constructor(id: number, slug: string) {
    this.id = id;
    this.slug = slug;
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

  withSlug(slug: string): Project | undefined {
    return this.#bySlug.get(slug);
  }

  withId(id: string): Project | undefined {
    return this.#byId.get(id);
  }

  /** @throws {Error} where another project has its slug */
  add(project: Project): void {
    if (this.#bySlug.has(project.slug)) {
      throw new Error(`there is a project ${project.slug} in ${this.slug}`);
    }
    this.#byId.set(String(project.id), project);
    this.#bySlug.set(project.slug, project);
    this.#sorted = undefined;
  }

  /** With its keys. */
  remove(project: Project): void {
    for (const key of [...project.keys]) project.removeKey(key);
    this.#byId.delete(String(project.id));
    this.#bySlug.delete(project.slug);
    this.#sorted = undefined;
  }

  rename(project: Project, slug: string): void {
    this.#bySlug.delete(project.slug);
    this.formerSlugs.set(project.slug, project);
    project.slug = slug;
    this.#bySlug.set(slug, project);
    this.#sorted = undefined;
  }
}
