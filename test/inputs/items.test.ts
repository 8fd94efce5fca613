import { ITEM_INPUTS, parseItems, STEP_INPUTS } from '../../src/inputs/items.ts';
import { manifest } from '../harness/local-runner.ts';
import { itemsOf } from './read-items.ts';

/** What is wrong with the list, and with each item of it. */
function problemsOf(text: string): string[] {
  const problems: string[] = [];
  const items = parseItems(text, problems);
  return [
    ...problems,
    ...items.flatMap((item, index) => item.problems.map((problem) => `${index}: ${problem}`)),
  ];
}

const web = { project: 'web', name: 'ci' };

test('each input of the action is one of a key, or one of the step', () => {
  const all = [...ITEM_INPUTS, ...STEP_INPUTS];
  expect(all.toSorted()).toEqual(Object.keys(manifest.inputs).toSorted());
});

test.each([
  ['YAML', '- project: web\n  name: ci\n'],
  ['JSON', '[{"project":"web","name":"ci"}]'],
  ['JSON with tabs', '[\n\t{\n\t\t"project": "web",\n\t\t"name": "ci"\n\t}\n]'],
  ['JSON with a comma too many', '[{"project":"web","name":"ci",},]'],
  ['CRLF', '- project: web\r\n  name: ci\r\n'],
  ['marks of a document', '%YAML 1.1\n---\n- {project: web, name: ci}\n...\n'],
  ['comments', '# all\n- project: web # one\n  name: ci\n'],
  ['block scalars', '- project: >-\n    web\n  name: |-\n    ci\n'],
  ['explicit keys', '- ? project\n  : web\n  ? name\n  : ci\n'],
  ['an anchor that nobody uses', '- &first\n  project: web\n  name: ci\n'],
])('%s is read', (_, text) => {
  expect(itemsOf(text)).toEqual([web]);
});

