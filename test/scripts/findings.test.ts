import { fromActionlint, fromCheckJsonschema, fromShellcheck, fromZizmor } from '../../scripts/findings.ts';

test('actionlint names the line itself', () => {
  const json = JSON.stringify([
    {
      message: 'input "tokn" is not defined in action "Sentry client key" defined at "./"',
      filepath: '0.yml',
      line: 12,
      column: 11,
      kind: 'action',
      snippet: '          tokn: 1\n          ^~~~~',
      end_column: 15,
    },
  ]);
  expect(fromActionlint(json)).toEqual([
    {
      file: '0.yml',
      line: 12,
      text: 'input "tokn" is not defined in action "Sentry client key" defined at "./" (actionlint: action)',
    },
  ]);
  expect(fromActionlint('[]')).toEqual([]);
});

test('shellcheck names the line itself', () => {
  const comment = { file: 'a.sh', line: 3, endLine: 3, column: 6, endColumn: 10, level: 'info' };
  const message = 'Double quote to prevent globbing and word splitting.';
  const json = JSON.stringify({ comments: [{ ...comment, code: 2086, message, fix: null }] });
  expect(fromShellcheck(json)).toEqual([{ file: 'a.sh', line: 3, text: `${message} (shellcheck: SC2086)` }]);
});

test('zizmor counts lines from 0, and adds places that only explain', () => {
  const location = (kind: string, row: number, annotation: string): unknown => ({
    symbolic: { key: { Local: { verbatim_path: '0.yml' } }, annotation, kind },
    concrete: { location: { start_point: { row, column: 14 } } },
  });
  const json = JSON.stringify([
    {
      ident: 'unpinned-uses',
      desc: 'unpinned action reference',
      locations: [location('Related', 13, 'this step'), location('Primary', 14, 'action is not pinned to a hash')],
    },
  ]);
  expect(fromZizmor(json)).toEqual([
    {
      file: '0.yml',
      line: 15,
      text: 'unpinned action reference: action is not pinned to a hash (zizmor: unpinned-uses)',
    },
  ]);
});

describe('check-jsonschema names paths, and the lines are those of', () => {
  const yaml = `name: x
jobs:
  my-job:
    runs-on: ubuntu-latest
    steps:
      - run: "true"
      - run: "false"
        rum: 1
branding:
  color: pink
`;
  const lineOf = (error: unknown): (string | number)[] => {
    const json = JSON.stringify({ status: 'fail', errors: [error], parse_errors: [] });
    return fromCheckJsonschema(json, () => yaml).flatMap(({ line, text }) => [line, text]);
  };

  test('a value', () => {
    const message = "'pink' is not one of ['white', 'black']";
    expect(lineOf({ filename: 'a.yml', path: '$.branding.color', message })).toEqual([
      10,
      `${message} (schema: $.branding.color)`,
    ]);
  });

  test('a key that nobody knows', () => {
    const message = "Additional properties are not allowed ('branding' was unexpected)";
    expect(lineOf({ filename: 'a.yml', path: '$', message })).toEqual([9, `${message} (schema: $)`]);
  });

  test('both shapes that something may have wanted to be', () => {
    const best = { path: "$.jobs['my-job']", message: "'uses' is a required property" };
    const deepest = {
      path: "$.jobs['my-job'].steps[1]",
      message: "Additional properties are not allowed ('rum' was unexpected)",
    };
    const message = '{…} is not valid under any of the given schemas';
    const error = { path: best.path, message, best_match: best, best_deep_match: deepest };
    expect(lineOf({ filename: 'a.yml', has_sub_errors: true, ...error })).toEqual([
      3,
      `${best.message} (schema: ${best.path})`,
      8,
      `${deepest.message} (schema: ${deepest.path})`,
    ]);
  });

  test('what is no YAML', () => {
    const json = JSON.stringify({
      status: 'fail',
      errors: [],
      parse_errors: [{ filename: 'a.yml', message: 'Failed to parse a.yml' }],
    });
    expect(fromCheckJsonschema(json, () => 'name: x\nbranding: }\n')).toEqual([
      { file: 'a.yml', line: 2, text: expect.stringMatching(/^.+ \(YAML\)$/) as string },
    ]);
  });

  test('nothing', () => {
    expect(fromCheckJsonschema('{"status": "ok", "errors": []}', () => yaml)).toEqual([]);
  });
});
