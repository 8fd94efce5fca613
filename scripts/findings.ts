/**
 * What the programs that check workflows have found, read out of their JSON and said in one form:
 * which file, which line, what.
 */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

export interface Finding {
  /** The file, as the program was told it. */
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
  readonly text: string;
}

/** Reads what `actionlint -format '{{json .}}'` prints. */
export function fromActionlint(json: string): Finding[] {
  const errors = JSON.parse(json) as { filepath: string; line: number; kind: string; message: string }[];
  return errors.map(({ filepath, line, message, kind }) => ({
    file: filepath,
    line,
    text: `${message} (actionlint: ${kind})`,
  }));
}

/** Reads what `shellcheck --format json1` prints. */
export function fromShellcheck(json: string): Finding[] {
  const { comments } = JSON.parse(json) as {
    comments: { file: string; line: number; code: number; message: string }[];
  };
  return comments.map(({ file, line, code, message }) => ({ file, line, text: `${message} (shellcheck: SC${code})` }));
}

interface ZizmorLocation {
  readonly symbolic: {
    readonly key: { readonly Local: { readonly verbatim_path: string } };
    readonly annotation: string;
    readonly kind: string;
  };
  readonly concrete: { readonly location: { readonly start_point: { readonly row: number } } };
}

/** Reads what `zizmor --format json-v1` prints. */
export function fromZizmor(json: string): Finding[] {
  const findings = JSON.parse(json) as { ident: string; desc: string; locations: ZizmorLocation[] }[];
  return findings.flatMap(({ ident, desc, locations }) =>
    locations
      .filter(({ symbolic }) => symbolic.kind === 'Primary')
      .map(({ symbolic, concrete }) => ({
        file: symbolic.key.Local.verbatim_path,
        line: concrete.location.start_point.row + 1,
        text: `${desc}: ${symbolic.annotation} (zizmor: ${ident})`,
      })),
  );
}

interface SchemaError {
  /** A JSONPath, such as `$.jobs['my-job'].steps[0]`. */
  readonly path: string;
  readonly message: string;
}

/**
 * Reads what `check-jsonschema --output-format json` prints. It knows paths only, so that the files
 * are needed to tell lines.
 */
export function fromCheckJsonschema(json: string, read: (file: string) => string): Finding[] {
  const { errors, parse_errors: unreadable = [] } = JSON.parse(json) as {
    errors: (SchemaError & { filename: string; best_match?: SchemaError; best_deep_match?: SchemaError })[];
    parse_errors?: { filename: string; message: string }[];
  };
  return [
    ...unreadable.map(({ filename, message }) => {
      const [error] = parseDocument(read(filename)).errors;
      return {
        file: filename,
        line: error?.linePos?.[0].line ?? 1,
        text: `${error?.message.split('\n')[0] ?? message} (YAML)`,
      };
    }),
    ...errors.flatMap(({ filename, best_match: best, best_deep_match: deepest, ...error }) =>
      // Where something may have one of several shapes, the error itself only quotes it. What the
      // shapes that come closest want says more; which of them was meant nobody knows.
      (best && deepest ? [best, deepest] : [error]).map(({ path, message }) => ({
        file: filename,
        line: lineOf(read(filename), path, message),
        text: `${message} (schema: ${path})`,
      })),
    ),
  ];
}

/** The line of what a path in YAML leads to; of the key, where the message is that it is unknown. */
function lineOf(yaml: string, path: string, message: string): number {
  const lines = new LineCounter();
  const steps = [...path.matchAll(/\.([^.[]+)|\['(.+?)'\]|\[(\d+)\]/g)].map(
    ([, bare, quoted, index]) => bare ?? quoted ?? Number(index),
  );
  const unknown = /\('(.+?)'.* unexpected\)/.exec(message)?.[1];
  let node: unknown = parseDocument(yaml, { lineCounter: lines }).contents;
  let line = 1;
  for (const step of unknown === undefined ? steps : [...steps, unknown]) {
    let at: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      [at, node] = [pair?.key, pair?.value];
    } else if (isSeq(node)) {
      at = node = node.items[Number(step)];
    }
    const offset = (at as Node | undefined)?.range?.[0];
    if (offset !== undefined) line = lines.linePos(offset).line;
  }
  return line;
}
