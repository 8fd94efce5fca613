/**
 * Makes the answers of two servers comparable: what must differ, such as IDs, is replaced by words.
 * What must be the same is left alone: types, null or missing, members, order, texts.
 */
import type { Raw } from './play.ts';

/** What the words stand for. */
export interface Known {
  readonly url: string;
  readonly project: string;
  readonly key: string;
  projectId: string;
  /** The body of the request. */
  sent: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const OF_PROJECT = ['id', 'slug', 'name', 'platform', 'dateCreated', 'teams', 'organization'];
const HTTP_DATE = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;
const HEADERS = /^(content-type|date|link|location|retry-after|www-authenticate|x-sentry-.*)$/;

export function normalized({ status, headers, text }: Raw, known: Known): Answer {
  const words = new Words(known);
  return {
    status,
    body: words.value(parsed(text), []),
    headers: Object.fromEntries(
      [...headers].filter(([name]) => HEADERS.test(name)).map(([name, value]) => [name, words.header(name, value)]),
    ),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

class Words {
  readonly #known: Known;
  /** What was named so far, such as the second ID of an answer. */
  readonly #named = new Map<string, string>();

  constructor(known: Known) {
    this.#known = known;
  }

  header(name: string, value: string): string {
    if (name === 'date') return value.replace(HTTP_DATE, '<date>');
    if (name !== 'link') return this.#text(value);
    // The action only goes on. A cursor names a row, whose number is the server's own affair.
    const [next = ''] = /<[^>]*>; rel="next".*/.exec(value) ?? [];
    return this.#text(next)
      .replace(/(?<=<)https?:\/\/[^/]+/g, 'SERVER')
      .replace(/(?<=cursor=|cursor=")\d+(?=(:|%3A)\d)/g, (row) => (row === '0' ? row : this.#name('row', row)));
  }

  /** @param path - the names of the members in which the value is */
  value(value: unknown, path: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((one) => this.value(one, path));
    if (typeof value === 'object' && value !== null) {
      // A project has many members more, which no client of keys reads.
      const isOfProject = 'platform' in value || ['teams', 'organization'].includes(path.at(-1) ?? '');
      const members = Object.entries(value).filter(([name]) => !isOfProject || OF_PROJECT.includes(name));
      return Object.fromEntries(members.map(([name, one]) => [name, this.value(one, [...path, name])]));
    }
    const name = path.at(-1);
    if (typeof value === 'number' && name === 'projectId') return `<number ${this.#id(value)}>`;
    if (typeof value !== 'string') return value;
    if (name === 'id' && /^\d+$/.test(value)) {
      // By chance, that of an organization or a team can be the same number.
      return path.length > 1 ? '<text ID>' : `<text ${this.#id(value)}>`;
    }
    if (name === 'name' || name === 'label') return this.#label(value);
    return this.#text(value);
  }

  #id(id: string | number): string {
    return String(id) === this.#known.projectId ? 'PROJECT_ID' : 'ID';
  }

  /** A name that the server invented. */
  #label(value: string): string {
    const invented = /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(value) && !this.#known.sent.includes(value);
    return invented ? '<invented>' : this.#text(value);
  }

  #text(text: string): string {
    const { url, project, key, projectId, sent } = this.#known;
    const { host } = new URL(url);
    return text
      .replaceAll(`http://${host}`, 'SERVER')
      .replaceAll(host, 'HOST')
      .replaceAll(project, 'PROJECT')
      .replace(/(?<=(SERVER|HOST|^)(\/api)?\/)[1-9]\d*(?=\/|$)/g, (id) => (id === projectId ? 'PROJECT_ID' : 'ID'))
      .replace(/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g, (hex) => {
        if (hex === key) return 'KEY';
        return sent.includes(hex) ? hex : this.#name('hex', hex);
      })
      .replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/, '<date>');
  }

  #name(kind: string, value: string): string {
    const known = this.#named.get(value) ?? `<${kind} ${this.#named.size + 1}>`;
    this.#named.set(value, known);
    return known;
  }
}
