/** docs/troubleshooting.md quotes every text that the action can print, and no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '..');
const PAGE = 'docs/troubleshooting.md';

/** The part of the page with the messages of the runner and of other systems. */
const FOREIGN = '## What the runner and other systems say';

/** Texts of three words and more that no log shows: how the job summary is marked up. */
const NO_MESSAGES = ['### Sentry client key', '[Open in Sentry](…)'];

/** A text and where it stands, as `file:line`. */
interface Text {
  readonly where: string;
  /** With `…` for what differs. */
  readonly text: string;
}

/**
 * Every text in the code: what is joined with `+` is one, and what is put in is `…`. The branches of
 * a condition in between are texts of their own. Imports and types are none.
 */
function textsOf(file: string, code: string): Text[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest);
  const texts: Text[] = [];
  collect(source);
  return texts;

  function collect(node: ts.Node): void {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    const text = fold(node);
    if (text === undefined) {
      ts.forEachChild(node, collect);
      return;
    }
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    texts.push({ where: `${file}:${line + 1}`, text: plain(text) });
    partsOf(node).forEach(collectWithin);
  }

  /** Goes past what is folded into the text around it. */
  function collectWithin(node: ts.Node): void {
    if (fold(node) === undefined) collect(node);
    else partsOf(node).forEach(collectWithin);
  }
}

/** What an expression that is all or partly text comes to; `undefined` for any other node. */
function fold(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(
      ({ expression, literal }) => `${fold(expression) ?? '…'}${literal.text}`,
    );
    return [node.head.text, ...spans].join('');
  }
  const parts = partsOf(node).map(fold);
  const isText = parts.some((part) => part !== undefined);
  return isText ? parts.map((part) => part ?? '…').join('') : undefined;
}

/** The expressions that are put together. */
function partsOf(node: ts.Node): ts.Expression[] {
  if (ts.isParenthesizedExpression(node)) return [node.expression];
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression);
  const isSum = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
  return isSum ? [node.left, node.right] : [];
}

/**
 * What a page quotes as messages: each block quote, and the first cell of each row of a table whose
 * first column is headed "In the log".
 */
function messagesOf(file: string, page: string): Text[] {
  const messages: Text[] = [];
  let before = '';
  let isMessages = false;
  for (const [index, line] of page.split('\n').entries()) {
    const where = `${file}:${index + 1}`;
    const [, quoted] = /^> ?(.*)$/.exec(line) ?? [];
    if (quoted !== undefined) {
      const rest = before.startsWith('>') ? messages.pop() : undefined;
      messages.push({ where: rest?.where ?? where, text: plain(`${rest?.text ?? ''} ${quoted}`) });
    }
    if (!line.startsWith('|')) isMessages = false;
    if (isMessages && !line.startsWith('| -')) {
      messages.push({ where, text: plain(line.split('|')[1] ?? '') });
    }
    if (line.startsWith('| In the log |')) isMessages = true;
    before = line;
  }
  return messages;
}

/** Without Markdown, and with single spaces. */
function plain(text: string): string {
  return text
    .replaceAll('`', '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function countWords(text: string): number {
  return text.split(' ').filter((word) => /\p{L}/u.test(word)).length;
}

/** Matches what has the words of a text in their order; each of its groups is a part between `…`. */
function patternOf(text: string): RegExp {
  const parts = text
    .split('…')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [start, end] = [/^\w/, /\w$/].map((edge) => (edge.test(part) ? '\\b' : ''));
      return `${start ?? ''}(${part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')})${end ?? ''}`;
    });
  return new RegExp(parts.join('.*?'), 'dg');
}

/** The words of a message that stand in none of the texts. */
function unknownWords(message: string, patterns: readonly RegExp[]): string {
  let unknown = message;
  for (const pattern of patterns) {
    for (const { indices = [] } of message.matchAll(pattern)) {
      for (const [start, end] of indices.slice(1).filter((part) => part !== undefined)) {
        unknown = unknown.slice(0, start) + ' '.repeat(end - start) + unknown.slice(end);
      }
    }
  }
  return (unknown.match(/[\p{L}_]+/gu) ?? []).join(' ');
}

const texts = readdirSync(join(root, 'src'))
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => textsOf(`src/${name}`, readFileSync(join(root, 'src', name), 'utf8')));

const page = readFileSync(join(root, PAGE), 'utf8');
/** With the lines of the foreign part left empty, so that all others keep their number. */
const ownPage = page.replace(new RegExp(`^${FOREIGN}\n(?:(?!## ).*\n)*`, 'm'), (part) =>
  part.replace(/.+/g, ''),
);
const messages = messagesOf(PAGE, ownPage);

test('every text that the action can print is quoted in docs/troubleshooting.md', () => {
  const printed = texts.filter(({ text }) => countWords(text) >= 3 && !NO_MESSAGES.includes(text));
  const missing = printed.filter(({ text }) => {
    const pattern = patternOf(text);
    return !messages.some((message) => message.text.search(pattern) >= 0);
  });
  expect(missing.map(({ where, text }) => `${where}: ${text}`)).toEqual([]);
});

test('no text is quoted in docs/troubleshooting.md that the action cannot print', () => {
  const patterns = texts
    .filter(({ text }) => countWords(text) > 0)
    .map(({ text }) => patternOf(text));
  const stale = messages.flatMap(({ where, text }) => {
    const unknown = unknownWords(text, patterns);
    return unknown === '' ? [] : [`${where}: nothing in src says "${unknown}", as in: ${text}`];
  });
  expect(stale).toEqual([]);
});

test('the part about other systems is there', () => {
  expect(messagesOf(PAGE, page).length).toBeGreaterThan(messages.length);
});

test('what is no message is in the code', () => {
  expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(NO_MESSAGES));
});

test('texts are read as they are printed', () => {
  const code = `import a from 'not this one';
    const b: 'nor this one' = say(\`one \${c} two\` + (d ? ' three ' + e : \`four \${f ?? 'five'}\`) +
      "'six'" + 'seven');`;
  expect(textsOf('x.ts', code)).toEqual([
    { where: 'x.ts:2', text: "one … two…'six'seven" },
    { where: 'x.ts:2', text: 'three …' },
    { where: 'x.ts:2', text: 'four …' },
    { where: 'x.ts:2', text: 'five' },
  ]);
});

test('messages are read as the page shows them', () => {
  const part = ['> one \\*two', '> `three`', '', '> four', '', '| In the log | To do |']
    .concat(['| --- | --- |', '| `five … six` | nothing |', '', '| Other | To do |', '| a | b |'])
    .join('\n');
  expect(messagesOf('x.md', part)).toEqual([
    { where: 'x.md:1', text: 'one *two three' },
    { where: 'x.md:4', text: 'four' },
    { where: 'x.md:8', text: 'five … six' },
  ]);
});
