export const id = 288;
export const ids = [288];
export const modules = {

/***/ 916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = __webpack_unused_export__ = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
__webpack_unused_export__ = closest;


/***/ }),

/***/ 288:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  PostStep: () => (/* binding */ PostStep),
  exitWith: () => (/* reexport */ exitWith),
  onCutShort: () => (/* reexport */ onCutShort)
});

;// CONCATENATED MODULE: ./src/text.ts
/** Foreign text (inputs, servers, the operating system) made safe to show in log lines, annotations and the summary. */
// C0, DEL and C1 controls, line and paragraph separators, and the marks that reorder the visible text. A lone surrogate
// would reach the runner as a replacement character.
const UNPRINTABLE = 
// eslint-disable-next-line no-control-regex
/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]/gu;
const SHORT = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/**
 * A line without line breaks that cannot start a workflow command. The runner accepts `##[name]` anywhere in a line,
 * and `::name::` at its start (runner, ActionCommand.cs).
 */
function printable(text) {
    return text
        .replace(UNPRINTABLE, (mark) => SHORT[mark] ?? `\\u{${mark.charCodeAt(0).toString(16)}}`)
        .replace(/##\[/g, '##\\[')
        .replace(/^(\s*):(?=:)/, '$1\\:');
}
/** Whether a text has neither line breaks nor other control characters, and can be written as UTF-8. */
function isPlainLine(text) {
    // eslint-disable-next-line no-control-regex
    return !/[\u0000-\u001f\u007f-\u009f]/.test(text) && text.isWellFormed();
}
/** UTF-16 units. */
const MAX_QUOTED = 200;
/**
 * Foreign text as part of a sentence: printable, in double quotes, without the part of an address before its `@` (a
 * password or a DSN's key), and at most {@link MAX_QUOTED} long.
 */
function text_quote(text) {
    const whole = text.trim();
    if (whole.length <= MAX_QUOTED)
        return `"${printable(withoutCredentials(whole))}"`;
    // The last word is omitted instead of cut: no mask matches part of a secret.
    const words = whole
        .slice(0, MAX_QUOTED)
        .split(/(?<=[\s"])/)
        .slice(0, -1);
    return `"${printable(withoutCredentials(words.join('')))}…"`;
}
function withoutCredentials(text) {
    return text.replace(/[^\s"]+/g, (word) => {
        const [start, end] = [word.indexOf('//'), word.lastIndexOf('@')];
        return start === -1 || end < start ? word : `${word.slice(0, start)}//***${word.slice(end)}`;
    });
}
/**
 * What Markdown formats: marks, emoji, an underscore at the edge of a word, the start of an address. Non-Latin letters
 * are treated as an edge; the cell is correct either way.
 */
const ACTIVE = /[\\`*[\]<>#!~&@$^]|:\S*:|:\/\/|(?:^|[^a-z\d])_|_(?:[^a-z\d]|$)|www\./i;
/**
 * Text as a cell of a Markdown table, shown literally; it cannot break out. It is kept whole so the runner can mask
 * values in it. Only a bar is replaced, because it ends the cell even in a code span.
 */
function cell(text) {
    const line = printable(text).replaceAll('|', '¦');
    if (!ACTIVE.test(line))
        return line;
    const runs = line.match(/`+/g) ?? [];
    const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
    // The space on each side belongs to the fence and separates it from backticks at the edges.
    return `${fence} ${line} ${fence}`;
}

;// CONCATENATED MODULE: ./src/failure.ts

/**
 * An error that the user of the action can act on. The message is one or more whole sentences for them; it becomes part
 * of the single error that a run prints.
 */
class failure_Failure extends Error {
    name = 'Failure';
    /** The message with `…` for the project and key names, so it is the same for every key of a list. */
    reason;
    /** The server that gave no useful answer in time. */
    unavailable;
    constructor(message, { cause, reason = message, unavailable } = {}) {
        super(message, { cause });
        this.reason = reason;
        this.unavailable = unavailable;
    }
}
/** The project does not exist in the organization, or the token cannot see it. */
class NoProject extends failure_Failure {
}
/** Describes a thrown error in sentences. */
function explain(error) {
    return error instanceof failure_Failure
        ? error.message
        : `This is a bug in sentry-client-key, please report it: ${text_quote(String(error))}`;
}
/** Describes a thrown error in sentences that are equal for all keys with the same cause. */
function reasonOf(error) {
    return error instanceof failure_Failure ? error.reason : explain(error);
}
/** The stack trace, for debug lines. */
function stackOf(error) {
    const origin = error instanceof failure_Failure ? (error.cause ?? error) : error;
    return origin instanceof Error ? (origin.stack ?? origin.message) : String(origin);
}

;// CONCATENATED MODULE: ./src/inputs/custom-headers.ts
/** The variable of Sentry's own CLI: headers for whatever is in front of a self-hosted Sentry. */
const VARIABLE = 'SENTRY_CUSTOM_HEADERS';
const MAX_HEADERS = 20;
/** UTF-16 units in total. */
const MAX_LENGTH = 8192;
/** Headers that this action or the connection sets, and those that would pass for another user. */
const RESERVED = /^(?:authorization|host|content-.*|user-agent|accept.*|cookie|x-sentry-auth|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect)$/i;
/**
 * Reads the headers sent with each request to a self-hosted Sentry: `Name: Value`, separated by `;` or line breaks.
 * Problems never quote a value.
 */
function readCustomHeaders(reader) {
    const headers = new Map();
    const refuse = (text) => {
        reader.refuse(`${VARIABLE} (an environment variable)`, text);
    };
    const lines = headerLines(reader.env);
    if (lines.length > MAX_HEADERS || (reader.env[VARIABLE] ?? '').length > MAX_LENGTH) {
        refuse(`is too long; use at most ${MAX_HEADERS} headers and ${MAX_LENGTH} characters.`);
        return {};
    }
    for (const [index, { name, value }] of lines.entries()) {
        const which = `header ${index + 1}`;
        if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || !/^[\x20-\x7e]+$/.test(value)) {
            refuse(`${which} is not valid; use Name: Value, separated by ; or line breaks.`);
        }
        else if (RESERVED.test(name)) {
            refuse(`${which} is ${name}, which cannot be set here.`);
        }
        else if (headers.has(name.toLowerCase())) {
            refuse(`${which} is ${name} again. Remove one.`);
        }
        headers.set(name.toLowerCase(), value);
    }
    return Object.fromEntries(headers);
}
/** The values of the headers, which are masked even if they are not valid. */
function customHeaderValues(env) {
    return headerLines(env).map(({ value }) => value);
}
function headerLines(env) {
    return (env[VARIABLE] ?? '')
        .split(/[;\n]/)
        .filter((line) => line.trim() !== '')
        .map((line) => {
        const at = line.indexOf(':');
        return { name: line.slice(0, Math.max(0, at)).trim(), value: line.slice(at + 1).trim() };
    });
}

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(916);
;// CONCATENATED MODULE: ./src/inputs/input-reader.ts



/** The defaults in action.yml of inputs that are an error if nothing uses them. */
const DEFAULTS = {
    'secret-stores': 'actions',
    'create-project': 'false',
    ephemeral: 'false',
};
/** What to use instead of a former input. */
const REPLACED = {
    'if-exists': 'use mode: ensure, update, rotate or create',
    'if-missing': 'use mode: find, which never creates a key, or mode: update',
    state: 'use mode: retire',
    retire: 'use retire-method',
    'keys-file': 'use keys, which takes the path of a file too',
    shard: 'use several steps, each with its own list in keys',
    repository: 'use github-repository',
    environment: 'use github-environment',
    organization: 'use github-organization',
    visibility: 'use github-visibility',
};
/** Reads inputs one by one and collects their problems, to report all of them. */
class InputReader {
    problems = [];
    env;
    /** The names of the inputs that were read. */
    asked = new Set();
    #item;
    constructor(env, item) {
        this.env = env;
        this.#item = item;
    }
    /**
     * An input's text, or that of its fallback variable. The runner upper-cases the names of inputs and keeps their
     * dashes: `rate-limit` arrives as `INPUT_RATE-LIMIT`.
     */
    get(name, fallback) {
        this.asked.add(name);
        const given = this.#item?.values.get(name) ?? this.env[`INPUT_${name.toUpperCase()}`];
        const text = given?.trim() ?? '';
        const other = (fallback === undefined ? undefined : this.env[fallback])?.trim() ?? '';
        if (text !== '' || other === '')
            return { text, label: name };
        return { text: other, label: `${name} (from the environment variable ${fallback ?? ''})` };
    }
    /** Whether an input was given. */
    has(name) {
        return this.get(name).text !== '';
    }
    /** Whether an input was given, other than by its default. */
    isSet(name) {
        const { text } = this.get(name);
        return text !== '' && text !== DEFAULTS[name];
    }
    /** Adds a problem. It belongs to the list item unless the value is from the step's own input. */
    refuse(input, text, isUnused = false) {
        const item = this.#item;
        const [name = '', variable] = input.split(' ');
        const isMissing = variable === undefined && !this.has(name);
        const isOwn = item !== undefined && (item.values.has(name) || isMissing);
        const problem = {
            ...(isOwn && item.label !== undefined && { item: item.label }),
            input,
            text,
            ...(isUnused && { isUnused }),
        };
        // An input can be read more than once.
        if (!this.problems.some((one) => one.input === input && one.text === text)) {
            this.problems.push(problem);
        }
    }
    /** Reads an optional input. */
    parse({ text, label }, parse, hint) {
        if (text === '')
            return undefined;
        const value = parse(text);
        if (value === undefined) {
            this.refuse(label, `${text_quote(text)} is not valid; ${hintFor(hint, text)}.`);
        }
        return value;
    }
    /** Reads a required input. */
    require(input, parse, hint) {
        if (input.text === '')
            this.refuse(input.label, `missing; ${hintFor(hint, '')}.`);
        return this.parse(input, parse, hint);
    }
    choice(name, choices) {
        const parse = (text) => choices.find((choice) => choice === text.toLowerCase());
        return this.parse(this.get(name), parse, `use one of ${choices.join(', ')}`);
    }
    boolean(name) {
        return this.parse(this.get(name), parseBoolean, 'use true or false');
    }
    /**
     * Refuses former inputs, and names that are close to an input's name: with `dry_run: true`, a step would make
     * changes. The runner warns of all other names.
     */
    refuseUnknown() {
        for (const [variable, value = ''] of Object.entries(this.env)) {
            if (!variable.startsWith('INPUT_') || value.trim() === '')
                continue;
            const given = variable.slice('INPUT_'.length).toLowerCase();
            const reason = this.asked.has(given) ? undefined : reasonAgainst(given, [...this.asked]);
            if (reason !== undefined)
                this.refuse(given, reason);
        }
    }
}
/** Why a name is not valid; `undefined` if it resembles none of `names`. */
function reasonAgainst(given, names) {
    const instead = Object.hasOwn(REPLACED, given) ? REPLACED[given] : undefined;
    if (instead !== undefined)
        return `there is no such input; ${instead}.`;
    const meant = names.find((name) => isNear(given, name));
    return meant === undefined ? undefined : `there is no such input; did you mean ${meant}?`;
}
/**
 * Whether the letters are equal; in longer names, one or two can differ. Short names are close to many words, such as a
 * workflow's own variable `INPUT_STAGE`.
 */
function isNear(given, name) {
    const letters = (text) => text.replace(/[-_\s]/g, '');
    const mostWrong = name.length < 6 ? 0 : name.length < 9 ? 1 : 2;
    return (0,mod/* distance */.Io)(letters(given), letters(name)) <= mostWrong;
}
/** Accepts text that matches a pattern. */
function matching(pattern) {
    return (text) => (pattern.test(text) ? text : undefined);
}
function hintFor(hint, text) {
    return typeof hint === 'string' ? hint : hint(text);
}
/** The non-empty parts of a list. */
function splitList(text, separator = /[,\n]/) {
    return text
        .split(separator)
        .map((part) => part.trim())
        .filter((part) => part !== '');
}
/** Reads a list of words. @returns the given `words`, in their order; `undefined` if there are others or none */
function parseList(text, words) {
    const given = splitList(text);
    const known = words.filter((word) => given.includes(word));
    const isKnown = given.every((word) => known.some((one) => one === word));
    return isKnown && known.length > 0 ? known : undefined;
}
// The boolean words of YAML 1.2, the same as in the toolkit's getBooleanInput.
function parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
function parseSlug(text) {
    return isSlug(text) ? text : undefined;
}
/**
 * Reads the required slug or ID of an organization or a project.
 *
 * @param fallback the variable of Sentry's own tools
 */
function readSlug(reader, name, fallback) {
    const what = name === 'org' ? 'organization, such as acme' : 'project, such as web';
    return reader.require(reader.get(name, fallback), parseSlug, (text) => {
        const lower = text.toLowerCase();
        if (isSlug(lower))
            return `slugs are lower case, so use ${lower}`;
        if (name === 'project' && /[*!,\s[\]]/.test(text)) {
            return 'this input names one project, by its slug; for several, use projects';
        }
        const hint = name === 'project' && text === '' && !reader.has('keys')
            ? ', or use projects. If the step has keys or projects, the expression for it came out empty'
            : '';
        return `use the slug or numeric ID of the Sentry ${what}${hint}`;
    });
}

;// CONCATENATED MODULE: ./src/inputs/token.ts


/** The variable of Sentry's own tools, used if the input is empty. */
const token_VARIABLE = 'SENTRY_AUTH_TOKEN';
/**
 * Reads the Sentry token. Problems never quote any part of it.
 *
 * @returns `''` if there is none
 */
function readToken(reader) {
    const { text, label } = inputOfToken(reader);
    const problem = text === '' ? explainMissing(reader.env) : checkGiven(text, label !== 'token');
    if (problem !== undefined)
        reader.refuse(label, problem);
    return text;
}
function inputOfToken(reader) {
    return reader.get('token', token_VARIABLE);
}
/**
 * Reads the GitHub token. Problems never quote any part of it.
 *
 * @param isNeeded whether something is stored at GitHub
 * @returns `''` if there is none
 */
function readGitHubToken(reader, isNeeded) {
    const { text } = reader.get('github-token');
    const problem = text === '' ? undefined : checkGitHubToken(text);
    if (problem !== undefined)
        reader.refuse('github-token', problem);
    if (text === '' && isNeeded) {
        reader.refuse('github-token', 'missing; use a token that can write secrets or variables, such as ${{ secrets.SECRETS_TOKEN }}. The ' +
            "workflow's own GITHUB_TOKEN cannot.");
    }
    return text;
}
/**
 * The tokens and secret headers of a step, `''` for none. They are masked before anything else happens, even if the
 * inputs are not valid.
 */
function secretsIn(env) {
    const reader = new InputReader(env);
    return [inputOfToken(reader).text, reader.get('github-token').text, ...customHeaderValues(env)];
}
/** @param isVariable whether the token is from the variable */
function checkGiven(token, isVariable) {
    if (/^(?:gh[pousr]_|github_pat_)/.test(token)) {
        return ('this is a GitHub token. Use a Sentry token with the scope project:write here, and the GitHub token in ' +
            'github-token.');
    }
    if (token.startsWith('sntrys_')) {
        const problem = 'this is an organization token (sntrys_…), which cannot manage client keys.';
        // If the workflow already names another secret, advice to create one is useless.
        return isVariable
            ? `${problem} The input token is empty, so this variable was used. Check that the secret that the ` +
                'workflow uses for token exists. It must contain the token of an internal integration (Settings > ' +
                'Custom Integrations) with the permission "Project: Read & Write".'
            : `${problem} Create an internal integration (Settings > Custom Integrations) with the permission ` +
                `"Project: Read & Write" and use its token. The secret ${token_VARIABLE} often contains an organization ` +
                'token for releases, so store the new token under another name, such as SENTRY_KEYS_TOKEN.';
    }
    if (/^https?:\/\//.test(token)) {
        return ('this is an address, such as a DSN, instead of a token. A DSN can send events but cannot manage ' +
            'client keys. Use the token of an internal integration.');
    }
    return checkText(token);
}
/** The problem with the GitHub token, without quoting it; `undefined` if it is valid. */
function checkGitHubToken(token) {
    if (token.startsWith('sntry')) {
        return ('this is a Sentry token. Use a GitHub token that can write secrets or variables here, and the Sentry token ' +
            'in token.');
    }
    return checkText(token);
}
/**
 * The events on which GitHub withholds the secrets of Actions from Dependabot:
 * docs.github.com/en/code-security/reference/supply-chain-security/troubleshoot-dependabot/dependabot-on-actions
 */
const EVENTS_OF_DEPENDABOT = /^(?:push|create|deployment(?:_status)?|pull_request(?:_review(?:_comment)?)?)$/;
function explainMissing(env) {
    const missing = 'missing; use a Sentry token with the scope project:write, such as ' + '${{ secrets.SENTRY_KEYS_TOKEN }}.';
    // GitHub withholds secrets from workflows that run for forks and for Dependabot, so a correct expression is still
    // empty.
    const event = env['GITHUB_EVENT_NAME'] ?? '';
    if (env['GITHUB_ACTOR'] === 'dependabot[bot]' && EVENTS_OF_DEPENDABOT.test(event)) {
        return (`${missing} Runs that Dependabot starts only get Dependabot's secrets. Skip this step in them ` +
            "with if: github.actor != 'dependabot[bot]', or store the token under Settings > Secrets and " +
            'variables > Dependabot.');
    }
    if (event.startsWith('pull_request') && event !== 'pull_request_target') {
        return (`${missing} On pull requests from forks and from Dependabot, GitHub does not pass secrets to ` +
            'workflows. Skip this step there, with if: github.event.pull_request.head.repo.full_name == github.repository.');
    }
    return (`${missing} If the workflow has this input, GitHub found no such secret. Check its name; that it ` +
        'belongs to this repository, or to an organization that shares it with this repository; that the ' +
        'job names the environment of an environment secret; and that a workflow which calls this one ' +
        'passes it on (secrets: inherit, or by name).');
}
/** The problem with a token of either kind; `undefined` if none. */
function checkText(token) {
    if (/^\$(?:\w|\{)/.test(token)) {
        return ('this looks like an unexpanded shell variable. GitHub only expands expressions, such as ' +
            '${{ secrets.SENTRY_KEYS_TOKEN }}.');
    }
    // Without the name: the given token is masked, even in this message.
    if (/^(?:secrets\.)?[A-Z][A-Z0-9_]*$/.test(token)) {
        return 'this is the name of a secret instead of its value. Use the expression ${{ secrets.NAME }} with that name.';
    }
    if (/^[\x21\x23-\x26\x28-\x7e]+$/.test(token))
        return undefined;
    return 'contains spaces, quotes, line breaks or characters that tokens do not have. Copy the token again.';
}

;// CONCATENATED MODULE: ./src/model/base-url.ts
/** In characters. Servers and proxies commonly reject longer addresses. */
const base_url_MAX_LENGTH = 2000;
/**
 * Parses the base URL of a server's API. It must use https (http only on loopback) and contain only a host and a path.
 * Trailing slashes are removed.
 *
 * @returns `undefined` for anything else
 */
function parseBaseUrl(text) {
    const url = text.length > base_url_MAX_LENGTH ? null : URL.parse(text);
    if (url === null || /[\s\\?#]/.test(text))
        return undefined;
    const encrypted = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
    const anonymous = url.username === '' && url.password === '';
    let path = url.pathname;
    while (path.endsWith('/'))
        path = path.slice(0, -1);
    url.pathname = path;
    return encrypted && anonymous && /^[\w.~/-]*$/.test(url.pathname) ? url : undefined;
}
/** Whether a hostname, as normalized by `URL`, is this machine. */
function isLoopback(hostname) {
    return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
/** The address without a trailing slash, for messages and for appending paths. */
function addressOf(baseUrl) {
    return `${baseUrl.origin}${baseUrl.pathname.replace(/\/$/, '')}`;
}
/** Whether this is sentry.io or one of its regions. */
function isHosted(baseUrl) {
    return baseUrl.hostname === 'sentry.io' || baseUrl.hostname.endsWith('.sentry.io');
}
/** `org/project`, for messages. */
function projectOf({ org, project }) {
    return `${org}/${project}`;
}
/** The page in Sentry's settings that lists the project's keys. */
function base_url_keysPage({ baseUrl, org, project }) {
    // Hosted settings pages are always on sentry.io, even if the API is on a region's host.
    const host = isHosted(baseUrl) ? 'https://sentry.io' : addressOf(baseUrl);
    return `${host}/settings/${org}/projects/${project}/keys/`;
}
/** The page of one key in Sentry's settings. */
function base_url_keyPage(project, id) {
    return `${base_url_keysPage(project)}${id}/`;
}
/** The settings page of a key, or of the project's keys if there is no key. */
function pageOf(project, key) {
    return key === undefined ? base_url_keysPage(project) : base_url_keyPage(project, key.id);
}
/**
 * Whether this can be the slug (always lower case) or the ID of an organization, project or team. It can't contain
 * dots, slashes or escapes, so it can't traverse a path.
 */
function base_url_isSlug(text) {
    return /^[a-z0-9_-]{1,100}$/.test(text);
}
/** Whether Sentry accepts this as the slug of a new project, which can't be all digits like an ID. */
function isNewSlug(text) {
    return base_url_isSlug(text) && !/^[0-9]+$/.test(text);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(500);
;// CONCATENATED MODULE: ./package.json
const package_namespaceObject = {"rE":"1.0.0"};
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(67);
var external_node_http_default = /*#__PURE__*/__webpack_require__.n(external_node_http_);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(708);
var external_node_https_default = /*#__PURE__*/__webpack_require__.n(external_node_https_);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
;// CONCATENATED MODULE: ./src/net/proxy.ts


/**
 * The proxy for a server, from the workflow's `https_proxy` or `http_proxy`. By the rules of the toolkit, the hosts of
 * `no_proxy` and loopback addresses have none.
 *
 * @throws {Failure} when the variable does not name a usable proxy, because the token must not bypass the requested one
 */
function proxyFor(baseUrl) {
    const name = baseUrl.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    // If one spelling is empty, the other is used.
    const given = [name, name.toUpperCase()].map((variable) => process.env[variable] ?? '').find((text) => text !== '');
    if (given === undefined || checkBypass(baseUrl))
        return undefined;
    const proxy = parseProxy(given);
    if (proxy !== undefined)
        return proxy;
    throw new failure_Failure(`The variable ${name} does not name a proxy that can be used: set its address, such as ` +
        'http://proxy.example.com:3128, with the special characters of a user name or password ' +
        'percent-encoded (% as %25, # as %23, @ as %40), or name the server in no_proxy.');
}
/**
 * A host and port without a scheme use http, as in curl, git and npm. A path, query or fragment points to an unencoded
 * password.
 */
function parseProxy(text) {
    const url = URL.parse(text.includes('://') ? text : `http://${text}`);
    if (url === null || !/^https?:$/.test(url.protocol) || `${url.pathname}${url.search}${url.hash}` !== '/')
        return undefined;
    try {
        decodeURIComponent(`${url.username}${url.password}`);
        return url;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/net/http.ts



/** The error for a missing or incomplete response. */
class http_NoResponse extends Error {
    name = 'NoResponse';
    /** Whether the server might have received the request. Only `false` is certain. */
    maybeReceived;
    timedOut;
    constructor(cause, maybeReceived, timedOut) {
        // If a host has several addresses, Node collects their errors in one without a message.
        const [first = cause] = cause instanceof AggregateError ? cause.errors : [];
        super(first instanceof Error ? first.message : String(first), { cause });
        this.maybeReceived = maybeReceived;
        this.timedOut = timedOut;
    }
    /** Node's error code, such as `ECONNRESET`; `''` if there is none. */
    get code() {
        const cause = this.cause;
        return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    }
}
/** The longest body to read. Sentry's responses are far shorter. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/**
 * Connects to one server, through the workflow's proxy if there is one. Connections stay open for later requests.
 *
 * The result sends a request once and returns any response, including redirects. It throws {@link NoResponse} if the
 * whole response does not arrive within `timeoutMs` milliseconds.
 *
 * @throws {Failure} when the workflow's proxy cannot be used
 */
function connect(baseUrl) {
    const proxy = proxyFor(baseUrl);
    const isSecure = baseUrl.protocol === 'https:';
    const agent = new (isSecure ? (external_node_https_default()) : (external_node_http_default())).Agent({
        keepAlive: true,
        ...(proxy && { proxyEnv: { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href } }),
    });
    return ({ url, method, headers, body }, timeoutMs) => {
        let maybeReceived = false;
        const call = (isSecure ? (external_node_https_default()) : (external_node_http_default())).request(url, {
            agent,
            method,
            headers: { ...headers, 'accept-encoding': 'identity' },
        });
        return new Promise((resolve, reject) => {
            const fail = (cause, timedOut = false) => {
                clearTimeout(timer);
                reject(new http_NoResponse(cause, maybeReceived, timedOut));
                call.destroy();
            };
            // Reject the promise on a timer, because work inside Node (a lookup, a tunnel through a proxy) does not always
            // react to an abort.
            const timer = setTimeout(() => {
                fail(new Error('the time is up'), true);
            }, timeoutMs);
            call.on('socket', (socket) => {
                // Bytes leave for the server only once the connection is open (and encrypted).
                const ready = isSecure ? 'secureConnect' : 'connect';
                if (socket.connecting)
                    socket.once(ready, () => (maybeReceived = true));
                else
                    maybeReceived = true;
            });
            call.on('response', (response) => {
                readBody(response).then((body) => {
                    clearTimeout(timer);
                    resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
                }, fail);
            });
            call.on('upgrade', () => {
                fail(new Error('the server switched to another protocol (101)'));
            });
            call.on('error', fail);
            call.end(body);
        });
    };
}
async function readBody(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response) {
        size += chunk.length;
        if (size > MAX_BODY_BYTES) {
            const error = new Error(`the response is longer than ${MAX_BODY_BYTES} bytes`);
            throw Object.assign(error, { code: 'ERR_BODY_TOO_LONG' });
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
}

;// CONCATENATED MODULE: ./src/net/runtime.ts




/** The network and the clock of this process. */
function nodeRuntime(log) {
    const { versions, platform } = process;
    return {
        connect: connect,
        clock: { now: () => performance.now(), sleep: (milliseconds) => (0,promises_.setTimeout)(milliseconds) },
        random: Math.random,
        newKeyId: () => (0,external_node_crypto_.randomBytes)(16).toString('hex'),
        userAgent: `sentry-client-key/${package_namespaceObject.rE} (node ${versions.node}; ${platform})`,
        log,
    };
}
/**
 * Connects to one server, and writes a debug line for each request: method, path (without the key in it), status,
 * milliseconds.
 *
 * @throws {Failure} when the workflow's proxy cannot be used
 */
function openTraced(baseUrl, { connect, clock, log }) {
    const send = connect(baseUrl);
    return async (request, timeoutMs) => {
        const start = clock.now();
        const path = request.url.pathname.replace(/\/keys\/[^/]+(\/(?:stats\/)?)$/, '/keys/…$1');
        let outcome = 'no answer';
        try {
            const response = await send(request, timeoutMs);
            outcome = `${response.status}`;
            return response;
        }
        finally {
            log.debug(`${request.method} ${path}: ${outcome} after ${Math.round(clock.now() - start)} ms`);
        }
    };
}

;// CONCATENATED MODULE: ./src/phases/ephemeral.ts


/** The name of the state that holds an ephemeral key. The post step gets it as `STATE_` plus this name. */
const KEPT_KEY = 'created-key';
/**
 * Saves the key that `create` creates for the post step, even if this process is killed meanwhile. The last saved state
 * wins.
 */
async function whileKept(run, create) {
    if (!run.isEphemeral)
        return create();
    keep(run.newKeyId, run);
    try {
        return await create();
    }
    finally {
        const { keyCreated, key } = run.progress;
        const id = keyCreated === 'yes' ? key?.id : keyCreated === 'maybe' ? run.newKeyId : '';
        if (id !== run.newKeyId)
            keep(id ?? '', run);
    }
}
function keep(id, { desired, session, runner }) {
    const { baseUrl, org, project, timeout, token } = session;
    const text = JSON.stringify({ id, url: baseUrl.href, org, project, method: desired.retireMethod, timeout });
    runner.state(KEPT_KEY, id === '' ? '' : `${signatureOf(text, token)} ${text}`);
}
/**
 * A later step can write a state into the environment, but cannot sign it. Without the signature, the post step would
 * send the token to any address in a forged state.
 */
function signatureOf(text, token) {
    return (0,external_node_crypto_.createHmac)('sha256', token).update(text).digest('hex');
}
/** @throws {Failure} when the main step did not save this state with the same token */
function parseKeptKey(state, token) {
    const [, signature, text = ''] = /^([0-9a-f]{64}) (.*)$/.exec(state) ?? [];
    if (signature !== signatureOf(text, token)) {
        throw new failure_Failure('The state that the main step left was changed by another step of the job, or the token is another one now.');
    }
    const { url, ...kept } = JSON.parse(text);
    return { ...kept, baseUrl: new URL(url) };
}

;// CONCATENATED MODULE: ./src/model/rotation.ts
const DAY_MS = (/* unused pure expression or super */ null && (24 * 3600 * 1000));
/** The suffix on the name of a key that was set aside. It holds the last day on which the key keeps working. */
const SUFFIX = / \(until ([0-9]{4}-[0-9]{2}-[0-9]{2})\)$/;
/** The longest name, in characters, that leaves room for the suffix. Sentry limits names to 64. */
const MAX_NAME_TO_SET_ASIDE = 64 - ' (until YYYY-MM-DD)'.length;
/** The new name for a key that is set aside. The key keeps working, but no look finds it by its old name. */
function rotation_setAsideName(name, day) {
    return `${name} (until ${day})`;
}
/** Whether a name has the suffix of a key that a rotation set aside. */
function isSetAside(name) {
    return SUFFIX.test(name);
}
/** The name that a key had before a rotation set it aside. Any other name is returned unchanged. */
function nameBefore(name) {
    return name.replace(SUFFIX, '');
}
/** The last day (UTC) of a key that was set aside for `name`; `undefined` for any other given name. */
function setAsideDay(name, given) {
    const [suffix, day] = SUFFIX.exec(given) ?? [];
    if (suffix === undefined || day === undefined)
        return undefined;
    if (given.slice(0, -suffix.length) !== name || Number.isNaN(Date.parse(day)))
        return undefined;
    return day;
}
/**
 * The day (UTC) on which a grace ends.
 *
 * @param serverTime milliseconds since the epoch
 * @param grace seconds
 */
function lastDay(serverTime, grace) {
    return new Date(serverTime + grace * 1000).toISOString().slice(0, 10);
}
/**
 * The active keys that were set aside for `name` and whose day is over.
 *
 * @param serverTime milliseconds since the epoch
 */
function dueKeys(name, keys, serverTime) {
    return keys.filter((key) => {
        const day = setAsideDay(name, key.name);
        return key.isActive && day !== undefined && serverTime >= Date.parse(day) + DAY_MS;
    });
}
/** Whether a key is older than `maxAge` seconds. @param serverTime milliseconds since the epoch */
function isOlder(key, maxAge, serverTime) {
    return (key.dateCreated ?? 0) <= serverTime - maxAge * 1000;
}
/**
 * The settings for the new key of a rotation. Settings that the step omits are copied from the replaced key, except an
 * SDK version that the server no longer offers.
 *
 * @param offered the versions that the server has, if it lists them
 */
function settingsOfNext(asked, replaced, offered) {
    const { sdkVersion } = replaced;
    const isOffered = sdkVersion === undefined || offered?.includes(sdkVersion) !== false;
    return {
        rateLimit: asked.rateLimit === undefined ? replaced.rateLimit : asked.rateLimit,
        sdkVersion: asked.sdkVersion ?? (isOffered ? sdkVersion : undefined),
        loader: asked.loader ?? replaced.loader,
    };
}

;// CONCATENATED MODULE: ./src/net/json.ts
/** Reads foreign JSON without trusting that a member exists or has a certain type. */
/** The nesting depth that `JSON.stringify` can surely write. */
const SAFE_DEPTH = 2000;
/** Parses JSON; `undefined` if the text is not JSON, or is nested too deeply to be written again. */
function json_parseJson(text) {
    try {
        const value = JSON.parse(text);
        // JSON.parse accepts any depth, but an output might write this value again. Fewer brackets cannot nest too deeply.
        if (text.split(/[[{]/, SAFE_DEPTH).length === SAFE_DEPTH)
            JSON.stringify(value);
        return value;
    }
    catch {
        return undefined;
    }
}
/** The members of a JSON object; none for anything else. */
function json_asObject(value) {
    return typeof value === 'object' && value !== null ? value : {};
}
function isString(value) {
    return typeof value === 'string';
}
function json_isNumber(value) {
    return typeof value === 'number';
}
function isBoolean(value) {
    return typeof value === 'boolean';
}
/** Whether this is a non-empty string. */
function isText(value) {
    return isString(value) && value !== '';
}

;// CONCATENATED MODULE: ./src/net/retrying-client.ts


const MAX_ATTEMPT_MS = 30_000;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 10_000;
/**
 * The time that all requests of a run to one server, and the waits between them, may take together. It excludes time
 * spent elsewhere, such as on another server.
 */
class TimeBudget {
    totalMs;
    #clock;
    #spentMs = 0;
    /** When the running timer started; `undefined` if nothing is being timed. */
    #since;
    /** @param totalMs milliseconds */
    constructor(totalMs, clock) {
        this.totalMs = totalMs;
        this.#clock = clock;
    }
    get leftMs() {
        const running = this.#since === undefined ? 0 : this.#clock.now() - this.#since;
        return this.totalMs - this.#spentMs - running;
    }
    /** Excludes a part of the time that is being spent. */
    giveBack(milliseconds) {
        this.#spentMs -= milliseconds;
    }
    /** Charges the duration of some work to the budget. Nested calls are only charged once. */
    async spend(work) {
        if (this.#since !== undefined)
            return work();
        this.#since = this.#clock.now();
        try {
            return await work();
        }
        finally {
            this.#spentMs = this.totalMs - this.leftMs;
            this.#since = undefined;
        }
    }
}
/** Sends requests to one server, and retries them while that can help and time is left. */
class RetryingClient {
    #server;
    #send;
    #budget;
    #runtime;
    /** The reason for the last wait, if all attempts since then failed. */
    #lastReason = '';
    /**
     * @param server its name in log lines
     * @param timeout seconds that all its requests and waits may take together
     */
    constructor(server, send, timeout, runtime) {
        this.#server = server;
        this.#send = send;
        this.#budget = new TimeBudget(timeout * 1000, runtime.clock);
        this.#runtime = runtime;
    }
    /**
     * Sends a request, and retries it while `isRetryable` accepts the result and time is left. Never throws because of
     * the server; returns the last useful result instead.
     */
    request(request, isRetryable) {
        return this.#budget.spend(async () => {
            let last;
            for (let attempt = 1;; attempt++) {
                const result = await this.#attempt(request);
                const isOver = !isRetryable(result);
                const most = mostAttempts(result);
                if (isOver)
                    this.#lastReason = '';
                if (isOver || attempt >= most)
                    return result;
                // The last attempt has little time left, so an earlier result is more useful than its timeout.
                last = result instanceof http_NoResponse && result.timedOut ? (last ?? result) : result;
                if (!(await this.wait(result, attempt, 'asking again', most)))
                    return last;
            }
        });
    }
    /** Charges other work to the time budget, such as reading long answers. */
    spend(work) {
        return this.#budget.spend(work);
    }
    async #attempt(request) {
        const { totalMs, leftMs } = this.#budget;
        const most = Math.min(totalMs / 3, MAX_ATTEMPT_MS, leftMs);
        if (most < 1)
            return new http_NoResponse('no time was left to ask', false, true);
        try {
            return await this.#send(request, Math.floor(most), (milliseconds) => {
                this.#budget.giveBack(milliseconds);
            });
        }
        catch (error) {
            if (error instanceof http_NoResponse)
                return error;
            throw error;
        }
    }
    /**
     * Waits before the `attempt`th retry of a request, counted from 1. The result can ask for a delay. Otherwise it is
     * exponential back-off with full jitter. The log shows the reason unless it is the same as for the last wait.
     *
     * @param next the next step, as the middle of a log line
     * @param most attempts, including the first one
     * @returns false, without waiting, if too little time is left
     */
    async wait(result, attempt, next, most = Infinity) {
        const { random, log } = this.#runtime;
        const backoff = random() * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
        const asked = result instanceof http_NoResponse ? undefined : retryAfterMs(result.headers);
        // Even if a server asks for a very short delay, do not retry without a pause.
        const milliseconds = asked === undefined ? backoff : Math.max(asked, FIRST_BACKOFF_MS);
        if (milliseconds >= this.#budget.leftMs)
            return false;
        const reason = `${inShort(result, this.#server)}; ${next}`;
        const bound = most === Infinity ? '' : `, ${most} attempts at most`;
        if (reason !== this.#lastReason)
            log.info(`${reason} in ${(milliseconds / 1000).toFixed(1)} s${bound}.`);
        this.#lastReason = reason;
        return this.pause(milliseconds);
    }
    /** Waits for a reason other than a result. @returns false, without waiting, if too little time is left */
    pause(milliseconds) {
        return this.#budget.spend(async () => {
            if (milliseconds >= this.#budget.leftMs)
                return false;
            await this.#runtime.clock.sleep(milliseconds);
            return true;
        });
    }
}
/** Whether to retry a request that is safe to repeat (GET, PUT, DELETE). */
function retrying_client_isTransient(result) {
    return result instanceof http_NoResponse || [429, 500, 502, 503, 504].includes(result.status);
}
/** Whether the server certainly did nothing, so any request may be sent again. */
function isSurelyNotDone(result) {
    return result instanceof NoResponse ? !result.maybeReceived : result.status === 429;
}
/** Whether a result is a success, 200 to 299. */
function isSuccess(result) {
    return !(result instanceof http_NoResponse) && result.status >= 200 && result.status <= 299;
}
/** The maximum number of attempts. Some failures are unlikely to pass before the time is up. */
function mostAttempts(result) {
    if (!(result instanceof http_NoResponse))
        return Infinity;
    if (/CERT|^UNABLE_TO_|^INVALID_CA$|^HOSTNAME_MISMATCH$|^ERR_GIVEN_UP$/.test(result.code))
        return 1;
    if (/^(?:ENOTFOUND|EPROTO)$|^ERR_SSL_/.test(result.code))
        return 3;
    if (result.code === 'ERR_BODY_TOO_LONG')
        return 2;
    return result.code === 'ECONNREFUSED' ? 5 : Infinity;
}
function inShort(result, server) {
    if (!(result instanceof http_NoResponse))
        return `${server} answered ${result.status}`;
    if (result.timedOut)
        return `${server} did not answer in time`;
    return `No answer from ${server}: ${text_quote(result.message)}`;
}
/**
 * The delay that a server asks for, in milliseconds. `Retry-After` (seconds or a date) comes first. Sentry itself does
 * not send it, so `X-Sentry-Rate-Limit-Reset` (epoch seconds) is next. GitHub's `X-RateLimit-Reset` (epoch seconds) is
 * last, and only used if nothing remains of its limit. Moments are compared with the server's own `Date`, because this
 * machine's clock can be wrong.
 *
 * @returns `undefined` if no header names a future moment
 */
function retryAfterMs(headers) {
    const now = Date.parse(headers.date ?? '');
    const after = headers['retry-after'] ?? '';
    const reset = headers['x-sentry-rate-limit-reset'];
    const isUsedUp = headers['x-ratelimit-remaining'] === '0';
    const moments = [
        /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now,
        Number(reset) * 1000 - now,
        isUsedUp ? Number(headers['x-ratelimit-reset']) * 1000 - now : 0,
    ];
    return moments.find((milliseconds) => milliseconds > 0);
}

;// CONCATENATED MODULE: ./src/model/loader.ts
/** The Loader Script's options, in display order. */
const loader_LOADER_OPTIONS = ['replay', 'performance', 'debug', 'feedback', 'logs-and-metrics'];
/** A comma-separated list of the options, or `none`. */
function loader_formatLoader(loader) {
    const named = loader_LOADER_OPTIONS.filter((option) => loader.has(option));
    return named.length === 0 ? 'none' : named.join(', ');
}
/** Reads a browser SDK version, such as `10.x` or `10.3.1`. Sentry's answers list the offered versions. */
function parseSdkVersion(text) {
    return /^[0-9a-z][0-9a-z.-]{0,19}$/i.test(text) ? text : undefined;
}

;// CONCATENATED MODULE: ./src/sentry/key-answer.ts




/** The member of `dynamicSdkLoaderOptions` for each option. */
const LOADER_MEMBERS = {
    replay: 'hasReplay',
    performance: 'hasPerformance',
    debug: 'hasDebug',
    feedback: 'hasFeedback',
    'logs-and-metrics': 'hasLogsAndMetrics',
};
/**
 * Reads one client key from Sentry's answer.
 *
 * @param doing the beginning of an error, such as `Sentry created a client key, but`
 * @throws {Failure} when the answer is not a client key
 */
function readClientKey(answer, doing) {
    const wrong = [];
    /** Reads an optional member, and records it if its type is wrong. */
    const read = (value, is, path) => {
        if (value == null || is(value))
            return value ?? undefined;
        wrong.push(path);
        return undefined;
    };
    /** Reads a required member. */
    const need = (value, is, path) => read(value ?? {}, is, path);
    const members = json_asObject(answer);
    const id = need(members.id, isId, 'id') ?? '';
    const dsn = need(json_asObject(members.dsn)['public'], isString, 'dsn.public') ?? '';
    const name = read(members.name ?? members.label, isString, 'name') ?? '';
    const projectId = read(members.projectId, isNumberOrString, 'projectId');
    const limit = json_asObject(members.rateLimit);
    const date = read(members.dateCreated, isString, 'dateCreated') ?? '';
    const version = read(members.browserSdkVersion, isString, 'browserSdkVersion') ?? '';
    const key = {
        id,
        name,
        projectId: String(projectId ?? dsn.split('/').at(-1)),
        isActive: read(members.isActive, isBoolean, 'isActive') ?? true,
        rateLimit: members.rateLimit == null
            ? null
            : {
                count: need(limit['count'], json_isNumber, 'rateLimit.count') ?? 0,
                window: need(limit['window'], json_isNumber, 'rateLimit.window') ?? 0,
            },
        dateCreated: parseDate(date),
        sdkVersion: parseSdkVersion(version),
        sdkVersions: sdkVersionsIn(answer),
        loader: loaderIn(answer),
        useCase: read(members.useCase, isString, 'useCase'),
        dsn,
        answer,
    };
    if (wrong.length === 0)
        return key;
    const problems = wrong.map((path) => `${text_quote(path)} is not what it should be`);
    throw new failure_Failure(`${doing} the answer is not a client key: ${problems.join(', ')}. Check that url is the ` +
        'address of a Sentry server.');
}
/** Whether this can be a key's ID, and is safe in a path. */
function isId(value) {
    return isString(value) && /^[0-9a-z-]{1,64}$/i.test(value);
}
function isNumberOrString(value) {
    return json_isNumber(value) || isString(value);
}
/** The SDK versions that a key's answer offers as pairs of value and label; `undefined` if none. */
function sdkVersionsIn(answer) {
    const { choices } = json_asObject(json_asObject(answer)['browserSdk']);
    if (!Array.isArray(choices))
        return undefined;
    const versions = choices.flatMap((pair) => {
        const version = json_asObject(pair)[0];
        return isText(version) ? (parseSdkVersion(version) ?? []) : [];
    });
    return versions.length === 0 ? undefined : versions;
}
function loaderIn(answer) {
    const options = json_asObject(json_asObject(answer)['dynamicSdkLoaderOptions']);
    return new Set(loader_LOADER_OPTIONS.filter((option) => options[LOADER_MEMBERS[option]] === true));
}
// `Date.parse` stops at milliseconds. Sentry's dates have microseconds, or no fraction at all if it is zero.
function parseDate(text) {
    const milliseconds = Date.parse(text);
    const rest = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? '';
    return Number.isNaN(milliseconds) ? undefined : milliseconds + Number(rest.padEnd(3, '0')) / 1000;
}

;// CONCATENATED MODULE: ./src/net/explain.ts



/** The verb and the name, such as `change the client key "ci"`. */
function askedTo({ verb, name }) {
    return name === undefined ? verb : `${verb} ${name}`;
}
/**
 * Creates an error about a question. Its `reason` has `…` for the names, so it is the same for every key of a list.
 *
 * @param write writes the message
 * @param Kind the class of the error
 */
function failureAbout(question, write, options = {}, Kind = failure_Failure) {
    const anonymous = {
        ...question,
        ...(question.name !== undefined && { name: '…' }),
        ...(question.project !== undefined && { project: '…' }),
    };
    return new Kind(write(question), { ...options, reason: write(anonymous) });
}
/**
 * The error for an unanswered request, with its cause and advice.
 *
 * @param setting the inputs that hold the server's address, such as `url or region`
 */
function explainNoResponse(error, question, setting) {
    const { code, timedOut, message, cause } = error;
    const hint = timedOut
        ? 'Check that the runner can reach it, or give a longer timeout.'
        : (HINTS.find(([what]) => what.test(code) || what.test(message))?.[1] ??
            'Check the network between the runner and the server, and run the job again.');
    const withCode = message.includes(code) ? text_quote(message) : `${text_quote(message)} (${code})`;
    const why = timedOut ? 'the time was up' : withCode;
    return failureAbout(question, (asked) => `No answer from ${addressOf(asked.baseUrl)} when it was asked to ${askedTo(asked)}: ${why}. ` +
        hint.replace('{setting}', setting), { cause, unavailable: question.baseUrl });
}
/** A server's words, if any, and its status, as the end of a sentence. */
function asAnswered(said, status) {
    return said === '' ? ` (${status})` : `: ${text_quote(said)} (${status})`;
}
/** Hints by Node's code. While Node sends, the code is EPROTO, and only the message names the server's TLS alert. */
const HINTS = [
    [/^(?:ENOTFOUND|EAI_)/, 'The host name does not exist or is not known here: check {setting}.'],
    [
        /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
        'Nothing answers there: check {setting}, and the proxy of https_proxy or a firewall in between.',
    ],
    [/^ERR_BODY_TOO_LONG$/, 'Its response does not end: check {setting}, and what is in front of the server.'],
    [/^ERR_PROXY/, 'The proxy of https_proxy did not let it through: check the proxy and no_proxy.'],
    [
        /^ERR_TLS_CERT_ALTNAME_INVALID$/,
        'The certificate there is for another name: check {setting}, or have the server certified for the ' +
            'name that is used. NODE_EXTRA_CA_CERTS does not help with this.',
    ],
    [
        /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/,
        'The certificate there is out of date: renew it on the server. NODE_EXTRA_CA_CERTS does not help with ' + 'this.',
    ],
    [
        /alert[ _]protocol[ _]version|unsupported[ _]protocol/i,
        'The server there only uses TLS versions older than 1.2, which are not secure: enable TLS 1.2 or 1.3 on it, or ' +
            'check {setting}.',
    ],
    [
        /certificate[ _]required/i,
        'The server there requires a client certificate, which the step cannot send: have it accept the runner without ' +
            'one, or check {setting}.',
    ],
    [
        /handshake[ _]failure/i,
        'The server there requires a client certificate, which the step cannot send, or its ciphers are too old. Check ' +
            'its TLS settings, and {setting}.',
    ],
    [
        /^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/,
        'The server there does not use TLS: check {setting} and its port.',
    ],
    [
        /CERT|^ERR_TLS|^ERR_SSL|^UNABLE_TO_/,
        'The encrypted connection failed. For a certificate of your own authority, set NODE_EXTRA_CA_CERTS in ' +
            "the step's env to the path of its PEM file.",
    ],
];

;// CONCATENATED MODULE: ./src/sentry/refusals.ts





/**
 * The error for an unsuccessful response, with advice. It depends on Sentry's statuses instead of its texts, because
 * the texts change between versions.
 */
function explainRefusal(response, question) {
    const isWeb = isWebPage(response) && response.status < 500 && response.status !== 429;
    const isMissing = response.status === 404 && question.team === undefined && !isWeb && !isForeign(response);
    return failureAbout(question, (asked) => (isWeb ? aboutWebPage(response, asked) : aboutStatus(response, asked)), { unavailable: response.status === 429 || response.status >= 500 ? question.baseUrl : undefined }, isMissing ? NoProject : failure_Failure);
}
/** The error for a success that cannot be read. The cause is nearly always an address that is not Sentry's. */
function explainUnreadable(response, question, expected) {
    return failureAbout(question, (asked) => isWebPage(response)
        ? aboutWebPage(response, asked)
        : `${addressOf(asked.baseUrl)} answered ${response.status} with something that is not ${expected} when ` +
            `it was asked to ${askedTo(asked)}. Check that url is the address of a Sentry server.`);
}
function isWebPage({ body }) {
    return body.trimStart().startsWith('<');
}
function aboutWebPage({ status }, question) {
    return (`${addressOf(question.baseUrl)} answered with a web page (${status}) when it was asked to ` +
        `${askedTo(question)}. Check that url is the address of a Sentry server, with the path that it is ` +
        'served under, and that no proxy or log-in page is in front of it.');
}
/**
 * Whether something in front of Sentry refused. Sentry itself gives a reason, except for an organization that does not
 * exist.
 */
function isForeign({ status, body }) {
    return detailIn(body) === '' && (status === 401 || status === 403 || (status === 404 && body.trim() !== ''));
}
function aboutForeign({ status, body }, question) {
    return (`${addressOf(question.baseUrl)} refused to ${askedTo(question)}${asAnswered(body.trim(), status)}, but not with an ` +
        'error of Sentry: something in front of it answered, such as a log-in proxy, a firewall or a router. Let the ' +
        `runner pass it${isHosted(question.baseUrl) ? '' : ', with the headers in SENTRY_CUSTOM_HEADERS,'} and check url.`);
}
function aboutStatus(response, question) {
    const { baseUrl, team } = question;
    const { status, body } = response;
    const asked = askedTo(question);
    const server = `Sentry at ${addressOf(baseUrl)}`;
    if (isForeign(response))
        return aboutForeign(response, question);
    const detail = detailIn(body);
    const answered = asAnswered(detail, status);
    if (status >= 500) {
        return `${server} failed when it was asked to ${asked} (${status}). Run the job again later.`;
    }
    switch (status) {
        case 301:
        case 302:
        case 307:
        case 308:
            return (`${server} answered with a redirect${otherOrigin(response, baseUrl)} (${status}) when it was ` +
                `asked to ${asked}. It is not followed, to keep the token on this server. Check url and project, ` +
                'and that no log-in page is in front of Sentry.');
        case 400:
            return (`Sentry refused to ${asked}: ${fieldMessagesIn(body)} (400).` +
                (team === undefined ? '' : ' Use another project, team or platform.'));
        case 401:
            return aboutToken(answered, body, question);
        case 403:
            // GlitchTip answers an invalid token with 403 instead of 401.
            return /^invalid token\b/i.test(detail)
                ? aboutToken(answered, body, question)
                : aboutScope(answered, detail, question);
        case 404:
            return aboutMissing(question);
        case 429:
            return `Sentry limits requests at the moment and did not ${asked} (429). Run the job again later.`;
        default:
            return (`${server} did not ${asked}${answered}. Check url, and any proxy or firewall between the runner ` +
                'and Sentry.');
    }
}
function aboutToken(answered, body, { baseUrl, org }) {
    return json_asObject(json_asObject(json_parseJson(body))['detail'])['code'] === 'sso-required'
        ? `Sentry requires single sign-on for ${org} before it accepts this token${answered}. ` +
            'Use the token of an internal integration, which belongs to the organization instead of a person.'
        : `Sentry at ${addressOf(baseUrl)} did not accept the token${answered}. Check that the token ` +
            'is copied whole, has not expired or been revoked, and was made on this Sentry.';
}
/** Advice for a token that is refused although it has the scope. */
const OWNER = 'If it has the scope, it belongs to another organization, or to a person who is a plain member of this ' +
    'one: Sentry lets a token do no more than its owner may.';
function aboutScope(answered, detail, question) {
    const { org, team, isLook = false, isDelete = false } = question;
    const where = team === undefined ? projectOf(question) : org;
    const refused = `The token may not ${askedTo(question)} in ${where}${answered}.`;
    // This matches Sentry's wording. If another version words it differently, the longer text below includes this advice.
    if (team !== undefined && /\bdisabled\b.* for members\b/i.test(detail)) {
        return (`${refused} This organization does not let its members create projects, so the token needs the scope ` +
            'org:write too ("Organization: Read & Write"). Or create the project once by hand.');
    }
    const [scope, permission] = isDelete
        ? ['project:admin', 'Project: Admin']
        : ['project:write', 'Project: Read & Write'];
    const more = team === undefined ? '' : ', and org:write only if the organization does not let its members create projects';
    const enough = isLook ? ' (project:read for dry-run and mode: find)' : '';
    const instead = isDelete ? ' Or set retire-method: deactivate, which only needs project:write.' : '';
    return (`${refused} It needs the scope ${scope}${enough}${more}: give the internal integration that it belongs to the ` +
        `permission "${permission}", or make a personal token with that scope.${instead} ${OWNER}`);
}
function aboutMissing({ baseUrl, org, project, team }) {
    const what = team === undefined ? `project ${project}` : `team ${team}`;
    const check = team === undefined ? 'project' : 'team';
    const hint = !isHosted(baseUrl)
        ? 'that url is the address under which this Sentry is served.'
        : // sentry.io routes each request to the right region.
            baseUrl.hostname === 'sentry.io'
                ? 'that the token belongs to that organization.'
                : 'whether the organization is in another region (us; Germany is de).';
    return (`Sentry at ${addressOf(baseUrl)} has no ${what} in an organization ${org} that this token can see ` +
        `(404). Check org and ${check}, and ${hint}`);
}
/**
 * Where a redirect leads, as a part of a message; `''` for this server. Only the origin is shown, because the rest of
 * an address can hold secrets.
 */
function otherOrigin({ headers }, baseUrl) {
    const origin = URL.parse(headers.location ?? '', baseUrl.href)?.origin;
    return origin === undefined || origin === baseUrl.origin || origin === 'null' ? '' : ` to ${origin}`;
}
/** Sentry's `detail`: a text, or an object with a `message`; `''` if there is neither. */
function detailIn(body) {
    const detail = json_asObject(json_parseJson(body))['detail'];
    const text = isString(detail) ? detail : json_asObject(detail)['message'];
    return isString(text) ? text : '';
}
/**
 * The messages of a 400: `{"name":["…"]}`, nested for `rateLimit`, or `{"detail":"…"}`. The rest of the body is not
 * shown, because it can contain anything.
 */
function fieldMessagesIn(body) {
    const messages = collect(json_parseJson(body));
    return messages.length === 0 ? 'it gave no reason' : messages.slice(0, 10).join(' ');
}
function collect(value, path = [], depth = 0) {
    if (depth > 4)
        return [];
    return Object.entries(json_asObject(value)).flatMap(([name, item]) => {
        const isField = name !== 'detail' && name !== 'non_field_errors';
        const field = isField ? [...path, name] : path;
        const texts = Array.isArray(item) ? item : isField ? [] : [item];
        const said = texts.filter(isString).map((text) => text_quote(text));
        if (said.length === 0)
            return collect(item, field, depth + 1);
        return [field.length === 0 ? said.join(' ') : `${fieldName(field)}: ${said.join(' ')}`];
    });
}
function fieldName(path) {
    const name = path.join('.');
    return /^[\w.]{1,64}$/.test(name) ? name : text_quote(name);
}

;// CONCATENATED MODULE: ./src/sentry/request.ts









/**
 * Sends a request to Sentry. All requests to Sentry pass through here.
 *
 * @param path the part after `/api/0/`
 */
function send({ client, baseUrl, token, userAgent, headers }, method, path, isRetryable, body) {
    return client.request({
        method,
        url: new URL(`${addressOf(baseUrl)}/api/0/${path}`),
        headers: {
            ...headers,
            accept: 'application/json',
            authorization: `Bearer ${token}`,
            'user-agent': userAgent,
            ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
    }, isRetryable);
}
/**
 * Sends a request about the keys of the session's project.
 *
 * Sentry answers every call for a renamed project with 302 and does nothing. The redirect is followed here, once,
 * because an HTTP client that follows it turns a POST into a GET.
 *
 * @param path the part after `…/keys/`
 */
async function request_sendAboutKeys(session, method, path, isRetryable, body) {
    const { org, project, baseUrl, log } = session;
    const sendOnce = () => send(session, method, `projects/${org}/${session.project}/keys/${path}`, isRetryable, body);
    const result = await sendOnce();
    const slug = session.isRenamed ? undefined : newSlugIn(result, baseUrl);
    if (slug === undefined || slug === project)
        return result;
    log.warning(`The project ${projectOf(session)} was renamed to ${text_quote(slug)}, which is used this time. Set ` +
        `project: ${slug} in the workflow.`);
    session.isRenamed = true;
    session.project = slug;
    return sendOnce();
}
/**
 * The new slug of a renamed project. Sentry answers any call for it with 302, the new path in `Location`, and this
 * body: `{"slug":…,"detail":{"extra":{"url":…,"slug":…}}}`. The scheme in `Location` is ignored, because a server
 * behind a proxy can write http for its own https address.
 *
 * @returns `undefined` for every other response, and for a redirect to another host
 */
function newSlugIn(result, baseUrl) {
    if (result instanceof http_NoResponse || result.status !== 302)
        return undefined;
    const detail = json_asObject(json_asObject(json_parseJson(result.body))['detail']);
    const { slug } = json_asObject(detail['extra']);
    const target = URL.parse(result.headers.location ?? '', baseUrl.href);
    return target?.host === baseUrl.host && isString(slug) && base_url_isSlug(slug) ? slug : undefined;
}
/**
 * Describes a request about the session's project for an error.
 *
 * @param name to show for the key or project that the verb is about
 */
function questionOf({ baseUrl, org, project }, verb, name) {
    return { verb, name, baseUrl, org, project };
}
/** @throws {Failure} when there is no response, or an unsuccessful one */
function successOf(result, question) {
    if (result instanceof http_NoResponse)
        throw explainNoResponse(result, question, 'url or region');
    if (!isSuccess(result))
        throw explainRefusal(result, question);
    return result;
}
/** @throws {Failure} when there is no successful response with JSON */
function jsonOf(result, question) {
    const response = successOf(result, question);
    const json = json_parseJson(response.body);
    if (json === undefined)
        throw explainUnreadable(response, question, 'JSON');
    return json;
}
/**
 * @param doing the beginning of an error
 * @throws {Failure} when there is no successful response with a client key, or the key belongs to another project
 */
function keyOf(session, result, question, doing) {
    const key = readMasked(session, jsonOf(result, question), doing);
    requireOwn(session, key.projectId);
    return key;
}
/**
 * If the session's project was given by its ID, checks that a key belongs to it. Sentry prefers a project that has this
 * number as its slug.
 *
 * @param projectId of the key
 * @throws {Failure} when the key belongs to another project
 */
function requireOwn({ project }, projectId) {
    const id = json_isNumber(projectId) || isString(projectId) ? String(projectId) : '';
    if (id === project || !/^\d+$/.test(id) || !/^\d+$/.test(project))
        return;
    throw new failure_Failure(`The project ${project} is not the one with this ID: Sentry answered with a client key of the project with the ID ` +
        `${id}, whose slug is ${project}. Set project to the slug of the project that you mean, or to ${id}.`);
}
/**
 * Reads one client key from a part of an answer. Masks its secrets first, because a server can repeat them in any later
 * answer.
 *
 * @param doing the beginning of an error
 * @throws {Failure} when it is not a client key
 */
function readMasked({ log, masked }, answer, doing) {
    for (const secret of request_secretsIn(answer, masked))
        log.mask(secret);
    return readClientKey(answer, doing);
}
/** The status of a response, 0 if there is none. */
function statusOf(result) {
    return result instanceof http_NoResponse ? 0 : result.status;
}
/**
 * Finds everything in an answer that must not appear in a log. It does not trust the shape of the answer, so secrets
 * can be masked before the answer is checked.
 *
 * @param masked how much of a key to mask
 */
function request_secretsIn(answer, masked) {
    const { secret, public: publicKey, id, dsn: endpoints } = json_asObject(answer);
    const dsn = json_asObject(endpoints);
    // GlitchTip's IDs have dashes, but its addresses omit them.
    const carriers = [publicKey, id].filter(isText).flatMap((one) => [one, one.replaceAll('-', '')]);
    return [
        ...(isText(secret) ? [secret] : []),
        ...Object.values(dsn)
            .filter(isText)
            .filter((address) => (isText(secret) && address.includes(secret)) ||
            (URL.parse(address)?.password ?? '') !== '' ||
            (masked !== 'secrets' && address === dsn['public']) ||
            (masked === 'endpoints' && carriers.some((carrier) => address.includes(carrier)))),
    ];
}

;// CONCATENATED MODULE: ./src/sentry/change-keys.ts







/**
 * Reads one key; `undefined` if it does not exist.
 *
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
async function change_keys_getKey(session, id) {
    const result = await request_sendAboutKeys(session, 'GET', `${id}/`, retrying_client_isTransient);
    if (statusOf(result) === 404)
        return undefined;
    const question = questionOf(session, 'look at the client key');
    const key = keyOf(session, result, question, 'Sentry was asked for a client key, but');
    return requireSame(key, id);
}
/**
 * @returns the key after the change, or `undefined` if it is gone
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
async function change_keys_updateKey(session, key, patch) {
    const put = (sdkVersion) => request_sendAboutKeys(session, 'PUT', `${key.id}/`, retrying_client_isTransient, updateBody(patch, sdkVersion));
    // Servers from before September 2026 reset the version to the project's default if a PUT omits it.
    const first = await put(patch.sdkVersion ?? key.sdkVersion);
    // Sentry refuses a version that it no longer offers, even if the key already has it.
    const isRefused = patch.sdkVersion === undefined && isAboutVersion(first);
    const result = isRefused ? await put(undefined) : first;
    if (statusOf(result) === 404)
        return undefined;
    const question = questionOf(session, 'change the client key', text_quote(key.name));
    const changed = keyOf(session, result, question, 'Sentry changed the client key, but');
    return requireSame(changed, key.id);
}
/**
 * Deletes a key. A key that is already gone is treated as deleted.
 *
 * @returns `undefined` if the key is deleted, or the error if the token is not allowed to delete it
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
async function change_keys_deleteKey(session, key) {
    const result = await request_sendAboutKeys(session, 'DELETE', `${key.id}/`, retrying_client_isTransient);
    if (statusOf(result) === 404)
        return undefined;
    const question = questionOf(session, 'delete the client key', text_quote(key.name));
    try {
        successOf(result, { ...question, isDelete: true });
        return undefined;
    }
    catch (error) {
        if (error instanceof failure_Failure && statusOf(result) === 403)
            return error;
        throw error;
    }
}
/** @throws {Failure} when the answer is about a different key than the request */
function requireSame(key, id) {
    if (key.id === id)
        return key;
    throw new failure_Failure(`Sentry was asked about the client key ${id}, but its answer is about ${key.id}. Check that url ` +
        'is the address of a Sentry server.');
}
/** Whether a server refused a PUT because of its SDK version. */
function isAboutVersion(result) {
    if (result instanceof http_NoResponse || result.status !== 400)
        return false;
    return 'browserSdkVersion' in json_asObject(json_parseJson(result.body));
}
/** Contains only changes, because Sentry merges the loader options one by one. */
function updateBody({ name, isActive, rateLimit, loader }, browserSdkVersion) {
    const switched = [...(loader ?? [])].map(([option, on]) => [LOADER_MEMBERS[option], on]);
    // JSON omits undefined members.
    return {
        ...{ name, isActive, rateLimit, browserSdkVersion },
        ...(loader && { dynamicSdkLoaderOptions: Object.fromEntries(switched) }),
    };
}
/** Seconds. A key that received an error event within this time is in use. */
const IN_USE = (/* unused pure expression or super */ null && (7 * 24 * 3600));
/**
 * How many error events a key received in the 7 days before a moment, including dropped ones. Sentry counts by whole
 * days (UTC), so all of the first day is included. Transactions and replays are not included.
 *
 * The endpoint is not part of the public API. The page of a key in Sentry's settings uses it to draw a chart
 * (sentry/api/endpoints/project_key_stats).
 *
 * @param serverTime the moment, in milliseconds since the epoch
 * @returns `unavailable` if the server has no such figures or does not let the token see them (400, 403, 404),
 *   `unknown` if it could not be reached or its answer cannot be read
 */
async function change_keys_recentEvents(session, id, serverTime) {
    const until = Math.floor(serverTime / 1000);
    const since = until - IN_USE;
    const query = `since=${since}&until=${until}&resolution=1d`;
    const result = await sendAboutKeys(session, 'GET', `${id}/stats/?${query}`, isTransient);
    if (result instanceof NoResponse)
        return 'unknown';
    if ([400, 403, 404].includes(result.status))
        return 'unavailable';
    const days = result.status === 200 ? parseJson(result.body) : undefined;
    if (!Array.isArray(days))
        return 'unknown';
    const totals = days.map((day) => asObject(day)['total']);
    if (!totals.every(isNumber))
        return 'unknown';
    return totals.reduce((sum, total) => sum + total, 0);
}

;// CONCATENATED MODULE: ./src/model/rate-limit.ts
// The bounds of Sentry's own serializer. Zero in either place would make a key without any limit.
const MAX_COUNT = 2_147_483_647;
const MAX_WINDOW = 86_400;
const SECONDS = { '': 1, s: 1, m: 60, h: 3600 };
/** Describes the accepted format in errors. */
const RATE_LIMIT_GRAMMAR = 'use COUNT/WINDOW, such as 1000/1h, 500/30m, 100/60s or 1000/7200 (seconds), ' +
    `with a COUNT from 1 to ${MAX_COUNT} and a WINDOW from 1 second to 24 hours, or none`;
/**
 * Reads `COUNT/WINDOW` (`1000/1h`, `500/30m`, `100/60s`, `1000/7200`) or `none`.
 *
 * @returns the limit, `null` for `none`, `undefined` for anything else
 */
function parseRateLimit(text) {
    if (text === 'none')
        return null;
    const match = /^([0-9]+)\/([0-9]+)([smh]?)$/.exec(text);
    if (match === null)
        return undefined;
    const count = Number(match[1]);
    const window = Number(match[2]) * SECONDS[match[3]];
    const inBounds = count >= 1 && count <= MAX_COUNT && window >= 1 && window <= MAX_WINDOW;
    return inBounds ? { count, window } : undefined;
}
/** `COUNT/SECONDS`, or `none`. */
function formatRateLimit(limit) {
    return limit === null ? 'none' : `${limit.count}/${limit.window}`;
}
/** The limit as people write it, such as `1000/1h` or `none`. */
function rate_limit_showRateLimit(limit) {
    if (limit === null)
        return 'none';
    const { count, window } = limit;
    if (window % 3600 === 0)
        return `${count}/${window / 3600}h`;
    return window % 60 === 0 ? `${count}/${window / 60}m` : `${count}/${window}s`;
}
/** Whether two limits are equal, or both absent. */
function rate_limit_sameRateLimit(a, b) {
    return a?.count === b?.count && a?.window === b?.window;
}

;// CONCATENATED MODULE: ./src/model/drift.ts




/** Compares a key with its desired settings. An option that the server does not have is treated as off. */
function driftOf({ rateLimit, sdkVersion, loader }, key) {
    const drift = [];
    if (rateLimit !== undefined && !sameRateLimit(rateLimit, key.rateLimit)) {
        drift.push({
            setting: 'rate limit',
            actual: showRateLimit(key.rateLimit),
            desired: showRateLimit(rateLimit),
            patch: { rateLimit },
        });
    }
    if (sdkVersion !== undefined && sdkVersion !== key.sdkVersion) {
        drift.push({
            setting: 'SDK version',
            actual: key.sdkVersion === undefined ? 'unknown' : quote(key.sdkVersion),
            desired: quote(sdkVersion),
            patch: { sdkVersion },
        });
    }
    const switched = LOADER_OPTIONS.filter((option) => loader !== undefined && loader.has(option) !== key.loader.has(option));
    if (loader !== undefined && switched.length > 0) {
        drift.push({
            setting: 'list of loader options',
            actual: formatLoader(key.loader),
            desired: formatLoader(loader),
            patch: { loader: new Map(switched.map((option) => [option, loader.has(option)])) },
        });
    }
    return drift;
}
/** Whether all earlier drift remains, with the same actual values. */
function sameDrift(before, after) {
    return before.every(({ setting, actual }) => after.some((drift) => drift.setting === setting && drift.actual === actual));
}
/** A single patch that fixes all drift; `undefined` if there is none. */
function patchFor(drift) {
    if (drift.length === 0)
        return undefined;
    return Object.assign({}, ...drift.map(({ patch }) => patch));
}
/** The old and new value of each setting, such as `rate limit 5/1m → 1000/1h`. */
function describeDrift(drift) {
    return drift.map(({ setting, actual, desired }) => `${setting} ${actual} → ${desired}`).join(', ');
}
/**
 * @param offered the versions that the server has, if it lists them
 * @throws {Failure} when the desired version is not among them
 */
function drift_requireOffered({ sdkVersion }, offered) {
    if (sdkVersion === undefined || offered === undefined || offered.includes(sdkVersion))
        return;
    throw new Failure(`Sentry does not offer the SDK version ${quote(sdkVersion)}. Set sdk-version to one of ` +
        `${offered.map((version) => quote(version)).join(', ')}.`);
}
/**
 * Writes a warning for each requested setting that the answer lacks. Sentry ignores a setting without reporting an
 * error.
 *
 * @param did the kind of write that the server answered
 */
function droppedSettings(asked, key, did) {
    const { rateLimit, name, useCase } = asked;
    const warnings = driftOf(asked, key).map(({ setting, actual, desired }) => setting === 'rate limit' && rateLimit != null && key.rateLimit === null
        ? `Sentry ${did} the client key without the rate limit ${showRateLimit(rateLimit)}. It drops the ` +
            "limit silently if the organization's plan has no rate limits for keys."
        : `Sentry ${did} the client key, but its ${setting} is ${actual} instead of ${desired}.` +
            (setting === 'rate limit' ? '' : ' Older servers do not support every setting.'));
    if (name !== undefined && name !== key.name) {
        warnings.push(`Sentry ${did} the client key, but named it ${quote(key.name)} instead of ${quote(name)}. The next run ` +
            'does not find it. Rename it in Sentry.');
    }
    // The use case defaults to `user`, and only Sentry's staff can see the member.
    if (did === 'created' && useCase !== undefined && useCase !== (key.useCase ?? 'user')) {
        warnings.push(`Sentry created the client key without the use case ${quote(useCase)}. Use cases other than "user" are ` +
            "reserved for Sentry's own staff, and older servers have none.");
    }
    return warnings;
}

;// CONCATENATED MODULE: ./src/phases/change.ts





/**
 * @returns the key after the change, which is also in `run.progress`
 * @throws {Failure} when the change fails, or when the key is gone
 */
async function change(key, patch, run) {
    const { session, progress } = run;
    if (patch === undefined)
        return key;
    requireOffered(patch, key.sdkVersions);
    const changed = await updateKey(session, key, patch);
    if (changed?.isActive === true) {
        progress.key = changed;
        return changed;
    }
    progress.keyCreated = 'no';
    progress.key = undefined;
    throw retiredMeanwhile(key.name, session);
}
function retiredMeanwhile(name, session) {
    return new Failure(`The client key ${quote(name)} was retired by another run or in Sentry while this step ran. Check ` +
        `${keysPage(session)} and run the job again.`);
}
/** @throws {Failure} when the call fails, or when the server ignores it, as GlitchTip does */
async function deactivate(key, { session }) {
    const updated = await change_keys_updateKey(session, key, { isActive: false });
    if (updated?.isActive !== true)
        return;
    throw new failure_Failure(`Sentry accepted the call that deactivates the client key ${text_quote(key.name)}, but the key is still ` +
        'active. This server cannot deactivate keys: set retire-method: delete.');
}
/**
 * Deletes a key that this run created, or deactivates it if the token cannot delete keys.
 *
 * @throws {Failure} when neither works
 */
async function removeOwn(own, run) {
    if ((await deleteKey(run.session, own)) !== undefined)
        await deactivate(own, run);
}

;// CONCATENATED MODULE: ./src/phases/retire.ts






/**
 * Retires the keys that the plan replaces, one after the other, or sets them aside if the plan has a day. Then retires
 * the keys that are due, unless they are in use.
 *
 * @throws {Failure} at the first failure; `run.progress` has the number of keys dealt with
 */
async function retire(run) {
    const { desired, progress } = run;
    const { plan } = progress;
    if (plan === undefined || plan.retire.length + plan.due.length === 0)
        return;
    if (plan.action !== 'retire')
        await requireStillCurrent(run);
    for (const key of plan.retire) {
        if (plan.until !== undefined) {
            await setAside(key, plan.until, run);
            progress.setAside += 1;
        }
        else if (key.id !== progress.key?.id) {
            // Never retire the delivered key, whatever the server answered.
            if (plan.action === 'retire')
                await warnIfInUse(key, plan.serverTime, run);
            await retireKey(key, desired.retireMethod, run);
            progress.retired += 1;
        }
        progress.dealtWith += 1;
    }
    for (const key of plan.due) {
        if (await mayRetire(key, plan.serverTime, run)) {
            await retireKey(key, desired.retireMethod, run);
            progress.retired += 1;
        }
        progress.dealtWith += 1;
    }
}
/**
 * Retires one key. A key that is already gone is treated as retired.
 *
 * @throws {Failure} when that fails
 */
async function retireKey(key, method, run) {
    switch (method) {
        case 'deactivate':
            return deactivate(key, run);
        case 'delete': {
            const refusal = await change_keys_deleteKey(run.session, key);
            if (refusal !== undefined)
                throw refusal;
        }
    }
}
/** Whether a key is still active under its name. A key that a rotation replaced is inactive, gone or set aside. */
async function isCurrent(session, key) {
    const now = await getKey(session, key.id);
    return now?.isActive === true && now.name === key.name;
}
/**
 * Checks that the delivered key is still current. If a concurrent rotation replaced it, retiring the older keys too
 * could leave none.
 *
 * @throws {Failure} when it is not
 */
async function requireStillCurrent({ session, progress: { key } }) {
    if (key !== undefined && (await isCurrent(session, key)))
        return;
    throw new Failure('Another run replaced this client key while its DSN was being delivered, so no older key was retired. Run ' +
        'the job again, and give rotations a common concurrency group.');
}
/**
 * Renames a key so only later rotations find it, and leaves it working. A key that is already gone is treated as set
 * aside.
 *
 * @throws {Failure} when that fails, or when the server does not rename keys
 */
async function setAside(key, until, { session }) {
    const name = setAsideName(key.name, until);
    const changed = await updateKey(session, key, { name });
    if (changed === undefined || changed.name === name)
        return;
    throw new Failure(`Sentry accepted the call that renames the client key ${quote(key.name)} to ${quote(name)}, but the key ` +
        'kept its name. This server cannot rename keys, so a rotation needs grace: none.');
}
/**
 * Whether an old key may be retired. A key that received error events in the last 7 days stays, with a warning. If
 * Sentry has no usage figures, the key's age decides, but `retire` does not delete it.
 */
async function mayRetire(key, serverTime, run) {
    const { session, desired } = run;
    const events = await eventsOf(key, serverTime, run);
    const page = keyPage(session, key.id);
    if (events === 0)
        return true;
    if (events === 'unavailable' && (desired.mode === 'rotate' || desired.retireMethod === 'deactivate')) {
        session.log.info(`Sentry reports no usage of the client key ${quote(key.name)}, so only its age decides: it is retired.`);
        return true;
    }
    session.log.warning(typeof events === 'number'
        ? `The client key ${quote(key.name)} ${received(events)}, so it is not retired. Give whatever still uses it ` +
            `the new DSN, or retire it in Sentry: ${page}.`
        : events === 'unavailable'
            ? `Sentry reports no usage of the client key ${quote(key.name)}, so it is not deleted. Use retire-method: ` +
                `deactivate, or delete it in Sentry: ${page}.`
            : `Sentry did not answer how much the client key ${quote(key.name)} is used, so it is not retired yet. ` +
                `The next run asks again. See ${page}.`);
    return false;
}
/** Warns of a key that is retired by its name although something still uses it. */
async function warnIfInUse(key, serverTime, run) {
    const events = await eventsOf(key, serverTime, run);
    if (typeof events !== 'number' || events === 0)
        return;
    run.session.log.warning(`The client key ${quote(key.name)} ${received(events)}. It is retired all the same.`);
}
function eventsOf({ id }, serverTime, { session }) {
    return serverTime === undefined ? 'unknown' : recentEvents(session, id, serverTime);
}
function received(events) {
    return `received ${events} error ${events === 1 ? 'event' : 'events'} in the last 7 days`;
}

;// CONCATENATED MODULE: ./src/model/client-key.ts
/** The name of the key that Sentry creates with each project. */
const DEFAULT_KEY = 'Default';
/**
 * Sorts keys by creation date. If dates are equal or missing, the key further down Sentry's list is older, because that
 * list is newest first.
 */
function oldestFirst(newestFirst) {
    const date = (key) => key.dateCreated ?? 0;
    return newestFirst.toReversed().sort((a, b) => date(a) - date(b));
}

;// CONCATENATED MODULE: ./src/sentry/pages.ts




/** Items on a page. This is Sentry's maximum; its default is ten. */
const PER_PAGE = 100;
/** Enough for half a million items in one list. A server that sends more is repeating its pages. */
const MAX_PAGES = 5000;
/** Enough for about 25,000 keys in one list. */
const MAX_BYTES = 64 * 1024 * 1024;
/**
 * Reads the pages of a list one by one, as they are needed.
 *
 * @throws {Failure} when Sentry refuses or cannot be reached in time, or when the list does not end
 */
async function* readPages({ ask, question }) {
    const cursors = new Set();
    let bytes = 0;
    for (let cursor = ''; cursor !== undefined;) {
        if (cursors.has(cursor) || cursors.size === MAX_PAGES || bytes > MAX_BYTES) {
            throw endless(question);
        }
        cursors.add(cursor);
        const query = new URLSearchParams({ per_page: String(PER_PAGE), ...(cursor && { cursor }) });
        const response = successOf(await ask(`?${query.toString()}`), question);
        const items = jsonOf(response, question);
        if (!Array.isArray(items))
            throw explainUnreadable(response, question, 'a list');
        yield { response, items };
        bytes += response.body.length;
        cursor = nextCursor(response, question);
    }
}
/**
 * The cursor of the next page, from the `Link` header; `undefined` on the last page, where Sentry sends
 * `results="false"`. The address in the header has the host from the server's configuration, so only the cursor is
 * used.
 *
 * @throws {Failure} when the header cannot be read, because the wanted key might be on the next page
 */
function nextCursor({ headers }, question) {
    const link = String(headers['link'] ?? '');
    if (link === '')
        return undefined;
    const next = /; ?rel="next"; ?results="(true|false)"(?:; ?cursor="([^"]+)")?/.exec(link);
    if (next?.[1] === 'false')
        return undefined;
    if (next?.[2] !== undefined)
        return next[2];
    throw failureAbout(question, (asked) => `Sentry's answer has no readable Link header, so it is unknown whether its list continues. Sentry was ` +
        `asked to ${askedTo(asked)}. Check that url is the address of a Sentry server, and that no proxy ` +
        'changes the Link header.');
}
function endless(question) {
    return failureAbout(question, (asked) => `Sentry's list does not end: its pages repeat, or it is longer than ${MAX_BYTES / 1024 / 1024} MB. ` +
        `Sentry was asked to ${askedTo(asked)}. Delete keys that are not used any more, and check that url is ` +
        'the address of a Sentry server.');
}

;// CONCATENATED MODULE: ./src/sentry/listing.ts






/** Records when a list is read. Create it right before requesting the first page. */
class ReadTimer {
    #clock;
    time;
    constructor(clock) {
        this.#clock = clock;
        this.time = { pages: 0, askedAt: clock.now(), serverTime: undefined };
    }
    /** Records a page. Only the first one sets the server time, because nothing was seen earlier. */
    notePage({ headers }) {
        const { pages, askedAt, serverTime } = this.time;
        const date = Date.parse(headers.date ?? '') - (this.#clock.now() - askedAt);
        const first = Number.isNaN(date) ? undefined : date;
        this.time = { pages: pages + 1, askedAt, serverTime: pages === 0 ? first : serverTime };
    }
}
/** Collects the keys of one project from the items of a list, newest first. */
class KeyCollector {
    #session;
    #wants;
    /** Caches the result for each name, because checking is slow if a list has many items about one project. */
    #wanted = new Map();
    // A key that moves to the next page during the read is on both pages.
    #keys = new Map();
    #others = new Map();
    #sdkVersions;
    /** @param wanted whether to read a key with this name in full, after masking its secrets */
    constructor(session, wanted) {
        this.#session = session;
        this.#wants = wanted;
    }
    /** @throws {Failure} when a wanted item is not a client key */
    add(item) {
        this.#sdkVersions ??= sdkVersionsIn(item);
        const { id, name: given, label, isActive } = json_asObject(item);
        const named = given ?? label;
        const name = isString(named) ? named : '';
        const isWanted = this.#wanted.get(name) ?? this.#wants(name);
        this.#wanted.set(name, isWanted);
        if (isWanted) {
            const key = readMasked(this.#session, item, 'Sentry listed client keys, but');
            if (!this.#keys.has(key.id))
                this.#keys.set(key.id, key);
        }
        else if (isId(id)) {
            this.#others.set(id, { id, name, isActive: isActive !== false });
        }
    }
    /** @param time when the list was read */
    listing(time) {
        return {
            ...time,
            keys: oldestFirst([...this.#keys.values()]),
            others: [...this.#others.values()],
            sdkVersions: this.#sdkVersions,
        };
    }
}
/**
 * Lists all keys of the session's project (`GET projects/{org}/{project}/keys/`).
 *
 * @param wanted whether to read a key with this name in full
 * @param mostPages to read; the first page shows whether the project exists and which SDK versions there are
 * @throws {NoProject} when Sentry does not find the project
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
function listKeys(session, wanted, mostPages = Infinity) {
    // The time budget includes processing, because a server could send pages that take long to read.
    return session.client.spend(async () => {
        const timer = new ReadTimer(session.clock);
        const collector = new KeyCollector(session, wanted);
        const list = {
            ask: (query) => request_sendAboutKeys(session, 'GET', query, retrying_client_isTransient),
            question: { ...questionOf(session, 'list the client keys'), isLook: true },
        };
        for await (const { response, items } of readPages(list)) {
            timer.notePage(response);
            for (const item of items) {
                requireOwn(session, json_asObject(item)['projectId']);
                collector.add(item);
            }
            if (timer.time.pages === mostPages)
                break;
        }
        return collector.listing(timer.time);
    });
}

;// CONCATENATED MODULE: ./src/sentry/session.ts



/** @throws {Failure} when the workflow's proxy cannot be used */
function connectToSentry(access, runtime) {
    const isOwn = !isHosted(access.baseUrl);
    if (!isOwn && Object.keys(access.headers).length > 0) {
        runtime.log.warning('SENTRY_CUSTOM_HEADERS is not sent to sentry.io. It is for a self-hosted Sentry.');
    }
    const headers = isOwn ? access.headers : {};
    return { ...access, headers, send: openTraced(access.baseUrl, runtime), runtime };
}
/** Opens a session for an organization, with a separate time budget. */
function openOrganizationSession(server) {
    const { baseUrl, org, token, timeout, masked, headers, send, runtime } = server;
    const { userAgent, clock, log } = runtime;
    const client = new RetryingClient('Sentry', send, timeout, runtime);
    return { baseUrl, org, token, timeout, masked, headers, client, userAgent, clock, log };
}
/** Opens a session for one project, with a separate time budget. */
function openSession(server, project) {
    return { ...openOrganizationSession(server), project, isRenamed: false };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(161);
// EXTERNAL MODULE: external "os"
var external_os_ = __webpack_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __webpack_require__(982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __webpack_require__(896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: ./src/workflow/masks.ts
/** Characters of the shortest masked value, and of the prefix that finds values. */
const SHORTEST_MASKED = 8;
/** Values that must not be in logs. A step with a list has tens of thousands. */
class Masks {
    #secrets = new Set();
    /** The lengths of secrets by their start. */
    #lengths = new Map();
    /** @returns false if it is too short or already known */
    add(secret) {
        if (secret.length < SHORTEST_MASKED || this.#secrets.has(secret))
            return false;
        this.#secrets.add(secret);
        const start = secret.slice(0, SHORTEST_MASKED);
        this.#lengths.set(start, (this.#lengths.get(start) ?? new Set()).add(secret.length));
        return true;
    }
    /** Replaces every value in a text, the longest one at each place. */
    hide(text) {
        let hidden = '';
        for (let at = 0; at < text.length;) {
            const lengths = this.#lengths.get(text.slice(at, at + SHORTEST_MASKED)) ?? [];
            const found = [...lengths].filter((length) => this.#secrets.has(text.slice(at, at + length)));
            hidden += found.length === 0 ? text.charAt(at) : '***';
            at += Math.max(1, ...found);
        }
        return hidden;
    }
}

;// CONCATENATED MODULE: ./src/workflow/runner.ts







/** The GitHub runner that started this process. */
class GitHubRunner {
    #env;
    #masks = new Masks();
    constructor(env) {
        this.#env = env;
    }
    requireFile(file) {
        try {
            (0,external_node_fs_.accessSync)(this.#env[`GITHUB_${file}`] ?? '', external_node_fs_.constants.W_OK);
        }
        catch (cause) {
            throw new failure_Failure(`The file that GITHUB_${file} names cannot be written. This program is a GitHub ` +
                'Action: use it as a step of a workflow.', { cause });
        }
    }
    mask(secret) {
        if (this.#masks.add(secret))
            issueCommand('add-mask', {}, secret);
    }
    info(line) {
        process.stdout.write(`${this.#safe(line)}\n`);
    }
    warning(message) {
        issueCommand('warning', {}, this.#safe(message));
    }
    error(message) {
        issueCommand('error', {}, this.#safe(message));
    }
    debug(line) {
        if (this.#env['RUNNER_DEBUG'] === '1')
            issueCommand('debug', {}, this.#safe(line));
    }
    outputs(outputs) {
        if (outputs.length === 0)
            return;
        const messages = outputs.map(([name, value]) => prepareKeyValueMessage(name, value));
        append('OUTPUT', messages.join(external_node_os_.EOL));
    }
    variable(name, value) {
        append('ENV', prepareKeyValueMessage(name, value));
    }
    state(name, value) {
        append('STATE', prepareKeyValueMessage(name, value));
    }
    summary(title, rows) {
        if (!this.#env['GITHUB_STEP_SUMMARY'])
            return;
        const hidden = rows.map((row) => row.map((value) => (typeof value === 'string' ? this.#masks.hide(value) : value)));
        append('STEP_SUMMARY', summaryOf(title, hidden));
    }
    /** Also hides masked values here: the runner only hides them in its log. */
    #safe(text) {
        return this.#masks.hide(text).split('\n').map(printable).join('\n');
    }
}
/** Appends to a runner file. The toolkit gets its path from `process.env`. */
function append(file, text) {
    try {
        issueFileCommand(file, text);
    }
    catch (cause) {
        throw new failure_Failure(`The file that GITHUB_${file} names could not be written: ${text_quote(String(cause))}.`, { cause });
    }
}
/**
 * Calls `report` when the runner cancels the job, or with an uncaught error (a proxy can make Node throw one), then
 * ends the process. The runner sends SIGINT, then SIGTERM; on Windows Ctrl+C, then Ctrl+Break, which Node reports as
 * SIGINT and SIGBREAK.
 */
function onCutShort(report) {
    for (const event of ['SIGINT', 'SIGTERM', 'SIGBREAK', 'uncaughtException']) {
        process.once(event, (cause) => {
            report(event === 'uncaughtException' ? cause : undefined);
            process.exit(1);
        });
    }
}
/** Ends the process once everything is written. An open lookup or connection would delay the job. */
function exitWith(code) {
    process.stdout.write('', () => process.exit(code));
}
/** Bytes of the table; GitHub drops a summary of more than 1 MiB. */
const MAX_TABLE_BYTES = 1_000_000;
/** The job summary in Markdown: a heading, which is not escaped, and a table, cut at GitHub's limit. */
function summaryOf(title, rows) {
    const text = [`### ${title}`, ''];
    let bytes = 0;
    for (const [index, row] of rows.entries()) {
        const line = `| ${row.map(show).join(' | ')} |`;
        bytes += Buffer.byteLength(line) + 1;
        if (bytes > MAX_TABLE_BYTES) {
            text.push('', `… and ${rows.length - index} more.`);
            break;
        }
        text.push(line);
        if (index === 0)
            text.push(`|${' :-- |'.repeat(row.length)}`);
    }
    return `${text.join('\n')}\n`;
}
// This action builds the addresses; nothing in them can end a link.
function show(value) {
    return value instanceof URL ? `[Open in Sentry](${value.href})` : cell(value);
}

;// CONCATENATED MODULE: ./src/post-step.ts














/**
 * The post step: retires the key that the main step of this run created. It uses that step's state, because later steps
 * can change the environment; only the token, which must not be in the state, is read again. If the key cannot be
 * retired, it prints a warning with the key's page.
 */
class PostStep {
    #env;
    #runner;
    #runtime;
    /** The page of the key, once known. */
    #page = 'see the client keys of the project in Sentry.';
    constructor(env, runner = new GitHubRunner(env), runtime = nodeRuntime(runner)) {
        this.#env = env;
        this.#runner = runner;
        this.#runtime = runtime;
    }
    /** Never throws. */
    async run() {
        try {
            for (const secret of secretsIn(this.#env))
                this.#runner.mask(secret);
            const state = this.#env[`STATE_${KEPT_KEY}`] ?? '';
            if (state === '')
                return;
            const reader = new InputReader(this.#env);
            const token = readToken(reader);
            const headers = readCustomHeaders(reader);
            for (const { input, text } of reader.problems)
                throw new failure_Failure(`${input}: ${text}`);
            const kept = parseKeptKey(state, token);
            this.#page = base_url_keyPage(kept, kept.id);
            await this.#retire(kept, token, headers);
        }
        catch (error) {
            this.#runner.warning(`The ephemeral client key could not be retired: ${explain(error)} Retire it in Sentry: ${this.#page}`);
            this.#runner.debug(stackOf(error));
        }
    }
    async #retire(kept, token, headers) {
        const server = connectToSentry({ ...kept, token, headers, masked: 'endpoints' }, this.#runtime);
        const session = openSession(server, kept.project);
        const key = await change_keys_getKey(session, kept.id);
        // A missing project gives the same answer, so check it.
        if (key === undefined)
            await listKeys(session, () => false, 1);
        if (key?.isActive !== true)
            return;
        this.#page = base_url_keyPage(session, key.id);
        await retireKey(key, kept.method, { session });
        this.#runner.info(`Retired the ephemeral client key ${text_quote(key.name)} in ${projectOf(session)}. See ${this.#page}`);
    }
    /** Reports what an interrupted post step left in Sentry. The caller ends the process. */
    cancel(cause) {
        const why = cause === undefined ? 'Cancelled.' : explain(cause);
        this.#runner.warning(`${why} The ephemeral client key may still be active. Retire it in Sentry: ${this.#page}`);
    }
}


/***/ })

};
