/** In what two answers differ, member by member. */

export interface Difference {
  /** Such as `body.dsn.public`. */
  readonly path: string;
  /** As JSON; undefined where it is missing. */
  readonly real: string | undefined;
  readonly local: string | undefined;
}

export function differences(real: unknown, local: unknown): Difference[] {
  const [ofReal, ofLocal] = [leaves(real), leaves(local)];
  const paths = new Set([...ofReal.keys(), ...ofLocal.keys()]);
  return [...paths]
    .map((path) => ({ path, real: ofReal.get(path), local: ofLocal.get(path) }))
    .filter((one) => one.real !== one.local);
}

function leaves(value: unknown, path = ''): Map<string, string> {
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!isNested) return new Map([[path, JSON.stringify(value)]]);
  const under = (name: string): string => (path === '' ? name : `${path}.${name}`);
  return new Map(Object.entries(value).flatMap(([name, one]) => [...leaves(one, under(name))]));
}