test.each([
  ...['1e3', '007', '0x10', '0o7', '1_000', '.5', '-0.0', '12345678901234567890', '2020-01-01'],
  ...[
    'a~',
    '~a',
    'nulls',
    'no null',
    'yes',
    'No',
    'on',
    'true',
    'FALSE',
    '.inf',
    '.nan',
    '=',
    'a#b',
    'a:b',
    '1:30',
    'nULL',
  ],
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

test.each(['"null"', "'null'", '"~"', '|-\n    null', '>-\n    ~'])('%j is text', (text) => {
  expect(itemsOf(`- name: ${text}`)).toEqual([{ name: /null|~/.exec(text)?.[0] }]);
});

test('an alias stands for the value that had its anchor last', () => {
  const text = '[{project: &a web, name: *a}, {&b team: &a api, name: *a, *b : *a }]';
  expect(problemsOf(text)).toEqual(['1: team: was given twice. Leave one out.']);
  expect(itemsOf('[{project: &a web}, {project: &a api}, {&b team: *a}, {*b : *a}]')).toEqual([
    { project: 'web' },
    { project: 'api' },
    { team: 'api' },
    { team: 'api' },
  ]);
});

const wantsList = 'keys: write a list, such as [{"project": "web", "name": "ci"}]. ';

test.each([
  ['{"project":"web","name":"ci"}', `${wantsList}This is an object.`],
  ['{"web":{"outputs":{"dsn":"x"}}}', `${wantsList}This is an object.`],
  [
    '"[{\\"project\\":\\"web\\"}]"',
    `${wantsList}This is a text in quotes: if it comes out of toJSON, leave toJSON out.`,
  ],
  ...['.github/keys.yml', 'keys.yaml', 'keys.json', '.github/keys'].map((text) => [
    text,
    `${wantsList}For the path of a file, there is the input keys-file.`,
  ]),
  ...['Array', 'Object'].map((text) => [
    text,
    `${wantsList}"${text}" is what an expression makes of a list or an object: write \${{ toJSON(…) }}.`,
  ]),
  ...['web', '# nothing', '---'].map((text) => [text, wantsList.trim()]),
  ['!!seq\n- {project: web}', `${wantsList}Leave the tag out.`],
  ['*a', `${wantsList}An alias cannot stand for it.`],
  ['[]', 'keys: the list is empty. If that is fine, skip the step with an if.'],
])('%j is an error about the list', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test.each([
  ['- {project: web}\n---\n- {project: api}', 'another document begins (---), and one list is all'],
  ['[{project: web}', '"Flow sequence must end with a ]" at line 1, column 16.'],
  ['- project: web\n  name: a: b', '" at line 2, column 9.'],
  ['-\tproject: web\n\tname: ci', '"Tabs are not allowed as indentation" at line 1, column 2.'],
  ['%FOO\n---\n- {project: web}', '"Unknown directive %FOO" at line 1, column 1.'],
  ['- !mine {project: web}', '"Unresolved tag: !mine" at line 1, column 3.'],
  ['['.repeat(50_000), 'it is nested too deep at line 1, column '],
])('%#: what is broken cannot be read', (text, said) => {
  const [problem, ...others] = problemsOf(text);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^keys: this cannot be read as YAML or JSON: .* column \d+\.$/);
  expect(problem).toContain(said);
});

const OBJECT = '0: write inputs and their values, such as - project: web.';

test.each([
  ...['web', '"web"', '[{project: web}]', '', '7'].map((text) => [text, OBJECT]),
  ['*a', `${OBJECT} An alias cannot stand for it.`],
  ['!!map {project: web}', `${OBJECT} Leave the tag out.`],
])('an item cannot be %j', (text, problem) => {
  expect(problemsOf(`- ${text}`)).toEqual([problem]);
});

test.each(['[web]', '{slug: web}', '!!str web', '!!binary d2Vi', '*nowhere', '&a [*a]', '*late'])(
  'a value cannot be %j, and that is told once',
  (text) => {
    expect(problemsOf(`- {project: ${text}}\n- {name: &late ci}`)).toEqual([
      '0: project: write a plain value, with no list, object, tag or alias of one.',
    ]);
  },
);

test('a member that is there twice is an error', () => {
  const problem = '0: name: was given twice. Leave one out.';
  expect(problemsOf('- {name: a, project: web, name: b}')).toEqual([problem]);
  expect(problemsOf('[{"name":null,"name":"b"}]')).toEqual([problem]);
});

test.each([
  ['rate_limit', 'rate-limit'],
  ['rate limit', 'rate-limit'],
  ['rateLimit', 'rate-limit'],
  ['RATE-LIMIT', 'rate-limit'],
  ['Project', 'project'],
  ['NAME', 'name'],
  ['secretName', 'secret-name'],
  ['enviroment', 'environment'],
])('for %s, %s is suggested and read', (given, meant) => {
  const problems: string[] = [];
  const [item] = parseItems(JSON.stringify([{ [given]: 'x' }]), problems);
  expect(problems).toEqual([]);
  expect(item).toEqual({
    values: new Map([[meant, 'x']]),
    problems: [`"${given}": there is no such input of one key; did you mean ${meant}?`],
  });
});

test.each<readonly [string, string]>([
  ...STEP_INPUTS.map((name) => [name, name] as const),
  ['dry_run', 'dry-run'],
  ['TOKEN', 'token'],
])('%s belongs to the step', (given, meant) => {
  expect(problemsOf(JSON.stringify([{ [given]: 'sntryi_ab12' }]))).toEqual([
    `0: "${given}": ${meant} is an input of the step, for all keys of the list. Write it there.`,
  ]);
});

test('all inputs of a key are named once, where others are unknown', () => {
  const [first, ...others] = problemsOf('[{"__proto__": 1, constructor: 2}, {"<<": {}, "": 3}]');
  expect(first).toBe(
    `0: "__proto__": there is no such input of one key. There are ${ITEM_INPUTS.join(', ')}. ` +
      'What is the same for all keys can be an input of the step instead.',
  );
  expect(others).toEqual(
    ['0: "constructor"', '1: "<<"', '1: ""'].map(
      (label) => `${label}: there is no such input of one key.`,
    ),
  );
});

test('a list has 10,000 items at most', () => {
  const item = '- {}\n';
  expect(itemsOf(item.repeat(10_000))).toHaveLength(10_000);
  expect(problemsOf(item.repeat(10_001))).toEqual([
    expect.stringMatching(/^keys: the list has 10001 items, and one step takes 10000\. Split it/),
  ]);
});

test.each([
  ['aliases', `- {project: &a web, name: [${'*a,'.repeat(10_000)}]}`],
  ['aliases of aliases', chain(1000)],
  ['wrong escapes', `- "${'\\q'.repeat(20_000)}"`],
  ['unknown members', `- {${Array.from({ length: 8000 }, (_, i) => `k${i}: x`).join(', ')}}`],
  ['dashes', '- '.repeat(8000)],
])(
  'a long list of %s is refused',
  (_, text) => {
    expect(problemsOf(text)).not.toEqual([]);
  },
  60_000,
);

function chain(length: number): string {
  const links = Array.from({ length }, (_, i) => `- &a${i + 1} [*a${i}, *a${i}, *a${i}]`);
  return ['- &a0 [x]', ...links].join('\n');
}

test.each(['ci-${{ github.ref_name }}', '${{', '"${{ env.X }}"'])(
  'an expression that nobody replaces is an error: %s',
  (value) => {
    expect(problemsOf(`- {project: web}\n- name: ${value}`)).toEqual([
      '1: name: has an expression (${{ … }}). GitHub replaces expressions in workflows, and in no file. Write ' +
        'the value itself.',
    ]);
    expect(itemsOf('- name: $NAME')).toEqual([{ name: '$NAME' }]);
  },
);
