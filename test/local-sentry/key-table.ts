import type { StoredKey } from './keys.ts';
import type { Organization } from './organization.ts';
import type { Project } from './projects.ts';

/** The keys of all projects, which are one table in Sentry's database: rows and IDs are unique. */
export class KeyTable {
  /** Keys that have their place in the order and cannot be seen yet. */
  readonly uncommitted = new Set<StoredKey>();
  readonly #projects = new Map<StoredKey, Project>(); // oldest first
  readonly #byId = new Map<string, StoredKey>();
  #rows = 0;

  /** The number of the next key's row. */
  nextRow(): number {
    this.#rows += 1;
    return this.#rows;
  }

  add(key: StoredKey, project: Project): void {
    this.#projects.set(key, project);
    this.#byId.set(key.id, key);
  }

  remove(key: StoredKey): void {
    this.#projects.delete(key);
    if (this.#byId.get(key.id) === key) this.#byId.delete(key.id);
  }

  /** Whether any project has a key of this ID. */
  has(id: string): boolean {
    return this.#byId.has(id);
  }

  isVisible(key: StoredKey): boolean {
    return !this.uncommitted.has(key);
  }

  /** An organization's keys with their projects, newest first. */
  of(organization: Organization): { row: number; key: StoredKey; project: Project }[] {
    return [...this.#projects]
      .filter(([, project]) => project.organization === organization)
      .map(([key, project]) => ({ row: key.row, key, project }))
      .sort((a, b) => b.row - a.row);
  }
}
