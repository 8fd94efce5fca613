import { randomBytes, randomInt } from 'node:crypto';
import { notFound, Refusal } from './answers.ts';
import { defaultSdkVersion, type StoredKey } from './keys.ts';

/** A project and its client keys. */
export class Project {
  readonly id: number;
  readonly keys: StoredKey[] = []; // oldest first
  slug: string;
  #rows = 0;
  #lastCreated = 0; // microseconds since the epoch

  constructor(id: number, slug: string) {
    this.id = id;
    this.slug = slug;
  }

  /** @param now milliseconds since the epoch */
  addKey(seed: Partial<StoredKey>, now: number): StoredKey {
    this.#lastCreated = Math.max(Math.floor(now * 1000), this.#lastCreated + 1);
    const key = {
      row: ++this.#rows,
      id: randomBytes(16).toString('hex'),
      secret: randomBytes(16).toString('hex'),
      name: inventedName(),
      isActive: true,
      rateLimit: null,
      browserSdkVersion: defaultSdkVersion,
      dynamicSdkLoaderOptions: {
        hasReplay: true,
        hasPerformance: true,
        hasDebug: false,
        hasFeedback: false,
        hasLogsAndMetrics: false,
      },
      dateCreated: isoWithMicroseconds(this.#lastCreated),
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

interface Organization {
  id: number;
  slug: string;
  projects: Project[];
  formerSlugs: Map<string, Project>;
}

/** The organizations with their projects. Slugs and numeric IDs are equally good names for both. */
export class Organizations {
  readonly #organizations: Organization[] = [];
  #nextId = 4505;

  addProject(slug: string, org: string): void {
    let organization = this.#organizations.find((one) => one.slug === org);
    if (!organization) {
      organization = { id: this.#nextId++, slug: org, projects: [], formerSlugs: new Map() };
      this.#organizations.push(organization);
    }
    organization.projects.push(new Project(this.#nextId++, slug));
  }

  renameProject(from: string, to: string, org: string): void {
    const organization = this.#organizations.find((one) => one.slug === org);
    const project = organization?.projects.find((one) => one.slug === from);
    if (!organization || !project) throw new Error(`no project ${from} in ${org}`);
    project.slug = to;
    organization.formerSlugs.set(from, project);
  }

  /** The first project of this slug or ID in any organization. */
  project(name: string): Project | undefined {
    return this.#organizations.flatMap(({ projects }) => projects).find(named(name));
  }

  /**
   * The project a call is about. Sentry answers a call about a renamed project, of whatever method,
   * with 302 to the same call of the new name.
   *
   * @param url path and query that were asked for
   * @throws Refusal
   */
  called(org: string, name: string, url: string): Project {
    const organization = this.#organizations.find(named(org));
    if (!organization) throw new Refusal(404);
    const project = organization.projects.find(named(name));
    if (project) return project;
    const renamed = organization.formerSlugs.get(name);
    if (!renamed) throw notFound();
    const location = url.replace(`/${org}/${name}/`, `/${org}/${renamed.slug}/`);
    throw new Refusal(
      302,
      { slug: renamed.slug, detail: { extra: { url: location, slug: renamed.slug } } },
      { location },
    );
  }
}

const named =
  (name: string) =>
  (one: { id: number; slug: string }): boolean =>
    one.slug === name || String(one.id) === name;
