import { itemsOf, labelsOf, problemsOf } from './read-items.ts';

const web = { project: 'web', name: 'ci' };

test.each([
  ['YAML', '- project: web\n  name: ci\n'],
  ['JSON', '[{"project":"web","name":"ci"}]'],
  ['JSON with tabs', '[\n\t{\n\t\t"project": "web",\n\t\t"name": "ci"\n\t}\n]'],
  ['CRLF', '- project: web\r\n  name: ci\r\n'],
  ['comments', '# all\n- project: web # one\n  name: ci\n'],
])('%s is read', (_, text) => {
  expect(itemsOf(text)).toEqual([web]);
});

test.each([
  ...['1e3', '007', '0x10', '0o7', '1_000', '.5', '-0.0', '12345678901234567890', '2020-01-01'],
  ...['__proto__', 'constructor', 'toString', '🔑'.repeat(64), 'two words'],
])('%s stays what it is', (text) => {
  expect(itemsOf(`- name: ${text}`)).toEqual([{ name: text }]);
  expect(itemsOf(`[{"name": ${text}}]`)).toEqual([{ name: text }]);
});

test.each(['', '~', 'null', 'Null', 'NULL', '""', "''", '" "', '|\n', '&none', '&none null'])(
  '%j is left out',
  (text) => {
    expect(itemsOf(`- name: ${text}`)).toEqual([{}]);
  },
);

const wantsList = 'use a list, such as [{"project": "web", "name": "ci"}].';

test.each([
  ['{"project":"web","name":"ci"}', `${wantsList} This is an object.`],
  [
    '"[{\\"project\\":\\"web\\"}]"',
    `${wantsList} This is a text in quotes: if it comes from toJSON, leave toJSON out.`,
  ],
  ...['Array', 'Object'].map((text) => [
    text,
    `${wantsList} An expression turns a list into this text: use \${{ toJSON(…) }}.`,
  ]),
  ...['web', '# nothing', '---', '*a'].map((text) => [text, wantsList]),
])('%j is an error about the list', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test.each([
  ['- {project: !legacy}', 'a value that begins with ! as a tag', 'line 1, column 13'],
  ['- project: *', 'a value that begins with * as an alias', 'line 1, column 12'],
])('%j is to be quoted', (text, what, where) => {
  expect(problemsOf(text)).toEqual([`cannot be read as YAML or JSON: YAML reads ${what}, so quote it at ${where}.`]);
});

test.each(['!', '!!str web', '!!binary d2Vi'])(
  'a value with a tag is to be quoted, whatever the tag makes of it: %s',
  (text) => {
    const problem = 'YAML reads a value that begins with ! as a tag, so quote it.';
    expect(problemsOf(`- name: ${text}`)).toEqual([`keys[0]: name: ${problem}`]);
  },
);

test.each(['web', '"web"', '[{project: web}]', '', '7', '*a', '&a [*a]'])('an item cannot be %j', (text) => {
  expect(problemsOf(`- ${text}`)).toEqual(['keys[0]: item: use inputs and their values, such as - project: web.']);
});

test.each(['[web]', '{slug: web}', '*nowhere', '&a [*a]', '*late', '*early'])('a value cannot be %j', (text) => {
  const around = [`- {team: &early x}`, `- {name: ${text}}`, '- {name: &late ci}'];
  expect(problemsOf(around.join('\n'))).toEqual([
    'keys[1]: name: use a plain value instead of a list, an object or an alias.',
  ]);
});

test('a member that is there twice is an error', () => {
  expect(problemsOf('- {name: a, project: web, name: b}')).toEqual([
    'keys[0] (web): name: is there twice. Remove one.',
  ]);
  expect(problemsOf('[{"name":null,"name":"b"}]')).toEqual(['keys[0]: name: is there twice. Remove one.']);
});

test('an item is named by its place from 0 on, and by its project if that is plain', () => {
  const text = '[{project: web}, {project: " api "}, {}, {project: "a b"}, {project: "::x"}]';
  expect(labelsOf(text)).toEqual([...['keys[0] (web)', 'keys[1] (api)', 'keys[2]', 'keys[3]', 'keys[4]']]);
});

test('a list has 10,000 items at most', () => {
  const item = '- {}\n';
  expect(itemsOf(item.repeat(10_000))).toHaveLength(10_000);
  expect(problemsOf(item.repeat(10_001))).toEqual([
    expect.stringMatching(/^the list has 10001 items, but one step takes 10000\. Split it/),
  ]);
});

test.each(['ci-${{ github.ref_name }}', '${{', '"${{ env.X }}"'])(
  'an expression that was not expanded is an error: %s',
  (value) => {
    expect(problemsOf(`- {project: web}\n- name: ${value}`)).toEqual([
      'keys[1]: name: has an expression (${{ … }}). GitHub only expands expressions in workflows.',
    ]);
    expect(itemsOf('- name: $NAME')).toEqual([{ name: '$NAME' }]);
  },
);
