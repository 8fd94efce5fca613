import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 1916:
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

/***/ 1633:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   US: () => (/* binding */ stackOf),
/* harmony export */   WE: () => (/* binding */ explain),
/* harmony export */   zC: () => (/* binding */ NoProject)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8992);

/**
 * An error that the user of the action can act on. The message is one or more whole sentences for them; it becomes part
 * of the single error that a run prints.
 */
class Failure extends Error {
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
class NoProject extends Failure {
}
/** Describes a thrown error in sentences. */
function explain(error) {
    return error instanceof Failure
        ? error.message
        : `This is a bug in sentry-client-key, please report it: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(String(error))}`;
}
/** Describes a thrown error in sentences that are equal for all keys with the same cause. */
function reasonOf(error) {
    return error instanceof Failure ? error.reason : explain(error);
}
/** The stack trace, for debug lines. */
function stackOf(error) {
    const origin = error instanceof Failure ? (error.cause ?? error) : error;
    return origin instanceof Error ? (origin.stack ?? origin.message) : String(origin);
}


/***/ }),

/***/ 1257:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ readCustomHeaders),
/* harmony export */   P: () => (/* binding */ customHeaderValues)
/* harmony export */ });
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


/***/ }),

/***/ 6757:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E1: () => (/* binding */ parseList),
/* harmony export */   W3: () => (/* binding */ readSlug),
/* harmony export */   dF: () => (/* binding */ parseSlug),
/* harmony export */   i_: () => (/* binding */ InputReader),
/* harmony export */   ry: () => (/* binding */ splitList),
/* harmony export */   sx: () => (/* binding */ reasonAgainst),
/* harmony export */   wC: () => (/* binding */ matching)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1916);
/* harmony import */ var _model_base_url_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1424);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8992);



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
            this.refuse(label, `${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} is not valid; ${hintFor(hint, text)}.`);
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
    return (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(letters(given), letters(name)) <= mostWrong;
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
    return (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_2__/* .isSlug */ .u5)(text) ? text : undefined;
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
        if ((0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_2__/* .isSlug */ .u5)(lower))
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


/***/ }),

/***/ 4247:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ readKey)
});

// EXTERNAL MODULE: ./src/model/loader.ts
var model_loader = __nccwpck_require__(2658);
// EXTERNAL MODULE: ./src/model/modes.ts
var modes = __nccwpck_require__(1473);
// EXTERNAL MODULE: ./src/model/rate-limit.ts
var rate_limit = __nccwpck_require__(4333);
// EXTERNAL MODULE: ./src/model/rotation.ts
var rotation = __nccwpck_require__(831);
// EXTERNAL MODULE: ./src/model/base-url.ts
var base_url = __nccwpck_require__(1424);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __nccwpck_require__(8992);
// EXTERNAL MODULE: ./src/model/destination.ts
var destination = __nccwpck_require__(2161);
// EXTERNAL MODULE: ./src/inputs/input-reader.ts
var input_reader = __nccwpck_require__(6757);
;// CONCATENATED MODULE: ./src/inputs/destinations.ts



const NAME_RULE = 'use letters, digits and _, not starting with a digit or GITHUB_, and not the name of a token';
/** Reads the names of the variables that pass the DSN to later steps. @param project for `{project}` */
function readEnvNames(reader, project) {
    const rule = 'use letters, digits and _, not starting with a digit, and no variable of the runner or of a token; such as ' +
        'SENTRY_DSN';
    return readFilled(reader, 'env-name', capitals(project), parseEnvName, rule);
}
/**
 * Reads where at GitHub the DSN is stored; empty if the inputs are not valid.
 *
 * @param project for `{project}`
 */
function readDestinations(reader, project) {
    const secrets = readFilled(reader, 'secret-name', capitals(project), parseName, NAME_RULE);
    const variables = readFilled(reader, 'variable-name', capitals(project), parseName, NAME_RULE);
    const stores = reader.parse(reader.get('secret-stores'), (text) => (0,input_reader/* parseList */.E1)(text, destination/* SECRET_STORES */.MJ), `use a list of ${destination/* SECRET_STORES */.MJ.join(', ')}`) ?? ['actions'];
    const owners = readOwners(reader, project);
    if (!reader.has('secret-name') && !reader.has('variable-name'))
        return [];
    if (reader.has('github-environment') && stores.some((store) => store !== 'actions')) {
        reader.refuse('secret-stores', 'an environment has Actions secrets only; remove github-environment, or use secret-stores: actions.');
    }
    if (!reader.has('github-organization') && reader.get('github-repository', 'GITHUB_REPOSITORY').text === '') {
        reader.refuse('github-repository', 'missing; use owner/name, or github-organization.');
    }
    const destinations = owners.flatMap((owner) => [
        ...secrets.flatMap((name) => stores.map((store) => ({ kind: 'secret', store, name, owner }))),
        ...variables.map((name) => ({ kind: 'variable', name, owner })),
    ]);
    return [...new Map(destinations.map((one) => [(0,destination/* idOf */.TH)(one), one])).values()];
}
function readOwners(reader, project) {
    const organization = reader.get('github-organization');
    const visibility = reader.choice('github-visibility', ['private', 'all']);
    const org = reader.parse(organization, (0,input_reader/* matching */.wC)(/^[A-Za-z0-9_-]{1,100}$/), 'use the name of a GitHub organization');
    const rule = 'use the name of an environment, one line of at most 255 characters';
    const environments = readFilled(reader, 'github-environment', project, parseEnvironment, rule, /\n/);
    if (organization.text !== '') {
        for (const input of ['github-repository', 'github-environment']) {
            if (!reader.has(input))
                continue;
            reader.refuse(input, 'cannot be combined with github-organization; the DSN is stored in one or the other.');
        }
        return org === undefined ? [] : [{ kind: 'organization', org, visibility }];
    }
    const repositories = readFilled(reader, 'github-repository', project, parseRepository, 'use owner/name');
    return repositories.flatMap((repository) => environments.length === 0
        ? [{ kind: 'repository', ...repository }]
        : environments.map((environment) => ({ kind: 'environment', ...repository, environment })));
}
/** The fallback variables of inputs. */
const FALLBACKS = { 'github-repository': 'GITHUB_REPOSITORY' };
/**
 * Reads a list of values and replaces `{project}` in them.
 *
 * @param project the replacement
 * @param separator of the list
 */
function readFilled(reader, name, project, parse, rule, separator) {
    const { text, label } = reader.get(name, FALLBACKS[name]);
    const parts = (0,input_reader/* splitList */.ry)(text, separator);
    // Only separators: not a list.
    return (parts.length > 0 ? parts : [text]).flatMap((part) => {
        if (part.includes('{project}') && /^[0-9]+$/.test(project)) {
            reader.refuse(label, '{project} needs the slug of the project, not its ID.');
            return [];
        }
        const filled = part.replaceAll('{project}', project);
        if (/\{[^{}]*\}/.test(filled)) {
            reader.refuse(label, `${(0,src_text/* quote */.hD)(part)} has an unknown placeholder; only {project} is replaced.`);
            return [];
        }
        return reader.parse({ text: filled, label }, parse, rule) ?? [];
    });
}
/** A slug as part of a variable's name. */
function capitals(project) {
    return project.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}
/** Names of tokens: a DSN in their place would stop everything that uses them. */
const TOKENS = /^SENTRY_(?:AUTH_TOKEN|TOKEN|KEYS_TOKEN)$/i;
/** Read by the runner, shells or this action. */
const RESERVED = /^(?:GITHUB|RUNNER|ACTIONS|INPUT|STATE)_|^(?:PATH|NODE_OPTIONS|SENTRY_(?:ORG|PROJECT|URL))$/i;
/** Whether this can name a variable: letters, digits and `_`, no digit first, at most 255. */
function isIdentifier(text) {
    return /^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(text) && !TOKENS.test(text);
}
function parseEnvName(text) {
    return isIdentifier(text) && !RESERVED.test(text) ? text : undefined;
}
// GitHub's rules for the names of secrets and variables.
function parseName(text) {
    return isIdentifier(text) && !/^GITHUB_/i.test(text) ? text : undefined;
}
function parseRepository(text) {
    const [, owner, repo] = /^([A-Za-z0-9_-]{1,100})\/([A-Za-z0-9._-]{1,100})$/.exec(text) ?? [];
    if (owner === undefined || repo === undefined || /^\.+$/.test(repo))
        return undefined;
    return { owner, repo };
}
function parseEnvironment(text) {
    // Dots alone would go up the API path, escaped or not.
    const isName = text.length <= 255 && (0,src_text/* isPlainLine */.b1)(text) && !/^\.+$/.test(text);
    return isName ? text : undefined;
}

;// CONCATENATED MODULE: ./src/inputs/read-key.ts








/** Reads the inputs for one key. Problems are added to the reader. */
function readKey(reader, step) {
    const { mode, maxAge, grace, retireMethod } = step;
    const project = (0,input_reader/* readSlug */.W3)(reader, 'project', 'SENTRY_PROJECT') ?? '';
    const name = readName(reader, step);
    const rateLimit = reader.parse(reader.get('rate-limit'), rate_limit/* parseRateLimit */.H5, rate_limit/* RATE_LIMIT_GRAMMAR */.zH);
    const useCase = reader.parse(reader.get('use-case'), (0,input_reader/* matching */.wC)(/^\w{1,64}$/), "use one of Sentry's use cases, such as user");
    const sdkVersion = reader.parse(reader.get('sdk-version'), model_loader/* parseSdkVersion */.OI, 'use a version such as 10.x');
    const loader = reader.parse(reader.get('loader'), parseLoader, `use a list of ${model_loader/* LOADER_OPTIONS */.RL.join(', ')}; or none`);
    const newProject = readNewProject(reader, project);
    const envNames = readEnvNames(reader, project);
    const destinations = readDestinations(reader, project);
    checkMode(reader, step);
    return {
        ...{ mode, project, name, rateLimit, useCase, sdkVersion, loader, newProject },
        ...{ maxAge, grace, retireMethod, envNames, destinations, mayBeAbsent: mode === 'retire' },
    };
}
function readName(reader, { mode, grace }) {
    const name = reader.parse(reader.get('name'), read_key_parseName, (text) => text.includes('*')
        ? 'this input is one literal name; for patterns, use names'
        : 'a key name is one line of at most 64 characters');
    if (name === undefined)
        return undefined;
    if (grace !== undefined && Array.from(name).length > rotation/* MAX_NAME_TO_SET_ASIDE */.ro) {
        reader.refuse('name', `has more than ${rotation/* MAX_NAME_TO_SET_ASIDE */.ro} characters. With grace, replaced keys are renamed to "NAME (until ` +
            'YYYY-MM-DD)", and Sentry allows 64 characters. Use a shorter name.');
    }
    if ((0,rotation/* isSetAside */.JA)(name) && mode !== 'find' && mode !== 'retire') {
        reader.refuse('name', `${(0,src_text/* quote */.hD)(name)} is the name of a key that a rotation replaced. Use the name before the bracket.`);
    }
    return name;
}
/** Reads how a missing project is created; `undefined` if it must not be created. */
function readNewProject(reader, project) {
    const isWanted = reader.boolean('create-project') ?? false;
    const team = reader.parse(reader.get('team'), input_reader/* parseSlug */.dF, 'use the slug or numeric ID of the Sentry team that a new project belongs to');
    const platform = reader.parse(reader.get('platform'), (0,input_reader/* matching */.wC)(/^[A-Za-z0-9_-]{1,64}$/), "use Sentry's name of the platform, such as node or javascript-nextjs");
    if (!isWanted)
        return undefined;
    if (!reader.has('team')) {
        reader.refuse('team', 'missing; create-project needs the team that a new project belongs to.');
    }
    if (project !== '' && !(0,base_url/* isNewSlug */.kQ)(project)) {
        reader.refuse('project', `${(0,src_text/* quote */.hD)(project)} cannot be the slug of a new project; with create-project, use ` +
            'lowercase letters, digits, - and _, and not only digits.');
    }
    return team === undefined ? undefined : { team, platform };
}
/** Checks that the mode has all inputs it needs, and uses all given inputs. */
function checkMode(reader, { mode, ephemeral }) {
    const rules = modes/* MODES */.FN[mode];
    for (const input of modes/* ONLY_SOME */.gx) {
        if (!reader.isSet(input))
            continue;
        if (!rules.inputs.includes(input)) {
            reader.refuse(input, `only applies to ${(0,modes/* modesWith */.Vt)(input)}; this step has mode: ${mode}.`);
            continue;
        }
        const users = modes/* QUALIFIERS */.Gk[input] ?? [];
        if (users.length > 0 && !users.some((user) => reader.isSet(user))) {
            reader.refuse(input, `only applies together with ${users.join(' or ')}.`, true);
        }
    }
    for (const input of rules.needs) {
        const isThere = reader.has(input) || (input === 'name' && reader.has('names'));
        if (!isThere)
            reader.refuse(input, `missing; mode: ${mode} needs it.`);
    }
    const settings = modes/* SETTINGS */.yy.filter((input) => reader.has(input));
    if (mode === 'update' && settings.length === 0) {
        reader.refuse('mode', `update needs something to change: ${modes/* SETTINGS */.yy.join(', ')}.`);
    }
    if (mode === 'ensure' && !reader.has('name')) {
        for (const input of settings) {
            reader.refuse(input, 'needs name: without it, the step would change a key that it does not name.');
        }
    }
    if (mode !== 'create')
        return;
    if (!ephemeral) {
        if (reader.has('retire-method')) {
            reader.refuse('retire-method', 'only applies to mode: create together with ephemeral.');
        }
        return;
    }
    for (const input of ['secret-name', 'variable-name', 'create-project']) {
        if (!reader.isSet(input))
            continue;
        reader.refuse(input, 'cannot be combined with ephemeral: the key is retired when the job ends.');
    }
}
// Sentry counts characters, not UTF-16 units. JSON can have half of one (`\ud800`), which is invalid.
function read_key_parseName(text) {
    const isName = Array.from(text).length <= 64 && (0,src_text/* isPlainLine */.b1)(text) && !text.includes('*');
    return isName ? text : undefined;
}
/** Reads a list of options, or `none`. */
function parseLoader(text) {
    if (text === 'none')
        return new Set();
    const options = (0,input_reader/* parseList */.E1)(text, model_loader/* LOADER_OPTIONS */.RL);
    return options && new Set(options);
}


/***/ }),

/***/ 7984:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A2: () => (/* binding */ isAboutList),
/* harmony export */   Bj: () => (/* binding */ refuseIfWrong),
/* harmony export */   Ju: () => (/* binding */ isStoring),
/* harmony export */   jg: () => (/* binding */ readStep),
/* harmony export */   kQ: () => (/* binding */ readGitHub),
/* harmony export */   nN: () => (/* binding */ refuseProblems)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _input_reader_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6757);
/* harmony import */ var _read_key_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4247);
/* harmony import */ var _read_url_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(909);
/* harmony import */ var _step_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(993);
/* harmony import */ var _token_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7900);






/** Problems that one error lists. */
const MAX_PROBLEMS = 100;
/**
 * Reads and checks every input of a step about one key. Sends nothing.
 *
 * @throws {Failure} that lists all problems, each with the input, its value (never a token) and how to fix it
 */
function readStep(env) {
    const reader = new _input_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .InputReader */ .i_(env);
    const inputs = (0,_step_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .readStepInputs */ .W)(reader);
    const key = (0,_read_key_js__WEBPACK_IMPORTED_MODULE_2__/* .readKey */ .Y)(reader, inputs);
    const github = readGitHub(reader, !inputs.dryRun && isStoring(reader));
    refuseIfWrong(reader);
    return { ...inputs, key, github };
}
/** Whether a step is about a list of keys, of any length. */
function isAboutList(env) {
    const reader = new _input_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .InputReader */ .i_(env);
    return ['keys', 'projects', 'names'].some((input) => reader.has(input));
}
/** Whether the DSN must be stored at GitHub, even if other inputs are not valid. */
function isStoring(reader) {
    return reader.has('secret-name') || reader.has('variable-name');
}
/** Reads the GitHub API and its token; `undefined` if nothing is stored there. */
function readGitHub(reader, isNeeded) {
    const token = (0,_token_js__WEBPACK_IMPORTED_MODULE_4__/* .readGitHubToken */ .nC)(reader, isNeeded);
    return isNeeded ? { token, apiUrl: (0,_read_url_js__WEBPACK_IMPORTED_MODULE_5__/* .readGitHubApiUrl */ .p)(reader) } : undefined;
}
/**
 * Rejects a step that has problems.
 *
 * @param more problems of items
 * @param title of the list
 * @throws {Failure} that lists them
 */
function refuseIfWrong(reader, more = [], title) {
    reader.refuseUnknown();
    refuseProblems([...reader.problems, ...more], title);
}
/** @throws {Failure} that lists the problems, if there are any; see {@link refuseIfWrong} */
function refuseProblems(problems, title = 'Invalid inputs (nothing was sent to Sentry):') {
    const all = problems.map(({ item, input, text }) => `${item === undefined ? '' : `${item}: `}${input}: ${text}`);
    const sentences = [...new Set(all)];
    if (sentences.length === 0)
        return;
    const rest = sentences.length - MAX_PROBLEMS;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR([title, ...sentences.slice(0, MAX_PROBLEMS), ...(rest > 0 ? [`… and ${rest} more.`] : [])].join('\n'));
}


/***/ }),

/***/ 909:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ readGitHubApiUrl),
/* harmony export */   v: () => (/* binding */ readSentryUrl)
/* harmony export */ });
/* harmony import */ var _model_base_url_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1424);

/** Reads the address of Sentry from `region`, `url` or the variable of Sentry's own tools. */
function readSentryUrl(reader) {
    const region = reader.get('region');
    const url = reader.get('url');
    if (region.text !== '' && url.text !== '') {
        reader.refuse('region', 'cannot be combined with url; use region for sentry.io, or url for a self-hosted Sentry.');
    }
    const ofRegion = reader.parse(region, parseRegion, (text) => text.toLowerCase() === 'eu'
        ? "Sentry's region in the EU is de"
        : 'use the first part of the host name alone, such as us or de');
    const ofUrl = reader.parse(url.text === '' && region.text === '' ? reader.get('url', 'SENTRY_URL') : url, parseSentryUrl, urlHint);
    return ofRegion ?? ofUrl ?? new URL('https://sentry.io');
}
/** Reads the address of GitHub's API, as set by the runner. */
function readGitHubApiUrl(reader) {
    const url = reader.parse({ text: reader.env['GITHUB_API_URL']?.trim() ?? '', label: 'GITHUB_API_URL (an environment variable)' }, _model_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBaseUrl */ .Q2, 'use an address with https (http on loopback only)');
    return url ?? new URL('https://api.github.com');
}
function parseRegion(text) {
    return /^(?!eu$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(text) ? new URL(`https://${text}.sentry.io`) : undefined;
}
/** The part after Sentry's base path in the addresses of its pages and its API. */
const PAGE = /\/(?:api|settings|organizations)(?:\/|$)/;
// This action adds the API path; people copy it from examples, or copy a page's address.
function parseSentryUrl(text) {
    const url = (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBaseUrl */ .Q2)(text);
    if (url === undefined || PAGE.test(url.pathname))
        return undefined;
    return (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .isHosted */ .OZ)(url) && url.pathname !== '/' ? undefined : url;
}
function urlHint(text) {
    const url = URL.parse(text);
    if (url !== null && (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .isHosted */ .OZ)(url)) {
        return 'on sentry.io, leave url out, or set the region of the organization, such as region: de';
    }
    // It is valid except for its start.
    const rest = text.replace(/^http:\/\//i, '');
    const right = parseSentryUrl(`https://${rest}`);
    if (right !== undefined && !rest.includes('://')) {
        return rest === text
            ? `add https:// in front: ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .addressOf */ .ci)(right)}`
            : 'the token would be sent unencrypted, so use an address with https (http on loopback only). If ' +
                'your Sentry has none, put a reverse proxy with TLS in front of it';
    }
    const page = url === null ? null : PAGE.exec(url.pathname);
    if (url === null || page === null || !/^https?:$/.test(url.protocol)) {
        return ('use the address of your Sentry, such as https://sentry.example.com: https (http on loopback only), ' +
            'with nothing after the path that Sentry is served under');
    }
    const origin = (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBaseUrl */ .Q2)(url.origin) === undefined ? `https://${url.host}` : url.origin;
    const server = `${origin}${url.pathname.slice(0, page.index)}`;
    return `this is the address of a page or of the API; use ${server}`;
}


/***/ }),

/***/ 993:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readStepInputs)
/* harmony export */ });
/* harmony import */ var _model_desired_key_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6949);
/* harmony import */ var _model_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7953);
/* harmony import */ var _model_modes_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1473);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8992);
/* harmony import */ var _custom_headers_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(1257);
/* harmony import */ var _input_reader_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6757);
/* harmony import */ var _read_url_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(909);
/* harmony import */ var _token_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7900);








/** Minimum seconds of `max-age` with `retire`: keeps a key that a job is about to use. */
const LEAST_AGE_TO_RETIRE = 3600;
/** Reads the inputs that are not about a single key. Problems are added to the reader. */
function readStepInputs(reader) {
    const token = (0,_token_js__WEBPACK_IMPORTED_MODULE_5__/* .readToken */ .AI)(reader);
    const org = (0,_input_reader_js__WEBPACK_IMPORTED_MODULE_4__/* .readSlug */ .W3)(reader, 'org', 'SENTRY_ORG') ?? '';
    const baseUrl = (0,_read_url_js__WEBPACK_IMPORTED_MODULE_6__/* .readSentryUrl */ .v)(reader);
    const timeout = reader.parse(reader.get('timeout'), parseTimeout, 'use whole seconds from 1 to 3600') ?? 120;
    const mode = reader.choice('mode', _model_modes_js__WEBPACK_IMPORTED_MODULE_2__/* .MODE_NAMES */ .Jc) ?? 'ensure';
    const maxAge = reader.parse(reader.get('max-age'), _model_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E9, _model_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .DURATION_GRAMMAR */ .dl);
    if (mode === 'retire' && maxAge !== undefined && maxAge < LEAST_AGE_TO_RETIRE) {
        reader.refuse('max-age', `${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(reader.get('max-age').text)} is too short; mode: retire takes 1h or more.`);
    }
    const grace = reader.parse(reader.get('grace'), parseGrace, `${_model_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .DURATION_GRAMMAR */ .dl}; or none`);
    const retireMethod = reader.choice('retire-method', _model_desired_key_js__WEBPACK_IMPORTED_MODULE_0__/* .RETIRE_METHODS */ .D_) ?? 'deactivate';
    const ephemeral = reader.boolean('ephemeral') ?? false;
    const maxChanges = reader.parse(reader.get('max-changes'), parseCount, 'use a whole number, such as 200');
    const dryRun = reader.boolean('dry-run') ?? false;
    const mask = reader.boolean('mask') ?? true;
    // Another step of the workflow can be about a list.
    reader.get('keys');
    const sentry = { token, org, baseUrl, timeout, headers: (0,_custom_headers_js__WEBPACK_IMPORTED_MODULE_7__/* .readCustomHeaders */ .G)(reader) };
    const rotation = { maxAge, grace: grace === 0 ? undefined : grace };
    return { sentry, mode, ...rotation, retireMethod, ephemeral, maxChanges, dryRun, mask };
}
function parseTimeout(text) {
    const seconds = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
    return seconds >= 1 && seconds <= 3600 ? seconds : undefined;
}
function parseCount(text) {
    return /^[0-9]{1,6}$/.test(text) ? Number(text) : undefined;
}
function parseGrace(text) {
    return text === 'none' ? 0 : (0,_model_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E9)(text);
}


/***/ }),

/***/ 7900:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AI: () => (/* binding */ readToken),
/* harmony export */   VY: () => (/* binding */ secretsIn),
/* harmony export */   nC: () => (/* binding */ readGitHubToken)
/* harmony export */ });
/* harmony import */ var _custom_headers_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1257);
/* harmony import */ var _input_reader_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6757);


/** The variable of Sentry's own tools, used if the input is empty. */
const VARIABLE = 'SENTRY_AUTH_TOKEN';
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
    return reader.get('token', VARIABLE);
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
    const reader = new _input_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .InputReader */ .i_(env);
    return [inputOfToken(reader).text, reader.get('github-token').text, ...(0,_custom_headers_js__WEBPACK_IMPORTED_MODULE_1__/* .customHeaderValues */ .P)(env)];
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
                `"Project: Read & Write" and use its token. The secret ${VARIABLE} often contains an organization ` +
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


/***/ }),

/***/ 1424:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OZ: () => (/* binding */ isHosted),
/* harmony export */   Q2: () => (/* binding */ parseBaseUrl),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   ZZ: () => (/* binding */ pageOf),
/* harmony export */   ci: () => (/* binding */ addressOf),
/* harmony export */   ej: () => (/* binding */ keysPage),
/* harmony export */   jc: () => (/* binding */ keyPage),
/* harmony export */   kQ: () => (/* binding */ isNewSlug),
/* harmony export */   u5: () => (/* binding */ isSlug),
/* harmony export */   v8: () => (/* binding */ projectOf)
/* harmony export */ });
/** In characters. Servers and proxies commonly reject longer addresses. */
const MAX_LENGTH = 2000;
/**
 * Parses the base URL of a server's API. It must use https (http only on loopback) and contain only a host and a path.
 * Trailing slashes are removed.
 *
 * @returns `undefined` for anything else
 */
function parseBaseUrl(text) {
    const url = text.length > MAX_LENGTH ? null : URL.parse(text);
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
function keysPage({ baseUrl, org, project }) {
    // Hosted settings pages are always on sentry.io, even if the API is on a region's host.
    const host = isHosted(baseUrl) ? 'https://sentry.io' : addressOf(baseUrl);
    return `${host}/settings/${org}/projects/${project}/keys/`;
}
/** The page of one key in Sentry's settings. */
function keyPage(project, id) {
    return `${keysPage(project)}${id}/`;
}
/** The settings page of a key, or of the project's keys if there is no key. */
function pageOf(project, key) {
    return key === undefined ? keysPage(project) : keyPage(project, key.id);
}
/**
 * Whether this can be the slug (always lower case) or the ID of an organization, project or team. It can't contain
 * dots, slashes or escapes, so it can't traverse a path.
 */
function isSlug(text) {
    return /^[a-z0-9_-]{1,100}$/.test(text);
}
/** Whether Sentry accepts this as the slug of a new project, which can't be all digits like an ID. */
function isNewSlug(text) {
    return isSlug(text) && !/^[0-9]+$/.test(text);
}


/***/ }),

/***/ 3972:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ oldestFirst),
/* harmony export */   u: () => (/* binding */ DEFAULT_KEY)
/* harmony export */ });
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


/***/ }),

/***/ 6949:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D_: () => (/* binding */ RETIRE_METHODS),
/* harmony export */   Gv: () => (/* binding */ keyTitle),
/* harmony export */   Jt: () => (/* binding */ nameOfNew)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8992);
/* harmony import */ var _client_key_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3972);


/** Deactivating a key stops its events. Deleting it is permanent. */
const RETIRE_METHODS = ['deactivate', 'delete'];
/** The name that a new key gets; `undefined` if Sentry invents one. */
function nameOfNew({ mode, name }) {
    return name ?? (mode === 'create' ? undefined : _client_key_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULT_KEY */ .u);
}
/** Describes the step's key within a sentence. */
function keyTitle({ mode, name }) {
    if (name !== undefined)
        return `client key ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(name)}`;
    return mode === 'create' ? 'client key with a name that Sentry invents' : "project's own client key";
}


/***/ }),

/***/ 2161:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gg: () => (/* binding */ titleOf),
/* harmony export */   MJ: () => (/* binding */ SECRET_STORES),
/* harmony export */   TH: () => (/* binding */ idOf)
/* harmony export */ });
/** GitHub's stores of secrets: for workflows, Dependabot and Codespaces. */
const SECRET_STORES = ['actions', 'dependabot', 'codespaces'];
const KINDS = {
    actions: 'secret',
    dependabot: 'Dependabot secret',
    codespaces: 'Codespaces secret',
};
/** Such as `the secret SENTRY_DSN of acme/web`. */
function titleOf(destination) {
    const kind = destination.kind === 'secret' ? KINDS[destination.store] : 'variable';
    return `the ${kind} ${destination.name} of ${ownerTitle(destination.owner)}`;
}
function ownerTitle(owner) {
    switch (owner.kind) {
        case 'repository':
            return `${owner.owner}/${owner.repo}`;
        case 'environment':
            return `the environment ${owner.environment} of ${owner.owner}/${owner.repo}`;
        case 'organization':
            return `the organization ${owner.org}`;
    }
}
/** An ID that is equal for destinations that GitHub treats as the same. GitHub ignores case in names. */
function idOf({ kind, name, owner, ...rest }) {
    const store = 'store' in rest ? rest.store : '';
    return JSON.stringify([kind, store, name, { ...owner, visibility: undefined }]).toLowerCase();
}


/***/ }),

/***/ 338:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ driftOf),
/* harmony export */   Qp: () => (/* binding */ patchFor),
/* harmony export */   UN: () => (/* binding */ droppedSettings),
/* harmony export */   ZP: () => (/* binding */ describeDrift),
/* harmony export */   s0: () => (/* binding */ sameDrift),
/* harmony export */   zG: () => (/* binding */ requireOffered)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8992);
/* harmony import */ var _loader_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2658);
/* harmony import */ var _rate_limit_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4333);




/** Compares a key with its desired settings. An option that the server does not have is treated as off. */
function driftOf({ rateLimit, sdkVersion, loader }, key) {
    const drift = [];
    if (rateLimit !== undefined && !(0,_rate_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .sameRateLimit */ .uA)(rateLimit, key.rateLimit)) {
        drift.push({
            setting: 'rate limit',
            actual: (0,_rate_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .showRateLimit */ .X5)(key.rateLimit),
            desired: (0,_rate_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .showRateLimit */ .X5)(rateLimit),
            patch: { rateLimit },
        });
    }
    if (sdkVersion !== undefined && sdkVersion !== key.sdkVersion) {
        drift.push({
            setting: 'SDK version',
            actual: key.sdkVersion === undefined ? 'unknown' : (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(key.sdkVersion),
            desired: (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(sdkVersion),
            patch: { sdkVersion },
        });
    }
    const switched = _loader_js__WEBPACK_IMPORTED_MODULE_3__/* .LOADER_OPTIONS */ .RL.filter((option) => loader !== undefined && loader.has(option) !== key.loader.has(option));
    if (loader !== undefined && switched.length > 0) {
        drift.push({
            setting: 'list of loader options',
            actual: (0,_loader_js__WEBPACK_IMPORTED_MODULE_3__/* .formatLoader */ .hy)(key.loader),
            desired: (0,_loader_js__WEBPACK_IMPORTED_MODULE_3__/* .formatLoader */ .hy)(loader),
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
function requireOffered({ sdkVersion }, offered) {
    if (sdkVersion === undefined || offered === undefined || offered.includes(sdkVersion))
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`Sentry does not offer the SDK version ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(sdkVersion)}. Set sdk-version to one of ` +
        `${offered.map((version) => (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(version)).join(', ')}.`);
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
        ? `Sentry ${did} the client key without the rate limit ${(0,_rate_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .showRateLimit */ .X5)(rateLimit)}. It drops the ` +
            "limit silently if the organization's plan has no rate limits for keys."
        : `Sentry ${did} the client key, but its ${setting} is ${actual} instead of ${desired}.` +
            (setting === 'rate limit' ? '' : ' Older servers do not support every setting.'));
    if (name !== undefined && name !== key.name) {
        warnings.push(`Sentry ${did} the client key, but named it ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(key.name)} instead of ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)}. The next run ` +
            'does not find it. Rename it in Sentry.');
    }
    // The use case defaults to `user`, and only Sentry's staff can see the member.
    if (did === 'created' && useCase !== undefined && useCase !== (key.useCase ?? 'user')) {
        warnings.push(`Sentry created the client key without the use case ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(useCase)}. Use cases other than "user" are ` +
            "reserved for Sentry's own staff, and older servers have none.");
    }
    return warnings;
}


/***/ }),

/***/ 7696:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   hH: () => (/* binding */ oddityOf),
/* harmony export */   wc: () => (/* binding */ requireActive),
/* harmony export */   wd: () => (/* binding */ requireUsable)
/* harmony export */ });
/* unused harmony export isDsn */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8992);
/* harmony import */ var _base_url_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1424);



// The URL parser also accepts extra slashes, escapes in the host and an empty password. A DSN has none of these.
const DSN = /^https?:\/\/[0-9a-f]+@(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:\/[\w.~!$&()*+,;=:@%-]+)*\/[0-9]+$/i;
/**
 * Whether this is a DSN: an http(s) address with only a hexadecimal key before the `@`, a host, and a path that ends
 * with a numeric project ID. White space and quotes are not allowed.
 */
function isDsn(text) {
    return DSN.test(text) && URL.canParse(text);
}
/** @throws {Failure} when Sentry refuses all events of the key */
function requireActive(key) {
    if (key.isActive)
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('The client key exists but is not active: Sentry refuses its events.');
}
/**
 * @param baseUrl of the server that sent the key
 * @throws {Failure} when Sentry would refuse events sent to the key's public DSN
 */
function requireUsable(key, baseUrl) {
    requireActive(key);
    if (isDsn(key.dsn))
        return;
    const setting = settingFor(baseUrl);
    if (key.dsn === '') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`The client key exists, but its public DSN is empty. Set ${setting} and run the job again.`);
    }
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(isDsn(key.dsn.replace(/(?<!:)\/{2,}/g, '/'))
        ? `The client key exists, but its public DSN has a double slash in its path: the address in ${setting} has a ` +
            'slash at its end. Remove it there and run the job again.'
        : `The client key exists, but what Sentry sent as its public DSN is not a DSN. Check ${setting}.`);
}
/**
 * Writes a warning if something in a DSN might keep apps from sending events to it.
 *
 * @param baseUrl of the server that sent it
 * @returns `undefined` if nothing looks wrong
 */
function oddityOf(dsn, baseUrl) {
    const { protocol, hostname } = new URL(dsn);
    const isShort = !/[.:]/.test(hostname) && hostname !== baseUrl.hostname;
    const isOwn = (0,_base_url_js__WEBPACK_IMPORTED_MODULE_2__/* .isLoopback */ .U9)(hostname);
    const odd = [
        protocol === 'http:' && baseUrl.protocol === 'https:' && 'uses http, not https as Sentry itself does',
        isOwn && !(0,_base_url_js__WEBPACK_IMPORTED_MODULE_2__/* .isLoopback */ .U9)(baseUrl.hostname) && 'leads to the machine of the app itself',
        !isOwn && isShort && 'has a host name without a dot, which only its own network knows',
    ].filter((text) => text !== false);
    if (odd.length === 0)
        return undefined;
    return `Apps may not reach Sentry, because the DSN ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(dsn)} ${odd.join(', and ')}. Check ${settingFor(baseUrl)}.`;
}
/** The setting that determines the address in a server's DSNs. */
function settingFor(baseUrl) {
    return (0,_base_url_js__WEBPACK_IMPORTED_MODULE_2__/* .isHosted */ .OZ)(baseUrl)
        ? "the organization's DSN Endpoint Override"
        : "system.url-prefix in the server's config.yml";
}


/***/ }),

/***/ 7953:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   dl: () => (/* binding */ DURATION_GRAMMAR),
/* harmony export */   kJ: () => (/* binding */ showDuration)
/* harmony export */ });
/** A minute is the shortest unit because concurrent runs of a rotation must see each other's new key as young. */
const SECONDS = { m: 60, h: 3600, d: 86_400, w: 604_800 };
/** Describes the accepted format in errors. */
const DURATION_GRAMMAR = 'use minutes, hours, days or weeks, such as 5m, 12h, 30d or 4w; at most 10 years';
const MAX_SECONDS = 3653 * SECONDS.d;
/** Reads `5m`, `12h`, `30d` or `4w`. @returns seconds, `undefined` for anything else */
function parseDuration(text) {
    const match = /^([0-9]+)([mhdw])$/.exec(text);
    if (match === null)
        return undefined;
    const seconds = Number(match[1]) * SECONDS[match[2]];
    return seconds > 0 && seconds <= MAX_SECONDS ? seconds : undefined;
}
/** Formats seconds in the largest unit that divides them, except weeks, such as `30d`. */
function showDuration(seconds) {
    const [unit, length] = Object.entries(SECONDS).findLast(([unit, length]) => unit !== 'w' && seconds % length === 0) ?? ['s', 1];
    return `${seconds / length}${unit}`;
}


/***/ }),

/***/ 2658:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OI: () => (/* binding */ parseSdkVersion),
/* harmony export */   RL: () => (/* binding */ LOADER_OPTIONS),
/* harmony export */   hy: () => (/* binding */ formatLoader)
/* harmony export */ });
/** The Loader Script's options, in display order. */
const LOADER_OPTIONS = ['replay', 'performance', 'debug', 'feedback', 'logs-and-metrics'];
/** A comma-separated list of the options, or `none`. */
function formatLoader(loader) {
    const named = LOADER_OPTIONS.filter((option) => loader.has(option));
    return named.length === 0 ? 'none' : named.join(', ');
}
/** Reads a browser SDK version, such as `10.x` or `10.3.1`. Sentry's answers list the offered versions. */
function parseSdkVersion(text) {
    return /^[0-9a-z][0-9a-z.-]{0,19}$/i.test(text) ? text : undefined;
}


/***/ }),

/***/ 1473:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ MODES),
/* harmony export */   Gk: () => (/* binding */ QUALIFIERS),
/* harmony export */   Jc: () => (/* binding */ MODE_NAMES),
/* harmony export */   Vt: () => (/* binding */ modesWith),
/* harmony export */   gx: () => (/* binding */ ONLY_SOME),
/* harmony export */   qI: () => (/* binding */ DESTINATIONS),
/* harmony export */   yy: () => (/* binding */ SETTINGS)
/* harmony export */ });
/** The inputs for the settings of a key. */
const SETTINGS = ['rate-limit', 'sdk-version', 'loader'];
const NEW_PROJECT = ['create-project', 'team', 'platform'];
/** The inputs that name where DSNs are stored. `retire` removes them from there. */
const STORED = [
    ...['secret-name', 'secret-stores', 'variable-name'],
    ...['github-repository', 'github-environment', 'github-organization'],
];
/** The inputs that name where a DSN goes. */
const DESTINATIONS = ['env-name', ...STORED, 'github-visibility'];
/**
 * The rules of each mode, including inputs that only some modes use. Checks, errors and the README's table derive from
 * them.
 */
const MODES = {
    ensure: {
        found: 'use it; change a setting that differs',
        missing: 'create it',
        scope: 'project:write',
        writes: 'creates, updates',
        needs: [],
        inputs: [...SETTINGS, 'use-case', 'max-changes', ...NEW_PROJECT, ...DESTINATIONS],
    },
    update: {
        found: 'use it; change a setting that differs',
        missing: 'fail',
        scope: 'project:write',
        writes: 'updates',
        needs: ['name'],
        inputs: [...SETTINGS, 'names', 'max-changes', ...DESTINATIONS],
    },
    rotate: {
        found: 'use it if it is younger than `max-age`; otherwise replace it by a new one',
        missing: 'create it',
        scope: 'project:write',
        writes: 'creates, updates, retires',
        needs: ['name', 'max-age', 'grace'],
        inputs: [...[...SETTINGS, 'use-case', 'max-age', 'grace', 'retire-method', 'max-changes'], ...DESTINATIONS],
    },
    create: {
        found: 'create another one, without looking',
        missing: 'create it',
        scope: 'project:write',
        writes: 'creates',
        needs: [],
        inputs: [
            ...[...SETTINGS, 'use-case', 'ephemeral', 'retire-method', 'max-changes'],
            ...[...NEW_PROJECT, ...DESTINATIONS],
        ],
    },
    find: {
        found: 'use it',
        missing: 'fail',
        scope: 'project:read',
        writes: 'nothing',
        needs: [],
        inputs: ['names', ...DESTINATIONS],
    },
    retire: {
        found: 'retire all of them',
        missing: 'nothing',
        scope: 'project:write',
        writes: 'retires',
        needs: ['name'],
        inputs: ['names', 'retire-method', 'max-age', 'max-changes', ...STORED],
    },
};
const MODE_NAMES = Object.keys(MODES);
/** The inputs that only some modes use. */
const ONLY_SOME = [...new Set(MODE_NAMES.flatMap((mode) => MODES[mode].inputs))];
/** The modes that use an input of {@link ONLY_SOME}, as an error lists them. */
function modesWith(input) {
    return MODE_NAMES.filter((mode) => MODES[mode].inputs.includes(input))
        .map((mode) => `mode: ${mode}`)
        .join(', ');
}
/** Inputs that only qualify other inputs, at least one of which is required. */
const QUALIFIERS = {
    'secret-stores': ['secret-name'],
    'github-repository': ['secret-name', 'variable-name'],
    'github-environment': ['secret-name', 'variable-name'],
    'github-organization': ['secret-name', 'variable-name'],
    'github-visibility': ['github-organization'],
    team: ['create-project'],
    platform: ['create-project'],
    'max-changes': ['keys', 'projects', 'names'],
};


/***/ }),

/***/ 1666:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Pt: () => (/* binding */ isPattern),
/* harmony export */   cK: () => (/* binding */ matches),
/* harmony export */   uv: () => (/* binding */ isMatch)
/* harmony export */ });
/* unused harmony export hasPattern */
/** Whether this is a pattern. `*` matches zero or more characters; everything else is literal. */
function isPattern(text) {
    return text.includes('*');
}
/** Whether any inclusion is a pattern. */
function hasPattern({ included }) {
    return included.some(isPattern);
}
/** Whether a slug or name is included and not excluded. Case-sensitive. */
function matches({ included, excluded }, text) {
    return included.some((one) => isMatch(one, text)) && !excluded.some((one) => isMatch(one, text));
}
/** Whether a pattern matches the whole text, in time that is linear in both. */
function isMatch(pattern, text) {
    const [start = '', ...rest] = pattern.split('*');
    const end = rest.pop();
    if (end === undefined)
        return pattern === text;
    if (!text.startsWith(start) || !text.slice(start.length).endsWith(end))
        return false;
    let at = start.length;
    for (const part of rest) {
        const found = text.indexOf(part, at);
        if (found === -1)
            return false;
        at = found + part.length;
    }
    return at <= text.length - end.length;
}


/***/ }),

/***/ 7978:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I0: () => (/* binding */ planToUse),
/* harmony export */   I_: () => (/* binding */ keysLeftOver),
/* harmony export */   LD: () => (/* binding */ decide),
/* harmony export */   N0: () => (/* binding */ changesIn),
/* harmony export */   RV: () => (/* binding */ settingsIn),
/* harmony export */   Xi: () => (/* binding */ candidates),
/* harmony export */   Yu: () => (/* binding */ isWanted),
/* harmony export */   c3: () => (/* binding */ listOf),
/* harmony export */   df: () => (/* binding */ describePlan),
/* harmony export */   pq: () => (/* binding */ countOf),
/* harmony export */   s5: () => (/* binding */ simplePlan),
/* harmony export */   sG: () => (/* binding */ outcomeOf),
/* harmony export */   wm: () => (/* binding */ decideMatches)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8992);
/* harmony import */ var _client_key_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3972);
/* harmony import */ var _desired_key_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6949);
/* harmony import */ var _drift_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(338);
/* harmony import */ var _patterns_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(1666);
/* harmony import */ var _rotation_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(831);







/** Whether a key with the given name matters to a step. If the step has no name, every key does. */
function isWanted({ mode, name }, given) {
    if (name === undefined || given === name)
        return true;
    return (mode === 'rotate' || mode === 'retire') && (0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .setAsideDay */ .hi)(name, given) !== undefined;
}
/**
 * The active keys that a step applies to, oldest first. A step without a name applies to the project's own key:
 * `Default`, or else the oldest key that no rotation set aside.
 */
function candidates({ name }, keys) {
    const active = keys.filter(({ isActive }) => isActive);
    if (name !== undefined)
        return active.filter((key) => key.name === name);
    const defaults = active.filter((key) => key.name === _client_key_js__WEBPACK_IMPORTED_MODULE_5__/* .DEFAULT_KEY */ .u);
    return defaults.length > 0 ? defaults : active.filter((key) => !(0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .isSetAside */ .JA)(key.name)).slice(0, 1);
}
/** A plan with only an action and settings. */
function simplePlan(action, settings = {}) {
    return { action, settings, drift: [], retire: [], due: [] };
}
/** A plan to use a key and fix its drift. */
function planToUse(key, settings) {
    return { ...simplePlan('use', settings), key, drift: (0,_drift_js__WEBPACK_IMPORTED_MODULE_3__/* .driftOf */ .$p)(settings, key) };
}
/**
 * Makes the plan for an existing project.
 *
 * @throws {Failure} when the plan depends on how old keys are, but the server sends no date
 */
function decide(desired, seen) {
    const { mode } = desired;
    const settings = settingsIn(desired);
    if (mode === 'create')
        return simplePlan('create', settings);
    const active = candidates(desired, seen.keys);
    if (mode === 'retire')
        return planToRetire(seen.keys, desired, seen);
    if (mode === 'rotate')
        return decideRotation(desired, active, seen);
    const [oldest] = active;
    if (oldest !== undefined)
        return planToUse(oldest, settings);
    return simplePlan(mode === 'ensure' ? 'create' : 'none', settings);
}
/**
 * A plan to retire the given keys that are active. With `max-age`, it only includes older keys, and keys that a
 * rotation set aside whose day is over. It then keeps keys that are in use.
 */
function planToRetire(keys, { maxAge }, seen) {
    const active = keys.filter(({ isActive }) => isActive);
    const isDue = (key, age) => {
        const serverTime = requireTime(seen);
        return (0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .isSetAside */ .JA)(key.name)
            ? (0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .dueKeys */ .Jo)((0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .nameBefore */ .H7)(key.name), [key], serverTime).length > 0
            : (0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .isOlder */ .tW)(key, age, serverTime);
    };
    const due = maxAge === undefined ? [] : active.filter((key) => isDue(key, maxAge));
    const retire = maxAge === undefined ? active : [];
    const { serverTime } = seen;
    return { ...simplePlan(retire.length + due.length > 0 ? 'retire' : 'none'), retire, due, serverTime };
}
/**
 * Makes a plan for each active key that matches the patterns, oldest first. A key that a rotation set aside belongs to
 * that rotation, so it is not changed. The key `Default` is never retired.
 *
 * @throws {Failure} when keys are retired by age, but the server sends no date
 */
function decideMatches(desired, names, { keys, ...seen }) {
    const active = keys.filter(({ isActive }) => isActive);
    if (desired.mode !== 'retire') {
        return active
            .filter(({ name }) => (0,_patterns_js__WEBPACK_IMPORTED_MODULE_6__/* .matches */ .cK)(names, name) && (desired.mode === 'find' || !(0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .isSetAside */ .JA)(name)))
            .map((key) => ({ key, plan: planToUse(key, settingsIn(desired)) }));
    }
    return active
        .filter(({ name }) => name !== _client_key_js__WEBPACK_IMPORTED_MODULE_5__/* .DEFAULT_KEY */ .u && (0,_patterns_js__WEBPACK_IMPORTED_MODULE_6__/* .matches */ .cK)(names, (0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .nameBefore */ .H7)(name)))
        .map((key) => ({ key, plan: planToRetire([key], desired, { ...seen, keys }) }))
        .filter(({ plan }) => plan.action === 'retire');
}
/** Picks only the settings of a desired key. */
function settingsIn({ rateLimit, sdkVersion, loader }) {
    return { rateLimit, sdkVersion, loader };
}
/**
 * Uses the newest key if it is young enough, and replaces it otherwise. Older active keys are leftovers of earlier
 * rotations.
 */
function decideRotation(desired, active, seen) {
    const { name = '', maxAge = 0, grace } = desired;
    const serverTime = requireTime(seen);
    const settings = settingsIn(desired);
    const due = (0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .dueKeys */ .Jo)(name, seen.keys, serverTime);
    const newest = active.at(-1);
    if (newest === undefined)
        return { ...simplePlan('create', settings), due, serverTime };
    const until = grace === undefined ? undefined : (0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .lastDay */ .NY)(serverTime, grace);
    const rest = { until, due, serverTime };
    if (!(0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .isOlder */ .tW)(newest, maxAge, serverTime)) {
        return { ...planToUse(newest, settings), retire: active.slice(0, -1), ...rest };
    }
    const next = (0,_rotation_js__WEBPACK_IMPORTED_MODULE_4__/* .settingsOfNext */ .sF)(settings, newest, seen.sdkVersions);
    return { ...simplePlan('rotate', next), retire: active, ...rest };
}
/** @throws {Failure} when a server sends no date */
function requireTime({ serverTime }) {
    if (serverTime !== undefined)
        return serverTime;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR("Sentry's response has no Date header, so the age of a client key cannot be computed. Let the proxy in " +
        'between pass the Date header on.');
}
/** The outcome of a plan that is carried out. */
function outcomeOf({ action, drift, retire }) {
    switch (action) {
        case 'create-project':
        case 'create':
            return 'created';
        case 'rotate':
            return 'rotated';
        case 'use':
            if (retire.length > 0)
                return 'rotated';
            return drift.length > 0 ? 'updated' : 'reused';
        case 'retire':
            return 'retired';
        case 'none':
            return 'absent';
    }
}
/** How many keys and projects a plan creates, changes or retires. */
function changesIn({ action, drift, retire, due }) {
    const made = { 'create-project': 2, create: 1, rotate: 1, use: Math.min(1, drift.length), retire: 0, none: 0 };
    return made[action] + retire.length + due.length;
}
/** The keys that a plan deals with last: first those it replaces, then those whose grace is over. */
function keysLeftOver({ retire, due }) {
    return [...retire, ...due];
}
/**
 * Describes a plan in words that follow "would …".
 *
 * @param project `organization/project`
 */
function describePlan(plan, desired, project) {
    const { action, key, drift, retire, until, due } = plan;
    const title = key === undefined ? (0,_desired_key_js__WEBPACK_IMPORTED_MODULE_2__/* .keyTitle */ .Gv)(desired) : `client key ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(key.name)}`;
    const name = (0,_desired_key_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOfNew */ .Jt)(desired);
    const newKey = name === undefined ? (0,_desired_key_js__WEBPACK_IMPORTED_MODULE_2__/* .keyTitle */ .Gv)(desired) : `client key ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)}`;
    const set = until === undefined ? '' : ` aside until ${until}`;
    const verb = until === undefined ? 'retire' : 'set';
    const older = retire.length === 0 ? [] : [`${verb} ${countOf(retire.length)}${set}`];
    const over = due.length === 0 ? [] : [`retire ${countOf(due.length)} whose grace is over, unless they still receive events`];
    const change = drift.length === 0 ? [] : [`change its ${(0,_drift_js__WEBPACK_IMPORTED_MODULE_3__/* .describeDrift */ .ZP)(drift)}`];
    const parts = {
        'create-project': [`create the project ${project} and use the client key that comes with it`],
        create: [`create the ${newKey}`, ...over],
        use: [`use the ${title}`, ...change, ...older, ...over],
        rotate: [`create another ${newKey} and deliver it`, ...older, ...over],
        retire: [
            ...(retire.length === 0 ? [] : [`retire ${countOf(retire.length)}: ${listOf(retire.map((one) => one.name))}`]),
            ...(due.length === 0 ? [] : [`retire ${listOf(due.map((one) => one.name))}, unless still in use`]),
        ],
        none: [`do nothing, because there is no active ${title}`],
    };
    return parts[action].join(', then ');
}
/** Such as `2 client keys`. */
function countOf(count) {
    return count === 1 ? '1 client key' : `${count} client keys`;
}
/** Lists names within a sentence, without duplicates and at most ten of them. */
function listOf(names) {
    const once = [...new Set(names)];
    const rest = once.length - 10;
    const listed = once.slice(0, 10).map(_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD).join(', ');
    return rest > 0 ? `${listed} and ${rest} more` : listed;
}


/***/ }),

/***/ 138:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ newProgress),
/* harmony export */   q: () => (/* binding */ hasWritten)
/* harmony export */ });
/**
 * @param place the project, with its new slug once Sentry reported that it was renamed
 * @param now the time on this machine's clock, in milliseconds
 */
function newProgress(desired, place, isDryRun, now) {
    return {
        desired,
        place,
        isDryRun,
        /** `undefined` until the look is over. */
        plan: undefined,
        projectCreated: 'no',
        /** `no` again if this run removed the key that it created. */
        keyCreated: 'no',
        /** The current state of the key that this run works with. */
        key: undefined,
        /** When the key was last seen, in milliseconds on this machine's clock. */
        seenAt: now,
        /** The places that have the DSN, in words. In a dry run, the places that would get it. */
        delivered: [],
        undelivered: [],
        /** The secrets and variables that were removed. */
        takenBack: [],
        /** Whether the DSN reached every destination. */
        isDelivered: false,
        /** Whether a setting of the key was changed. */
        isUpdated: false,
        /** How many keys are retired. */
        retired: 0,
        /** How many keys were set aside. */
        setAside: 0,
        /** How many keys of the plan are dealt with: retired, set aside, or left because they are in use. */
        dealtWith: 0,
        /** Whether nothing was changed because the step would exceed `max-changes`. */
        isHeldBack: false,
        /** Whether everything is done. */
        isComplete: false,
        /** The error, if the run failed. */
        failure: undefined,
    };
}
/** Whether a run wrote to Sentry, or might have. */
function hasWritten(progress) {
    const { projectCreated, keyCreated, isUpdated, retired, setAside } = progress;
    return projectCreated !== 'no' || keyCreated !== 'no' || isUpdated || retired + setAside > 0;
}


/***/ }),

/***/ 4333:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H5: () => (/* binding */ parseRateLimit),
/* harmony export */   X5: () => (/* binding */ showRateLimit),
/* harmony export */   bm: () => (/* binding */ formatRateLimit),
/* harmony export */   uA: () => (/* binding */ sameRateLimit),
/* harmony export */   zH: () => (/* binding */ RATE_LIMIT_GRAMMAR)
/* harmony export */ });
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
function showRateLimit(limit) {
    if (limit === null)
        return 'none';
    const { count, window } = limit;
    if (window % 3600 === 0)
        return `${count}/${window / 3600}h`;
    return window % 60 === 0 ? `${count}/${window / 60}m` : `${count}/${window}s`;
}
/** Whether two limits are equal, or both absent. */
function sameRateLimit(a, b) {
    return a?.count === b?.count && a?.window === b?.window;
}


/***/ }),

/***/ 831:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H7: () => (/* binding */ nameBefore),
/* harmony export */   JA: () => (/* binding */ isSetAside),
/* harmony export */   Jo: () => (/* binding */ dueKeys),
/* harmony export */   NY: () => (/* binding */ lastDay),
/* harmony export */   hi: () => (/* binding */ setAsideDay),
/* harmony export */   mX: () => (/* binding */ setAsideName),
/* harmony export */   ro: () => (/* binding */ MAX_NAME_TO_SET_ASIDE),
/* harmony export */   sF: () => (/* binding */ settingsOfNext),
/* harmony export */   tW: () => (/* binding */ isOlder)
/* harmony export */ });
const DAY_MS = 24 * 3600 * 1000;
/** The suffix on the name of a key that was set aside. It holds the last day on which the key keeps working. */
const SUFFIX = / \(until ([0-9]{4}-[0-9]{2}-[0-9]{2})\)$/;
/** The longest name, in characters, that leaves room for the suffix. Sentry limits names to 64. */
const MAX_NAME_TO_SET_ASIDE = 64 - ' (until YYYY-MM-DD)'.length;
/** The new name for a key that is set aside. The key keeps working, but no look finds it by its old name. */
function setAsideName(name, day) {
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


/***/ }),

/***/ 9812:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KL: () => (/* binding */ asAnswered),
/* harmony export */   Me: () => (/* binding */ failureAbout),
/* harmony export */   i: () => (/* binding */ explainNoResponse),
/* harmony export */   uz: () => (/* binding */ askedTo)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8992);
/* harmony import */ var _model_base_url_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1424);



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
function failureAbout(question, write, options = {}, Kind = _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) {
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
    const withCode = message.includes(code) ? (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(message) : `${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(message)} (${code})`;
    const why = timedOut ? 'the time was up' : withCode;
    return failureAbout(question, (asked) => `No answer from ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_2__/* .addressOf */ .ci)(asked.baseUrl)} when it was asked to ${askedTo(asked)}: ${why}. ` +
        hint.replace('{setting}', setting), { cause, unavailable: question.baseUrl });
}
/** A server's words, if any, and its status, as the end of a sentence. */
function asAnswered(said, status) {
    return said === '' ? ` (${status})` : `: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(said)} (${status})`;
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


/***/ }),

/***/ 4990:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  $: () => (/* binding */ NoResponse),
  N: () => (/* binding */ connect)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
var external_node_http_default = /*#__PURE__*/__nccwpck_require__.n(external_node_http_);
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
var external_node_https_default = /*#__PURE__*/__nccwpck_require__.n(external_node_https_namespaceObject);
// EXTERNAL MODULE: ./src/net/proxy.ts + 1 modules
var net_proxy = __nccwpck_require__(577);
;// CONCATENATED MODULE: ./src/net/http.ts



/** The error for a missing or incomplete response. */
class NoResponse extends Error {
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
    const proxy = (0,net_proxy/* proxyFor */.i)(baseUrl);
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
                reject(new NoResponse(cause, maybeReceived, timedOut));
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


/***/ }),

/***/ 4457:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Et: () => (/* binding */ isNumber),
/* harmony export */   KH: () => (/* binding */ isText),
/* harmony export */   Kg: () => (/* binding */ isString),
/* harmony export */   Lm: () => (/* binding */ isBoolean),
/* harmony export */   eB: () => (/* binding */ asObject),
/* harmony export */   qF: () => (/* binding */ parseJson)
/* harmony export */ });
/** Reads foreign JSON without trusting that a member exists or has a certain type. */
/** The nesting depth that `JSON.stringify` can surely write. */
const SAFE_DEPTH = 2000;
/** Parses JSON; `undefined` if the text is not JSON, or is nested too deeply to be written again. */
function parseJson(text) {
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
function asObject(value) {
    return typeof value === 'object' && value !== null ? value : {};
}
function isString(value) {
    return typeof value === 'string';
}
function isNumber(value) {
    return typeof value === 'number';
}
function isBoolean(value) {
    return typeof value === 'boolean';
}
/** Whether this is a non-empty string. */
function isText(value) {
    return isString(value) && value !== '';
}


/***/ }),

/***/ 577:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ proxyFor)
});

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
// EXTERNAL MODULE: ./src/failure.ts
var failure = __nccwpck_require__(1633);
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
    throw new failure/* Failure */.HR(`The variable ${name} does not name a proxy that can be used: set its address, such as ` +
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


/***/ }),

/***/ 2413:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CI: () => (/* binding */ isSurelyNotDone),
/* harmony export */   Vs: () => (/* binding */ retryAfterMs),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   oJ: () => (/* binding */ isSuccess),
/* harmony export */   uE: () => (/* binding */ RetryingClient)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8992);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4990);


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
                last = result instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$ && result.timedOut ? (last ?? result) : result;
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
            return new _http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$('no time was left to ask', false, true);
        try {
            return await this.#send(request, Math.floor(most), (milliseconds) => {
                this.#budget.giveBack(milliseconds);
            });
        }
        catch (error) {
            if (error instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$)
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
        const asked = result instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$ ? undefined : retryAfterMs(result.headers);
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
function isTransient(result) {
    return result instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$ || [429, 500, 502, 503, 504].includes(result.status);
}
/** Whether the server certainly did nothing, so any request may be sent again. */
function isSurelyNotDone(result) {
    return result instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$ ? !result.maybeReceived : result.status === 429;
}
/** Whether a result is a success, 200 to 299. */
function isSuccess(result) {
    return !(result instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$) && result.status >= 200 && result.status <= 299;
}
/** The maximum number of attempts. Some failures are unlikely to pass before the time is up. */
function mostAttempts(result) {
    if (!(result instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$))
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
    if (!(result instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$))
        return `${server} answered ${result.status}`;
    if (result.timedOut)
        return `${server} did not answer in time`;
    return `No answer from ${server}: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(result.message)}`;
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


/***/ }),

/***/ 7844:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  V: () => (/* binding */ nodeRuntime),
  Q: () => (/* binding */ openTraced)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./package.json
const package_namespaceObject = {"rE":"1.0.0"};
// EXTERNAL MODULE: ./src/net/http.ts + 1 modules
var http = __nccwpck_require__(4990);
;// CONCATENATED MODULE: ./src/net/runtime.ts




/** The network and the clock of this process. */
function nodeRuntime(log) {
    const { versions, platform } = process;
    return {
        connect: http/* connect */.N,
        clock: { now: () => performance.now(), sleep: (milliseconds) => (0,promises_namespaceObject.setTimeout)(milliseconds) },
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


/***/ }),

/***/ 6510:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Er: () => (/* binding */ retiredMeanwhile),
/* harmony export */   LO: () => (/* binding */ removeOwn),
/* harmony export */   LU: () => (/* binding */ deactivate),
/* harmony export */   Zg: () => (/* binding */ change)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _model_drift_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(338);
/* harmony import */ var _model_base_url_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1424);
/* harmony import */ var _sentry_change_keys_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2652);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8992);





/**
 * @returns the key after the change, which is also in `run.progress`
 * @throws {Failure} when the change fails, or when the key is gone
 */
async function change(key, patch, run) {
    const { session, progress } = run;
    if (patch === undefined)
        return key;
    (0,_model_drift_js__WEBPACK_IMPORTED_MODULE_1__/* .requireOffered */ .zG)(patch, key.sdkVersions);
    const changed = await (0,_sentry_change_keys_js__WEBPACK_IMPORTED_MODULE_2__/* .updateKey */ .v2)(session, key, patch);
    if (changed?.isActive === true) {
        progress.key = changed;
        return changed;
    }
    progress.keyCreated = 'no';
    progress.key = undefined;
    throw retiredMeanwhile(key.name, session);
}
function retiredMeanwhile(name, session) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`The client key ${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(name)} was retired by another run or in Sentry while this step ran. Check ` +
        `${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_4__/* .keysPage */ .ej)(session)} and run the job again.`);
}
/** @throws {Failure} when the call fails, or when the server ignores it, as GlitchTip does */
async function deactivate(key, { session }) {
    const updated = await (0,_sentry_change_keys_js__WEBPACK_IMPORTED_MODULE_2__/* .updateKey */ .v2)(session, key, { isActive: false });
    if (updated?.isActive !== true)
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`Sentry accepted the call that deactivates the client key ${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(key.name)}, but the key is still ` +
        'active. This server cannot deactivate keys: set retire-method: delete.');
}
/**
 * Deletes a key that this run created, or deactivates it if the token cannot delete keys.
 *
 * @throws {Failure} when neither works
 */
async function removeOwn(own, run) {
    if ((await (0,_sentry_change_keys_js__WEBPACK_IMPORTED_MODULE_2__/* .deleteKey */ .l0)(run.session, own)) !== undefined)
        await deactivate(own, run);
}


/***/ }),

/***/ 618:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ep: () => (/* binding */ conclude),
  wK: () => (/* binding */ listOnceVisible),
  UK: () => (/* binding */ listWanted),
  Gz: () => (/* binding */ lookInProject),
  aY: () => (/* binding */ proposeCreation)
});

// EXTERNAL MODULE: ./src/failure.ts
var failure = __nccwpck_require__(1633);
// EXTERNAL MODULE: ./src/model/client-key.ts
var client_key = __nccwpck_require__(3972);
// EXTERNAL MODULE: ./src/model/drift.ts
var drift = __nccwpck_require__(338);
// EXTERNAL MODULE: ./src/model/base-url.ts
var base_url = __nccwpck_require__(1424);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __nccwpck_require__(8992);
// EXTERNAL MODULE: ./src/model/desired-key.ts
var desired_key = __nccwpck_require__(6949);
// EXTERNAL MODULE: ./src/model/plan.ts
var model_plan = __nccwpck_require__(7978);
;// CONCATENATED MODULE: ./src/model/names.ts




/**
 * Reduces a name to compare it with similar spellings. Drops case, blanks, dashes, invisible marks and look-alike
 * forms.
 */
function lettersOf(name) {
    return name
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\s_\u00ad\u200b-\u200f\u2060\ufeff-]+/g, '');
}
/** Explains why there is no key to use. Lists existing and similar names, and a deactivated key with the name. */
function explainMiss(desired, seen, place) {
    const { name } = desired;
    const active = activeNames(seen).all;
    const similar = similarTo(name, seen);
    const inactive = deactivatedOf(desired, seen, place);
    const named = name === undefined ? '' : ` named ${(0,src_text/* quote */.hD)(name)}`;
    return (`There is no active client key${named} in ${(0,base_url/* projectOf */.v8)(place)}.` +
        (similar.length === 0 ? '' : ` Did you mean ${(0,model_plan/* listOf */.c3)(similar)}?`) +
        (inactive === '' ? '' : ` ${inactive} Activate it there, or use another.`) +
        (active.length === 0 ? '' : ` The active client keys are ${(0,model_plan/* listOf */.c3)(active)}.`));
}
/** Warns of duplicates of the key that a plan uses, or of existing keys like the one that it creates. */
function warningsAbout({ action }, desired, seen, place) {
    if (action === 'use' && desired.mode !== 'rotate') {
        const { length } = (0,model_plan/* candidates */.Xi)(desired, seen.keys);
        if (length < 2)
            return [];
        return [
            `There are ${length} active client keys named ${(0,src_text/* quote */.hD)((0,desired_key/* nameOfNew */.Jt)(desired) ?? '')} in ` +
                `${(0,base_url/* projectOf */.v8)(place)}. The oldest is used.`,
        ];
    }
    if (action !== 'create')
        return [];
    const similar = similarTo(desired.name, seen);
    const inactive = deactivatedOf(desired, seen, place);
    return [
        similar.length > 0 &&
            `There is no active ${(0,desired_key/* keyTitle */.Gv)(desired)}, but there is ${(0,model_plan/* listOf */.c3)(similar)}. A new one is created. If you ` +
                'mean the existing one, use its exact name.',
        inactive !== '' && `${inactive} A new one is created beside it.`,
    ].filter((text) => text !== false);
}
/** Cached because thousands of items in a list can ask for the names from the same look. */
const namesOf = new WeakMap();
function activeNames(seen) {
    const known = namesOf.get(seen);
    if (known !== undefined)
        return known;
    const all = [...new Set([...seen.keys, ...seen.others].filter(({ isActive }) => isActive).map(({ name }) => name))];
    const names = { all, byLetters: Map.groupBy(all, lettersOf) };
    namesOf.set(seen, names);
    return names;
}
/** Only includes names that a reader can tell apart from the given one when both are shown. */
function similarTo(name, seen) {
    if (name === undefined)
        return [];
    const similar = activeNames(seen).byLetters.get(lettersOf(name)) ?? [];
    return similar.filter((other) => (0,src_text/* quote */.hD)(other) !== (0,src_text/* quote */.hD)(name));
}
function deactivatedOf(desired, { keys }, place) {
    const name = (0,desired_key/* nameOfNew */.Jt)(desired);
    const key = keys.find((one) => !one.isActive && one.name === name);
    return key === undefined ? '' : `A deactivated client key has this name: ${(0,base_url/* keyPage */.jc)(place, key.id)}.`;
}

// EXTERNAL MODULE: ./src/sentry/listing.ts
var listing = __nccwpck_require__(9079);
// EXTERNAL MODULE: ./src/phases/timing.ts
var timing = __nccwpck_require__(3044);
;// CONCATENATED MODULE: ./src/phases/look.ts







/**
 * Looks at the keys of the project. If concurrent runs share a key, it looks late enough for all of them to pick the
 * same one; see docs/reliability.md.
 *
 * @throws {Failure} when Sentry refuses or cannot be reached, when there is no key to use, or when Sentry does not
 *   offer the SDK version
 */
async function lookInProject(run) {
    const { desired, progress } = run;
    try {
        return await (desired.mode === 'create' ? lookAtProject(run) : lookAtKeys(run));
    }
    catch (error) {
        if (!(error instanceof failure/* NoProject */.zC))
            throw error;
        if (desired.newProject === undefined)
            throw proposeCreation(error, run);
        progress.plan = (0,model_plan/* simplePlan */.s5)('create-project', (0,model_plan/* settingsIn */.RV)(desired));
        return undefined;
    }
}
/** The error for a missing project that the step was not asked to create. Suggests creating it if the mode can. */
function proposeCreation(error, { desired }) {
    const { mode } = desired;
    if (mode !== 'ensure' && mode !== 'create')
        return error;
    const { message, reason, cause } = error;
    const hint = 'If the project does not exist yet, create-project: true with team creates it.';
    return new failure/* Failure */.HR(`${message} ${hint}`, { cause, reason: `${reason} ${hint}` });
}
/**
 * `create` ignores existing keys. It only needs to know whether the project exists, and which SDK versions there are.
 */
async function lookAtProject({ desired, session, progress }) {
    const { newProject, sdkVersion } = desired;
    progress.plan = (0,model_plan/* simplePlan */.s5)('create', (0,model_plan/* settingsIn */.RV)(desired));
    if (progress.isDryRun || newProject !== undefined || sdkVersion !== undefined) {
        (0,drift/* requireOffered */.zG)(desired, (await (0,listing/* listKeys */.TH)(session, () => false, 1)).sdkVersions);
    }
    return undefined;
}
async function lookAtKeys(run) {
    const { desired } = run;
    let listing = await listAll(run);
    let plan = (0,model_plan/* decide */.LD)(desired, listing);
    for (let look = 0; look < (0,timing/* mostLooks */.Oh)(desired.mode); look++) {
        // The key might be about to give way to an older one from the same moment.
        if (plan.key === undefined || !(0,timing/* isUnsettled */.P4)(plan.key, listing, desired.mode))
            break;
        listing = await listOnceVisible(run);
        plan = (0,model_plan/* decide */.LD)(desired, listing);
    }
    return conclude(plan, listing, run);
}
/**
 * Records the result of a look in `run.progress`, and warns of similar, duplicate or deactivated keys.
 *
 * @throws {Failure} when there is no key to use, or when Sentry does not offer the SDK version
 */
function conclude(plan, listing, run) {
    const { desired, session, progress } = run;
    progress.plan = plan;
    progress.key = plan.key;
    progress.seenAt = listing.askedAt;
    if (plan.action === 'none' && !desired.mayBeAbsent) {
        throw new failure/* Failure */.HR(explainMiss(desired, listing, session), { reason: 'There is no such active client key.' });
    }
    const asked = plan.action === 'use' ? plan.drift.map(({ patch }) => patch) : [plan.settings];
    for (const settings of asked)
        (0,drift/* requireOffered */.zG)(settings, listing.sdkVersions);
    const isOld = (key) => !(0,timing/* isRecent */.Kb)(key, listing, timing/* DUPLICATE_STAYS_MS */.mY);
    const seen = plan.action === 'use' ? { ...listing, keys: listing.keys.filter(isOld) } : listing;
    for (const warning of warningsAbout(plan, desired, seen, session))
        session.log.warning(warning);
    return new Set(listing.keys.filter(({ name }) => (0,model_plan/* isWanted */.Yu)(desired, name)).map(({ id }) => id));
}
/** Waits until every key dated before now is visible, and lists the keys again. */
async function listOnceVisible(run) {
    await (0,timing/* pauseBeforeLook */.bz)(run.session, timing/* VISIBILITY_DELAY_MS */.kA);
    return listWanted(run);
}
function listWanted({ desired, session }) {
    return (0,listing/* listKeys */.TH)(session, (name) => (0,model_plan/* isWanted */.Yu)(desired, name));
}
/**
 * Lists the keys that matter. If another run deletes keys meanwhile, others move to a page that was already read and
 * are missed. If that could create a duplicate or leave a key active, a list of several pages is read again.
 */
async function listAll(run) {
    const { desired } = run;
    const listing = await (desired.newProject === undefined
        ? listWanted(run)
        : (await __nccwpck_require__.e(/* import() */ 634).then(__nccwpck_require__.bind(__nccwpck_require__, 7253))).listSettled(run));
    const isEnough = (0,model_plan/* candidates */.Xi)(desired, listing.keys).length > 0 && !['retire', 'rotate'].includes(desired.mode);
    return listing.pages === 1 || isEnough ? listing : merge(listing, await listWanted(run));
}
/** Combines two listings. A key in both is taken from the later one. */
function merge(earlier, later) {
    const seen = new Set(later.keys.map(({ id }) => id));
    const missed = earlier.keys.filter(({ id }) => !seen.has(id));
    return { ...later, keys: (0,client_key/* oldestFirst */.s)([...later.keys, ...missed].reverse()) };
}


/***/ }),

/***/ 5597:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  vt: () => (/* binding */ obtain_create),
  AH: () => (/* binding */ obtain),
  hL: () => (/* binding */ withoutDoubt)
});

// EXTERNAL MODULE: ./src/failure.ts
var failure = __nccwpck_require__(1633);
// EXTERNAL MODULE: ./src/model/desired-key.ts
var desired_key = __nccwpck_require__(6949);
// EXTERNAL MODULE: ./src/model/drift.ts
var model_drift = __nccwpck_require__(338);
// EXTERNAL MODULE: ./src/model/dsn.ts
var dsn = __nccwpck_require__(7696);
// EXTERNAL MODULE: ./src/model/plan.ts
var model_plan = __nccwpck_require__(7978);
// EXTERNAL MODULE: ./src/sentry/change-keys.ts
var change_keys = __nccwpck_require__(2652);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __nccwpck_require__(8992);
// EXTERNAL MODULE: ./src/model/client-key.ts
var client_key = __nccwpck_require__(3972);
// EXTERNAL MODULE: ./src/phases/change.ts
var change = __nccwpck_require__(6510);
;// CONCATENATED MODULE: ./src/phases/agree.ts





/**
 * Picks the oldest of the keys that concurrent runs created with one name, so all of these runs use the same key. If
 * this run's key is not the oldest, this run removes it.
 *
 * @param own this run's key; `undefined` if it knows of none, although one that the server created late can turn up
 * @returns the key that stays, which is also in `run.progress`
 * @throws {Failure} when no such key can be determined
 */
async function agree(own, run, listAgain) {
    const { desired, session, progress, newKeyId } = run;
    const name = (0,desired_key/* nameOfNew */.Jt)(desired);
    if (desired.mode === 'create' && own !== undefined)
        return own;
    // The keys that a rotation replaces are older than all of these, so they must be left out.
    const replaced = new Set(progress.plan?.retire.map(({ id }) => id));
    const { keys } = await listAgain();
    const listed = (0,model_plan/* candidates */.Xi)({ ...desired, name }, keys).filter(({ id }) => !replaced.has(id));
    const active = await withOwn(own, listed, run);
    const mine = own ?? active.find(({ id }) => id === newKeyId);
    const [oldest] = active;
    if (oldest === undefined)
        throw (0,change/* retiredMeanwhile */.Er)(name ?? '', session);
    if (oldest.id === own?.id)
        return own;
    if (mine !== undefined && mine.id !== oldest.id)
        await (0,change/* removeOwn */.LO)(mine, run);
    progress.keyCreated = mine?.id === oldest.id ? 'yes' : 'no';
    progress.key = oldest;
    return oldest;
}
/**
 * Adds this run's key to the listed ones, oldest first, if it is active but missing. A list can lag behind, or miss a
 * key while others are deleted. Two runs that each give up their key for the other's would leave none.
 */
async function withOwn(own, listed, { session }) {
    if (own === undefined || listed.some(({ id }) => id === own.id))
        return listed;
    if ((await (0,change_keys/* getKey */.i7)(session, own.id))?.isActive !== true)
        return listed;
    return (0,client_key/* oldestFirst */.s)([own, ...listed].reverse());
}

// EXTERNAL MODULE: ./src/model/base-url.ts
var base_url = __nccwpck_require__(1424);
// EXTERNAL MODULE: ./src/net/retrying-client.ts
var retrying_client = __nccwpck_require__(2413);
// EXTERNAL MODULE: ./src/sentry/create.ts
var create = __nccwpck_require__(5931);
// EXTERNAL MODULE: ./src/sentry/listing.ts
var listing = __nccwpck_require__(9079);
;// CONCATENATED MODULE: ./src/phases/create-once.ts







/**
 * Creates exactly one key. The create request carries an ID that this run chose and that is unique on the server. After
 * a lost answer, looking up that ID shows whether the key exists, and a retry cannot create a duplicate.
 *
 * A server can ignore the ID, as GlitchTip does, and then the lookup never finds it. So a run that has listed the keys
 * with its name lists them again before it retries. If a new key appears, the runs share it, whichever run created it.
 *
 * @returns this run's key, which is also in `run.progress`; `undefined` if there is a key to share
 * @throws {Failure} when the key was not created, or when that cannot be determined; `run.progress` shows which
 */
async function createOnce(knownIds, run) {
    const { session, newKeyId, progress } = run;
    for (let attempt = 1;; attempt++) {
        const isInDoubt = progress.keyCreated === 'maybe';
        const answer = await tryToCreate(run);
        if ('created' in answer) {
            if (isInDoubt && answer.created.id !== newKeyId)
                warnOfOther(run);
            return own(answer.created, run);
        }
        const { unconfirmed, result } = answer;
        const next = 'checking whether the key exists';
        if (!(await session.client.wait(result, attempt, next)))
            throw unconfirmed;
        const found = await (0,change_keys/* getKey */.i7)(session, newKeyId);
        if (found !== undefined)
            return own(found, run);
        if (knownIds !== undefined && (await isAnyNew(knownIds, run)))
            return undefined;
        // The server created the key, but it ignored the ID and its answer cannot be read.
        if ((0,retrying_client/* isSuccess */.oJ)(result))
            throw unconfirmed;
    }
}
/** Sends one create request. A refusal proves nothing about an earlier request whose answer was lost. */
async function tryToCreate(run) {
    const { desired, session, progress, newKeyId } = run;
    const before = progress.keyCreated;
    progress.keyCreated = 'maybe';
    const rateLimit = progress.plan?.settings.rateLimit;
    const body = { name: (0,desired_key/* nameOfNew */.Jt)(desired), rateLimit, useCase: desired.useCase };
    try {
        return await (0,create/* createKey */.c)(session, body, newKeyId);
    }
    catch (error) {
        progress.keyCreated = before;
        const earlier = error instanceof failure/* Failure */.HR ? await findEarlier(before, run) : undefined;
        if (earlier === undefined)
            throw error;
        return { created: earlier };
    }
}
/** Finds the key of an earlier create request whose answer was lost, after a later one was refused. */
async function findEarlier(before, { session, newKeyId }) {
    return before === 'maybe' ? (0,change_keys/* getKey */.i7)(session, newKeyId) : undefined;
}
function own(key, { session, progress }) {
    progress.keyCreated = 'yes';
    progress.key = key;
    progress.seenAt = session.clock.now();
    return key;
}
async function isAnyNew(known, { desired, session }) {
    const { keys } = await (0,listing/* listKeys */.TH)(session, (name) => name === (0,desired_key/* nameOfNew */.Jt)(desired));
    return keys.some(({ id, isActive }) => isActive && !known.has(id));
}
function warnOfOther({ session }) {
    session.log.warning("Sentry's response to a create request was lost, and this server ignores the ID that the request carries. " +
        `An unused duplicate may exist: see ${(0,base_url/* keysPage */.ej)(session)}.`);
}

;// CONCATENATED MODULE: ./src/phases/obtain.ts










/**
 * Creates the planned key and applies its settings right away, so other runs find it complete.
 *
 * @throws {Failure} when the key was not created, or when that cannot be determined; `run.progress` shows which
 */
async function obtain_create(knownIds, run) {
    const own = await createOnce(knownIds, run);
    if (own === undefined)
        return { own, completed: undefined };
    (0,dsn/* requireActive */.wc)(own);
    await requireName(own, run);
    return { own, completed: await complete(own, run).catch(failureOf) };
}
/**
 * Obtains the key that the plan is about. If another run's key from the same moment is used instead, the plan in
 * `run.progress` changes accordingly.
 *
 * @param created the key that the plan creates
 * @returns the key; `undefined` if the plan only retires keys
 * @throws {Failure} when the key cannot be obtained; `run.progress` shows whether one might exist
 */
async function obtain(created, run, listAgain) {
    const { desired, progress } = run;
    if (created !== undefined) {
        const key = await agreeOn(created, run, listAgain);
        const { plan } = progress;
        if (progress.keyCreated === 'yes')
            return key;
        progress.plan = { ...plan, ...(0,model_plan/* planToUse */.I0)(key, plan?.settings ?? desired), ...leftOver(plan) };
    }
    if (progress.plan?.action === 'use')
        return use(progress.plan, run);
    return progress.key;
}
/** The part of a plan about older keys, which stays the same whichever key is used. */
function leftOver(plan) {
    return { retire: plan?.retire ?? [], due: plan?.due ?? [] };
}
async function use(plan, run) {
    const { progress } = run;
    const { key, settings, drift } = plan;
    if (key === undefined || drift.length === 0)
        return key;
    const changed = await (0,change/* change */.Zg)(key, (0,model_drift/* patchFor */.Qp)(drift), run);
    const now = await withoutDoubt(changed, { ...settings, name: undefined, useCase: undefined }, run);
    // A server can accept a change but drop it, every time.
    progress.isUpdated = !(0,model_drift/* sameDrift */.s0)(drift, (0,model_drift/* driftOf */.$p)(settings, now));
    if (!progress.isUpdated)
        progress.plan = { ...plan, drift: [] };
    return now;
}
/**
 * Warns of settings that the server dropped. The answer to a write can lack settings that the server did keep, so the
 * key is read again first (jianyuan/terraform-provider-sentry#843).
 */
async function withoutDoubt(key, asked, { session, progress }) {
    const did = progress.keyCreated === 'yes' ? 'created' : 'changed';
    if ((0,model_drift/* droppedSettings */.UN)(asked, key, did).length === 0)
        return key;
    const now = (await (0,change_keys/* getKey */.i7)(session, key.id)) ?? key;
    for (const warning of (0,model_drift/* droppedSettings */.UN)(asked, now, did))
        session.log.warning(warning);
    progress.key = now;
    return now;
}
/**
 * Gives up a new key if another run created an older one at the same moment.
 *
 * @returns the key that stays
 */
async function agreeOn({ own, completed }, run, listAgain) {
    // Settle on a key before reporting failed settings, so a key that this run does not keep is always removed.
    const agreed = await agree(own, run, listAgain).catch((error) => {
        throw completed instanceof failure/* Failure */.HR ? completed : error;
    });
    if (run.progress.keyCreated !== 'yes')
        return agreed;
    if (completed instanceof failure/* Failure */.HR)
        throw completed;
    const key = own === undefined ? await complete(agreed, run) : (completed ?? own);
    const { useCase } = run.desired;
    return withoutDoubt(key, { ...run.progress.plan?.settings, name: undefined, useCase }, run);
}
/**
 * Removes a new key if the server changed its name. Otherwise the next run would not find it and would create another.
 *
 * @throws {Failure} when the name differs
 */
async function requireName(own, run) {
    const { desired, progress } = run;
    const name = (0,desired_key/* nameOfNew */.Jt)(desired);
    if (name === undefined || name === own.name)
        return;
    await (0,change/* removeOwn */.LO)(own, run);
    progress.keyCreated = 'no';
    progress.key = undefined;
    throw new failure/* Failure */.HR(`Sentry named the new client key ${(0,src_text/* quote */.hD)(own.name)} instead of ${(0,src_text/* quote */.hD)(name)}, so the next run would not ` +
        'find it. The key was removed again. Use a name that this server keeps unchanged.');
}
/** Applies the settings that Sentry ignores in a create request. @throws {Failure} when that fails */
function complete(own, run) {
    const { sdkVersion, loader } = run.progress.plan?.settings ?? {};
    return (0,change/* change */.Zg)(own, (0,model_drift/* patchFor */.Qp)((0,model_drift/* driftOf */.$p)({ sdkVersion, loader }, own)), run);
}
function failureOf(error) {
    if (error instanceof failure/* Failure */.HR)
        return error;
    throw error;
}


/***/ }),

/***/ 3234:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  qN: () => (/* binding */ begin),
  _N: () => (/* binding */ end),
  et: () => (/* binding */ plan),
  r7: () => (/* binding */ runKey)
});

// EXTERNAL MODULE: ./src/failure.ts
var failure = __nccwpck_require__(1633);
// EXTERNAL MODULE: ./src/model/destination.ts
var model_destination = __nccwpck_require__(2161);
// EXTERNAL MODULE: ./src/model/dsn.ts
var dsn = __nccwpck_require__(7696);
// EXTERNAL MODULE: ./src/net/json.ts
var json = __nccwpck_require__(4457);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __nccwpck_require__(8992);
// EXTERNAL MODULE: ./src/workflow/masks.ts
var masks = __nccwpck_require__(92);
// EXTERNAL MODULE: ./src/workflow/outputs.ts
var outputs = __nccwpck_require__(6327);
// EXTERNAL MODULE: ./src/model/base-url.ts
var base_url = __nccwpck_require__(1424);
// EXTERNAL MODULE: ./src/model/rotation.ts
var rotation = __nccwpck_require__(831);
// EXTERNAL MODULE: ./src/sentry/change-keys.ts
var change_keys = __nccwpck_require__(2652);
// EXTERNAL MODULE: ./src/phases/change.ts
var change = __nccwpck_require__(6510);
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
            return (0,change/* deactivate */.LU)(key, run);
        case 'delete': {
            const refusal = await (0,change_keys/* deleteKey */.l0)(run.session, key);
            if (refusal !== undefined)
                throw refusal;
        }
    }
}
/** Whether a key is still active under its name. A key that a rotation replaced is inactive, gone or set aside. */
async function isCurrent(session, key) {
    const now = await (0,change_keys/* getKey */.i7)(session, key.id);
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
    throw new failure/* Failure */.HR('Another run replaced this client key while its DSN was being delivered, so no older key was retired. Run ' +
        'the job again, and give rotations a common concurrency group.');
}
/**
 * Renames a key so only later rotations find it, and leaves it working. A key that is already gone is treated as set
 * aside.
 *
 * @throws {Failure} when that fails, or when the server does not rename keys
 */
async function setAside(key, until, { session }) {
    const name = (0,rotation/* setAsideName */.mX)(key.name, until);
    const changed = await (0,change_keys/* updateKey */.v2)(session, key, { name });
    if (changed === undefined || changed.name === name)
        return;
    throw new failure/* Failure */.HR(`Sentry accepted the call that renames the client key ${(0,src_text/* quote */.hD)(key.name)} to ${(0,src_text/* quote */.hD)(name)}, but the key ` +
        'kept its name. This server cannot rename keys, so a rotation needs grace: none.');
}
/**
 * Whether an old key may be retired. A key that received error events in the last 7 days stays, with a warning. If
 * Sentry has no usage figures, the key's age decides, but `retire` does not delete it.
 */
async function mayRetire(key, serverTime, run) {
    const { session, desired } = run;
    const events = await eventsOf(key, serverTime, run);
    const page = (0,base_url/* keyPage */.jc)(session, key.id);
    if (events === 0)
        return true;
    if (events === 'unavailable' && (desired.mode === 'rotate' || desired.retireMethod === 'deactivate')) {
        session.log.info(`Sentry reports no usage of the client key ${(0,src_text/* quote */.hD)(key.name)}, so only its age decides: it is retired.`);
        return true;
    }
    session.log.warning(typeof events === 'number'
        ? `The client key ${(0,src_text/* quote */.hD)(key.name)} ${received(events)}, so it is not retired. Give whatever still uses it ` +
            `the new DSN, or retire it in Sentry: ${page}.`
        : events === 'unavailable'
            ? `Sentry reports no usage of the client key ${(0,src_text/* quote */.hD)(key.name)}, so it is not deleted. Use retire-method: ` +
                `deactivate, or delete it in Sentry: ${page}.`
            : `Sentry did not answer how much the client key ${(0,src_text/* quote */.hD)(key.name)} is used, so it is not retired yet. ` +
                `The next run asks again. See ${page}.`);
    return false;
}
/** Warns of a key that is retired by its name although something still uses it. */
async function warnIfInUse(key, serverTime, run) {
    const events = await eventsOf(key, serverTime, run);
    if (typeof events !== 'number' || events === 0)
        return;
    run.session.log.warning(`The client key ${(0,src_text/* quote */.hD)(key.name)} ${received(events)}. It is retired all the same.`);
}
function eventsOf({ id }, serverTime, { session }) {
    return serverTime === undefined ? 'unknown' : (0,change_keys/* recentEvents */.Ls)(session, id, serverTime);
}
function received(events) {
    return `received ${events} error ${events === 1 ? 'event' : 'events'} in the last 7 days`;
}

// EXTERNAL MODULE: ./src/phases/timing.ts
var timing = __nccwpck_require__(3044);
;// CONCATENATED MODULE: ./src/phases/deliver.ts









/**
 * Checks that the DSN can be stored at GitHub. This happens before a key is created or changed, because a missing
 * permission must not leave a key without its secret.
 *
 * @throws {Failure} when the DSN cannot be stored
 */
async function checkDelivery({ desired, github }) {
    return desired.mode === 'retire' ? [] : ((await github?.check(desired.destinations)) ?? []);
}
/**
 * Passes a key's DSN to the workflow and stores it at GitHub. The key's secrets are already masked.
 *
 * @throws {Failure} when the DSN could not be delivered everywhere; a new key stays, and the next run delivers it
 */
async function deliver(key, destinations, run) {
    const { desired, progress, runner } = run;
    requireDeliverable(key, run);
    runner.outputs((0,outputs/* keyOutputs */.kS)(key, progress));
    for (const name of desired.envNames) {
        runner.variable(name, key.dsn);
        progress.delivered.push(variableTitle(name));
    }
    await store(key, destinations, run);
    progress.isDelivered = true;
}
/** Passes the key that a dry run found to the workflow, and records where its DSN would go. */
function deliverDry(run) {
    const { desired, progress, runner } = run;
    const { key, plan } = progress;
    if (key !== undefined) {
        requireDeliverable(key, run);
        runner.outputs((0,outputs/* keyOutputs */.kS)(key, progress));
    }
    if (plan?.action === 'retire' || plan?.action === 'none')
        return;
    progress.delivered.push(...desired.envNames.map(variableTitle), ...desired.destinations.map(model_destination/* titleOf */.Gg));
}
/** @throws {Failure} when the DSN of the key would receive no events */
function requireDeliverable(key, { session }) {
    (0,dsn/* requireUsable */.wd)(key, session.baseUrl);
    const oddity = (0,dsn/* oddityOf */.hH)(key.dsn, session.baseUrl);
    if (oddity !== undefined)
        session.log.warning(oddity);
    const { secret } = (0,json/* asObject */.eB)(key.answer);
    if (!(0,json/* isText */.KH)(secret) || secret.length >= masks/* SHORTEST_MASKED */.t)
        return;
    session.log.warning(`The secret key of the client key ${(0,src_text/* quote */.hD)(key.name)} has fewer than ${masks/* SHORTEST_MASKED */.t} characters, so it is not ` +
        'masked. Replace the client key.');
}
function variableTitle(name) {
    return `the environment variable ${name} of later steps`;
}
/**
 * Stores the DSN in every destination. A failure does not stop the others.
 *
 * @throws {Failure} when it could not be stored everywhere
 */
async function store(key, destinations, run) {
    const { progress, session, github } = run;
    if (github === undefined)
        return;
    const failures = [];
    for (const destination of destinations) {
        const { title } = destination.target;
        try {
            await github.store(destination, key.dsn, () => requireCurrent(key, run));
            progress.delivered.push(title);
            session.log.info(`Stored the DSN in ${title}.`);
        }
        catch (error) {
            if (!(error instanceof failure/* Failure */.HR))
                throw error;
            progress.undelivered.push({ title, reason: error.message });
            failures.push(error);
            session.log.info(`Could not store the DSN in ${title}.`);
        }
    }
    if (failures.length === 0)
        return;
    throw new failure/* Failure */.HR(`The DSN of the client key ${(0,src_text/* quote */.hD)(key.name)} could not be stored everywhere. ` +
        progress.undelivered.map(({ reason }) => reason).join(' '), {
        reason: `The DSN could not be stored everywhere. ${[...new Set(failures.map(({ reason }) => reason))].join(' ')}`,
        unavailable: failures.find(({ unavailable }) => unavailable !== undefined)?.unavailable,
    });
}
/**
 * Checks that this is still the key to deliver, unless the last look was recent.
 *
 * @throws {Failure} when it is not, or when Sentry refuses or cannot be reached
 */
async function requireCurrent(key, { session, progress }) {
    const now = session.clock.now();
    if (now - progress.seenAt < timing/* LOOK_HOLDS_MS */.wx)
        return;
    if (!(await isCurrent(session, key))) {
        throw new failure/* Failure */.HR(`Another run replaced or retired the client key ${(0,src_text/* quote */.hD)(key.name)} before its DSN was stored, so the DSN ` +
            'was not stored. Run the job again.');
    }
    progress.seenAt = now;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
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
        throw new Failure('The state that the main step left was changed by another step of the job, or the token is another one now.');
    }
    const { url, ...kept } = JSON.parse(text);
    return { ...kept, baseUrl: new URL(url) };
}

// EXTERNAL MODULE: ./src/phases/look.ts + 1 modules
var look = __nccwpck_require__(618);
// EXTERNAL MODULE: ./src/phases/obtain.ts + 2 modules
var obtain = __nccwpck_require__(5597);
// EXTERNAL MODULE: ./src/sentry/listing.ts
var listing = __nccwpck_require__(9079);
;// CONCATENATED MODULE: ./src/phases/take-back.ts




/**
 * Removes the secrets and variables that the step names for a retired key. It removes nothing if an active key with the
 * name is left, or if Sentry shows that no such key ever existed. A variable that does not hold the DSN of such a key
 * stays.
 *
 * @throws {Failure} when a secret or variable could not be removed; the others are still removed
 */
async function takeBack(run) {
    const { desired, session, progress, github } = run;
    const { name = '', destinations, retireMethod } = desired;
    if (github === undefined || destinations.length === 0)
        return;
    const { keys } = await (0,listing/* listKeys */.TH)(session, (given) => given === name);
    const { retire = [], due = [] } = progress.plan ?? {};
    const ids = [...keys, ...retire, ...due].map(({ id }) => id);
    const why = keys.some(({ isActive }) => isActive)
        ? `the client key ${(0,src_text/* quote */.hD)(name)} is still active`
        : ids.length === 0 && retireMethod === 'deactivate'
            ? `Sentry has no client key ${(0,src_text/* quote */.hD)(name)}, active or not. Check the name`
            : undefined;
    if (why !== undefined) {
        session.log.warning(`No secret or variable was removed, because ${why}.`);
        return;
    }
    const reasons = [];
    for (const destination of destinations) {
        const title = (0,model_destination/* titleOf */.Gg)(destination);
        if (destination.owner.kind === 'organization') {
            const { org } = destination.owner;
            session.log.info(`An organization may use ${title} elsewhere, so it was not removed. To remove it: gh ${destination.kind} ` +
                `delete ${destination.name} --org ${org}`);
            continue;
        }
        try {
            const became = await github.remove(destination, ids);
            if (became === 'removed')
                progress.takenBack.push(title);
            session.log.info(`${BECAME[became]} ${title}.`);
        }
        catch (error) {
            if (!(error instanceof failure/* Failure */.HR))
                throw error;
            reasons.push(error.message);
        }
    }
    if (reasons.length > 0)
        throw new failure/* Failure */.HR(`The client key was retired, but not everything was removed. ${reasons.join(' ')}`);
}
const BECAME = {
    removed: 'Removed',
    absent: 'There was no longer',
    other: 'Left unchanged, because it holds another value:',
};

;// CONCATENATED MODULE: ./src/phases/run.ts







/** Brings one key to its desired state. Never throws; an error is in `run.progress`. */
async function runKey(run) {
    try {
        await end(await begin(await plan(run, look/* lookInProject */.Gz)), () => (0,look/* listOnceVisible */.wK)(run));
    }
    catch (error) {
        run.progress.failure = error;
    }
}
/**
 * Checks that the DSN can be stored, looks at the keys, and puts the plan in `run.progress`. Writes nothing.
 *
 * @throws {Failure} when the DSN cannot be stored, or when the look fails or finds no key to use
 */
async function plan(run, lookup) {
    const destinations = await checkDelivery(run);
    return { run, destinations, knownIds: await lookup(run) };
}
/**
 * Creates the project and the key if the plan requires it.
 *
 * @throws {Failure} when that fails; `run.progress` shows whether the project or the key might exist
 */
async function begin(planned) {
    const { run } = planned;
    const { desired, progress } = run;
    if (progress.isDryRun)
        return { ...planned, created: undefined };
    let { knownIds } = planned;
    const created = await whileKept(run, async () => {
        if (progress.plan?.action === 'create-project' && desired.newProject !== undefined) {
            const { beginProject } = await __nccwpck_require__.e(/* import() */ 634).then(__nccwpck_require__.bind(__nccwpck_require__, 7253));
            if (!(await beginProject(desired.newProject, run)))
                knownIds = await (0,look/* lookInProject */.Gz)(run);
        }
        if (progress.plan?.action === 'create-project') {
            throw new failure/* Failure */.HR('Sentry does not find the new project yet (404). Run the job again.');
        }
        const creates = ['create', 'rotate'].includes(progress.plan?.action ?? '');
        return creates && progress.key === undefined ? (0,obtain/* create */.vt)(knownIds, run) : undefined;
    }).catch((error) => {
        throw error instanceof failure/* NoProject */.zC ? (0,look/* proposeCreation */.aY)(error, run) : error;
    });
    return { ...planned, created };
}
/**
 * Agrees with concurrent runs on the key, delivers its DSN, and then deals with older keys. A dry run only records
 * where the DSN would go.
 *
 * @throws {Failure} when something fails; `run.progress` shows how far the run got
 */
async function end({ run, destinations, created }, listAgain) {
    const { desired, progress } = run;
    if (progress.isDryRun) {
        deliverDry(run);
    }
    else {
        const key = await (0,obtain/* obtain */.AH)(created, run, listAgain);
        if (key !== undefined)
            await deliver(key, destinations, run);
        await retire(run);
        if (desired.mode === 'retire')
            await takeBack(run);
    }
    progress.isComplete = true;
}


/***/ }),

/***/ 3044:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H$: () => (/* binding */ PROJECT_LOOK_INTERVAL_MS),
/* harmony export */   Kb: () => (/* binding */ isRecent),
/* harmony export */   Oh: () => (/* binding */ mostLooks),
/* harmony export */   P4: () => (/* binding */ isUnsettled),
/* harmony export */   bz: () => (/* binding */ pauseBeforeLook),
/* harmony export */   hE: () => (/* binding */ PROJECT_SETTLED_MS),
/* harmony export */   kA: () => (/* binding */ VISIBILITY_DELAY_MS),
/* harmony export */   mY: () => (/* binding */ DUPLICATE_STAYS_MS),
/* harmony export */   wx: () => (/* binding */ LOOK_HOLDS_MS)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);

/**
 * Milliseconds until every run can see a new key. Agreement between concurrent runs rests on this one assumption about
 * Sentry. On a saturated Sentry 23.7.1, the slowest of 348 keys was visible 308 ms after its date.
 */
const VISIBILITY_DELAY_MS = 1000;
/**
 * Milliseconds until concurrent rotations all use the same new key. By then, every run sees it, and the others are
 * removed.
 */
const ROTATION_SETTLED_MS = 3 * VISIBILITY_DELAY_MS;
/** Milliseconds after which a duplicate key is there to stay. By then, even a throttled run would have given it up. */
const DUPLICATE_STAYS_MS = 60_000;
/** The maximum number of further looks while a key is unsettled. Each one waits {@link VISIBILITY_DELAY_MS}. */
const mostLooks = (mode) => (mode === 'rotate' ? 5 : 1);
/**
 * Milliseconds until a new project is settled. By then, every run sees it, and the run that created it has taken over
 * the key that Sentry created with it.
 */
const PROJECT_SETTLED_MS = 5000;
/** Milliseconds between two looks at an unsettled project. */
const PROJECT_LOOK_INTERVAL_MS = 500;
/**
 * Milliseconds for which a look at a key stays valid. If many DSNs are stored, the last one is stored many minutes
 * after the look. It must not replace a DSN that another run stored meanwhile.
 */
const LOOK_HOLDS_MS = 5000;
/**
 * Whether a key might be younger than `withinMs` milliseconds. {@link Listing.serverTime} can make it look younger than
 * it is, but never older.
 */
function isRecent(key, { serverTime }, withinMs) {
    return serverTime === undefined || (key.dateCreated ?? 0) > serverTime - withinMs;
}
/** Whether a key is so young that it might still give way to an older one from the same moment. */
function isUnsettled(key, listing, mode) {
    return isRecent(key, listing, mode === 'rotate' ? ROTATION_SETTLED_MS : VISIBILITY_DELAY_MS);
}
/**
 * Waits before another look at the keys.
 *
 * @throws {Failure} when too little time is left
 */
async function pauseBeforeLook(session, milliseconds) {
    if (await session.client.pause(milliseconds))
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('No time was left to check what other runs are doing. Run the job again, or set a longer timeout.');
}


/***/ }),

/***/ 2652:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ls: () => (/* binding */ recentEvents),
/* harmony export */   i7: () => (/* binding */ getKey),
/* harmony export */   l0: () => (/* binding */ deleteKey),
/* harmony export */   v2: () => (/* binding */ updateKey)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _net_http_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4990);
/* harmony import */ var _net_json_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(4457);
/* harmony import */ var _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2413);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8992);
/* harmony import */ var _key_answer_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(723);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(2834);







/**
 * Reads one key; `undefined` if it does not exist.
 *
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
async function getKey(session, id) {
    const result = await (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .sendAboutKeys */ .oN)(session, 'GET', `${id}/`, _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_2__/* .isTransient */ .dg);
    if ((0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .statusOf */ .c2)(result) === 404)
        return undefined;
    const question = (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .questionOf */ .YH)(session, 'look at the client key');
    const key = (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .keyOf */ .TN)(session, result, question, 'Sentry was asked for a client key, but');
    return requireSame(key, id);
}
/**
 * @returns the key after the change, or `undefined` if it is gone
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
async function updateKey(session, key, patch) {
    const put = (sdkVersion) => (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .sendAboutKeys */ .oN)(session, 'PUT', `${key.id}/`, _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_2__/* .isTransient */ .dg, updateBody(patch, sdkVersion));
    // Servers from before September 2026 reset the version to the project's default if a PUT omits it.
    const first = await put(patch.sdkVersion ?? key.sdkVersion);
    // Sentry refuses a version that it no longer offers, even if the key already has it.
    const isRefused = patch.sdkVersion === undefined && isAboutVersion(first);
    const result = isRefused ? await put(undefined) : first;
    if ((0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .statusOf */ .c2)(result) === 404)
        return undefined;
    const question = (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .questionOf */ .YH)(session, 'change the client key', (0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(key.name));
    const changed = (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .keyOf */ .TN)(session, result, question, 'Sentry changed the client key, but');
    return requireSame(changed, key.id);
}
/**
 * Deletes a key. A key that is already gone is treated as deleted.
 *
 * @returns `undefined` if the key is deleted, or the error if the token is not allowed to delete it
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
async function deleteKey(session, key) {
    const result = await (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .sendAboutKeys */ .oN)(session, 'DELETE', `${key.id}/`, _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_2__/* .isTransient */ .dg);
    if ((0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .statusOf */ .c2)(result) === 404)
        return undefined;
    const question = (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .questionOf */ .YH)(session, 'delete the client key', (0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(key.name));
    try {
        (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .successOf */ .Bu)(result, { ...question, isDelete: true });
        return undefined;
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR && (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .statusOf */ .c2)(result) === 403)
            return error;
        throw error;
    }
}
/** @throws {Failure} when the answer is about a different key than the request */
function requireSame(key, id) {
    if (key.id === id)
        return key;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`Sentry was asked about the client key ${id}, but its answer is about ${key.id}. Check that url ` +
        'is the address of a Sentry server.');
}
/** Whether a server refused a PUT because of its SDK version. */
function isAboutVersion(result) {
    if (result instanceof _net_http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$ || result.status !== 400)
        return false;
    return 'browserSdkVersion' in (0,_net_json_js__WEBPACK_IMPORTED_MODULE_6__/* .asObject */ .eB)((0,_net_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(result.body));
}
/** Contains only changes, because Sentry merges the loader options one by one. */
function updateBody({ name, isActive, rateLimit, loader }, browserSdkVersion) {
    const switched = [...(loader ?? [])].map(([option, on]) => [_key_answer_js__WEBPACK_IMPORTED_MODULE_4__/* .LOADER_MEMBERS */ .Ov[option], on]);
    // JSON omits undefined members.
    return {
        ...{ name, isActive, rateLimit, browserSdkVersion },
        ...(loader && { dynamicSdkLoaderOptions: Object.fromEntries(switched) }),
    };
}
/** Seconds. A key that received an error event within this time is in use. */
const IN_USE = 7 * 24 * 3600;
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
async function recentEvents(session, id, serverTime) {
    const until = Math.floor(serverTime / 1000);
    const since = until - IN_USE;
    const query = `since=${since}&until=${until}&resolution=1d`;
    const result = await (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .sendAboutKeys */ .oN)(session, 'GET', `${id}/stats/?${query}`, _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_2__/* .isTransient */ .dg);
    if (result instanceof _net_http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoResponse */ .$)
        return 'unknown';
    if ([400, 403, 404].includes(result.status))
        return 'unavailable';
    const days = result.status === 200 ? (0,_net_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(result.body) : undefined;
    if (!Array.isArray(days))
        return 'unknown';
    const totals = days.map((day) => (0,_net_json_js__WEBPACK_IMPORTED_MODULE_6__/* .asObject */ .eB)(day)['total']);
    if (!totals.every(_net_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isNumber */ .Et))
        return 'unknown';
    return totals.reduce((sum, total) => sum + total, 0);
}


/***/ }),

/***/ 5931:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ createKey),
/* harmony export */   g: () => (/* binding */ createProject)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _net_explain_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9812);
/* harmony import */ var _net_http_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4990);
/* harmony import */ var _net_json_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(4457);
/* harmony import */ var _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2413);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8992);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(2282);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(2834);








/**
 * Creates a key. Retries only if the key certainly was not created. A limit of `null` is omitted, because Sentry's
 * create refuses it with 400 although its documentation allows null for no limit. A key created without the member has
 * no limit.
 *
 * @param id of the new key: 32 lower-case hex digits. Sentry accepts it as `public`, a member that its documentation
 *   omits. It creates nothing if a key with this ID exists, because the column is unique (sentry/api/serializers,
 *   `ProjectKeyPostSerializer`). A server can ignore it.
 * @throws {Failure} when the key certainly was not created
 */
async function createKey(session, { name, rateLimit, useCase }, id) {
    const body = {
        public: id,
        ...(name !== undefined && { name }),
        ...(rateLimit != null && { rateLimit }),
        ...(useCase !== undefined && { useCase }),
    };
    const result = await (0,_request_js__WEBPACK_IMPORTED_MODULE_6__/* .sendAboutKeys */ .oN)(session, 'POST', '', _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_3__/* .isSurelyNotDone */ .CI, body);
    const question = (0,_request_js__WEBPACK_IMPORTED_MODULE_6__/* .questionOf */ .YH)(session, 'create a client key');
    return createResultOf(result, () => (0,_request_js__WEBPACK_IMPORTED_MODULE_6__/* .keyOf */ .TN)(session, result, question, 'Sentry answered, but'));
}
/**
 * Decides whether a create request succeeded, failed or is unconfirmed.
 *
 * @param read extracts the created object from the result
 * @throws {Failure} when it certainly was not created
 */
function createResultOf(result, read) {
    try {
        return { created: read() };
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR && maybeDone(result))
            return { unconfirmed: error, result };
        throw error;
    }
}
/** Whether a create request might have succeeded although its answer does not confirm it. */
function maybeDone(result) {
    if (result instanceof _net_http_js__WEBPACK_IMPORTED_MODULE_2__/* .NoResponse */ .$)
        return result.maybeReceived;
    // A proxy can answer 408 even after the request reached the server.
    return (0,_net_retrying_client_js__WEBPACK_IMPORTED_MODULE_3__/* .isSuccess */ .oJ)(result) || result.status >= 500 || result.status === 408;
}
/** In characters. This is Sentry's limit. */
const MAX_PROJECT_NAME = 50;
/**
 * Creates the session's project. Retries only if it certainly was not created.
 *
 * @returns `conflict` if the slug might be in use, with Sentry's words and the status, as the end of a sentence
 * @throws {Failure} when it certainly was not created
 */
async function createProject(session, { team, platform }) {
    const { org, project } = session;
    const result = await (0,_request_js__WEBPACK_IMPORTED_MODULE_6__/* .send */ .tN)(session, 'POST', `teams/${org}/${team}/projects/`, isNotMade, {
        name: project.slice(0, MAX_PROJECT_NAME),
        // Without a slug, Sentry makes one up, and a retry would create a second project.
        slug: project,
        ...(platform !== undefined && { platform }),
    });
    if (isTaken(result))
        return { conflict: (0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .asAnswered */ .KL)((0,_refusals_js__WEBPACK_IMPORTED_MODULE_5__/* .detailIn */ .j0)(result.body), result.status) };
    const question = { ...(0,_request_js__WEBPACK_IMPORTED_MODULE_6__/* .questionOf */ .YH)(session, 'create the project', project), team };
    const answer = createResultOf(result, () => (0,_net_json_js__WEBPACK_IMPORTED_MODULE_7__/* .asObject */ .eB)((0,_request_js__WEBPACK_IMPORTED_MODULE_6__/* .jsonOf */ .o_)(result, question))['slug']);
    if ('unconfirmed' in answer)
        return answer;
    if (answer.created === project)
        return { created: 'new' };
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`Sentry was asked to create the project ${project}, but its answer is about ` +
        `${(0,_net_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isString */ .Kg)(answer.created) ? (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(answer.created) : 'no project'}. Look at the ` +
        `organization's projects, and create ${project} by hand.`);
}
function isNotMade(result) {
    return (0,_net_retrying_client_js__WEBPACK_IMPORTED_MODULE_3__/* .isSurelyNotDone */ .CI)(result) || ((0,_request_js__WEBPACK_IMPORTED_MODULE_6__/* .statusOf */ .c2)(result) === 409 && !isTaken(result));
}
/**
 * Whether the slug is in use. Other conflicts are temporary, such as "Max allowed ID retry reached. Please try again in
 * a second".
 */
function isTaken(result) {
    return !(result instanceof _net_http_js__WEBPACK_IMPORTED_MODULE_2__/* .NoResponse */ .$) && result.status === 409 && !/try again/i.test(result.body);
}


/***/ }),

/***/ 723:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BQ: () => (/* binding */ sdkVersionsIn),
/* harmony export */   HL: () => (/* binding */ readClientKey),
/* harmony export */   Ov: () => (/* binding */ LOADER_MEMBERS),
/* harmony export */   eQ: () => (/* binding */ isId)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _model_loader_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2658);
/* harmony import */ var _net_json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4457);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8992);




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
    const members = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .asObject */ .eB)(answer);
    const id = need(members.id, isId, 'id') ?? '';
    const dsn = need((0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .asObject */ .eB)(members.dsn)['public'], _net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isString */ .Kg, 'dsn.public') ?? '';
    const name = read(members.name ?? members.label, _net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isString */ .Kg, 'name') ?? '';
    const projectId = read(members.projectId, isNumberOrString, 'projectId');
    const limit = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .asObject */ .eB)(members.rateLimit);
    const date = read(members.dateCreated, _net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isString */ .Kg, 'dateCreated') ?? '';
    const version = read(members.browserSdkVersion, _net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isString */ .Kg, 'browserSdkVersion') ?? '';
    const key = {
        id,
        name,
        projectId: String(projectId ?? dsn.split('/').at(-1)),
        isActive: read(members.isActive, _net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isBoolean */ .Lm, 'isActive') ?? true,
        rateLimit: members.rateLimit == null
            ? null
            : {
                count: need(limit['count'], _net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isNumber */ .Et, 'rateLimit.count') ?? 0,
                window: need(limit['window'], _net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isNumber */ .Et, 'rateLimit.window') ?? 0,
            },
        dateCreated: parseDate(date),
        sdkVersion: (0,_model_loader_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSdkVersion */ .OI)(version),
        sdkVersions: sdkVersionsIn(answer),
        loader: loaderIn(answer),
        useCase: read(members.useCase, _net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isString */ .Kg, 'useCase'),
        dsn,
        answer,
    };
    if (wrong.length === 0)
        return key;
    const problems = wrong.map((path) => `${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(path)} is not what it should be`);
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${doing} the answer is not a client key: ${problems.join(', ')}. Check that url is the ` +
        'address of a Sentry server.');
}
/** Whether this can be a key's ID, and is safe in a path. */
function isId(value) {
    return (0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isString */ .Kg)(value) && /^[0-9a-z-]{1,64}$/i.test(value);
}
function isNumberOrString(value) {
    return (0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isNumber */ .Et)(value) || (0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isString */ .Kg)(value);
}
/** The SDK versions that a key's answer offers as pairs of value and label; `undefined` if none. */
function sdkVersionsIn(answer) {
    const { choices } = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .asObject */ .eB)((0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .asObject */ .eB)(answer)['browserSdk']);
    if (!Array.isArray(choices))
        return undefined;
    const versions = choices.flatMap((pair) => {
        const version = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .asObject */ .eB)(pair)[0];
        return (0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isText */ .KH)(version) ? ((0,_model_loader_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSdkVersion */ .OI)(version) ?? []) : [];
    });
    return versions.length === 0 ? undefined : versions;
}
function loaderIn(answer) {
    const options = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .asObject */ .eB)((0,_net_json_js__WEBPACK_IMPORTED_MODULE_2__/* .asObject */ .eB)(answer)['dynamicSdkLoaderOptions']);
    return new Set(_model_loader_js__WEBPACK_IMPORTED_MODULE_3__/* .LOADER_OPTIONS */ .RL.filter((option) => options[LOADER_MEMBERS[option]] === true));
}
// `Date.parse` stops at milliseconds. Sentry's dates have microseconds, or no fraction at all if it is zero.
function parseDate(text) {
    const milliseconds = Date.parse(text);
    const rest = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? '';
    return Number.isNaN(milliseconds) ? undefined : milliseconds + Number(rest.padEnd(3, '0')) / 1000;
}


/***/ }),

/***/ 9079:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Eu: () => (/* binding */ ReadTimer),
/* harmony export */   TH: () => (/* binding */ listKeys),
/* harmony export */   jO: () => (/* binding */ KeyCollector)
/* harmony export */ });
/* harmony import */ var _model_client_key_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3972);
/* harmony import */ var _net_json_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4457);
/* harmony import */ var _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2413);
/* harmony import */ var _key_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(723);
/* harmony import */ var _pages_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8003);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2834);






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
        this.#sdkVersions ??= (0,_key_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .sdkVersionsIn */ .BQ)(item);
        const { id, name: given, label, isActive } = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .asObject */ .eB)(item);
        const named = given ?? label;
        const name = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isString */ .Kg)(named) ? named : '';
        const isWanted = this.#wanted.get(name) ?? this.#wants(name);
        this.#wanted.set(name, isWanted);
        if (isWanted) {
            const key = (0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .readMasked */ .uk)(this.#session, item, 'Sentry listed client keys, but');
            if (!this.#keys.has(key.id))
                this.#keys.set(key.id, key);
        }
        else if ((0,_key_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .isId */ .eQ)(id)) {
            this.#others.set(id, { id, name, isActive: isActive !== false });
        }
    }
    /** @param time when the list was read */
    listing(time) {
        return {
            ...time,
            keys: (0,_model_client_key_js__WEBPACK_IMPORTED_MODULE_5__/* .oldestFirst */ .s)([...this.#keys.values()]),
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
            ask: (query) => (0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .sendAboutKeys */ .oN)(session, 'GET', query, _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_0__/* .isTransient */ .dg),
            question: { ...(0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .questionOf */ .YH)(session, 'list the client keys'), isLook: true },
        };
        for await (const { response, items } of (0,_pages_js__WEBPACK_IMPORTED_MODULE_2__/* .readPages */ .n)(list)) {
            timer.notePage(response);
            for (const item of items) {
                (0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .requireOwn */ .SW)(session, (0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .asObject */ .eB)(item)['projectId']);
                collector.add(item);
            }
            if (timer.time.pages === mostPages)
                break;
        }
        return collector.listing(timer.time);
    });
}


/***/ }),

/***/ 8003:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ readPages)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _net_explain_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9812);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2282);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2834);




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
        const response = (0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .successOf */ .Bu)(await ask(`?${query.toString()}`), question);
        const items = (0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .jsonOf */ .o_)(response, question);
        if (!Array.isArray(items))
            throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_2__/* .explainUnreadable */ .x5)(response, question, 'a list');
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
    throw (0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .failureAbout */ .Me)(question, (asked) => `Sentry's answer has no readable Link header, so it is unknown whether its list continues. Sentry was ` +
        `asked to ${(0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .askedTo */ .uz)(asked)}. Check that url is the address of a Sentry server, and that no proxy ` +
        'changes the Link header.');
}
function endless(question) {
    return (0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .failureAbout */ .Me)(question, (asked) => `Sentry's list does not end: its pages repeat, or it is longer than ${MAX_BYTES / 1024 / 1024} MB. ` +
        `Sentry was asked to ${(0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .askedTo */ .uz)(asked)}. Delete keys that are not used any more, and check that url is ` +
        'the address of a Sentry server.');
}


/***/ }),

/***/ 2282:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GC: () => (/* binding */ explainRefusal),
/* harmony export */   j0: () => (/* binding */ detailIn),
/* harmony export */   x5: () => (/* binding */ explainUnreadable)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _model_base_url_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1424);
/* harmony import */ var _net_explain_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9812);
/* harmony import */ var _net_json_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4457);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8992);





/**
 * The error for an unsuccessful response, with advice. It depends on Sentry's statuses instead of its texts, because
 * the texts change between versions.
 */
function explainRefusal(response, question) {
    const isWeb = isWebPage(response) && response.status < 500 && response.status !== 429;
    const isMissing = response.status === 404 && question.team === undefined && !isWeb && !isForeign(response);
    return (0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .failureAbout */ .Me)(question, (asked) => (isWeb ? aboutWebPage(response, asked) : aboutStatus(response, asked)), { unavailable: response.status === 429 || response.status >= 500 ? question.baseUrl : undefined }, isMissing ? _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .NoProject */ .zC : _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR);
}
/** The error for a success that cannot be read. The cause is nearly always an address that is not Sentry's. */
function explainUnreadable(response, question, expected) {
    return (0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .failureAbout */ .Me)(question, (asked) => isWebPage(response)
        ? aboutWebPage(response, asked)
        : `${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_3__/* .addressOf */ .ci)(asked.baseUrl)} answered ${response.status} with something that is not ${expected} when ` +
            `it was asked to ${(0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .askedTo */ .uz)(asked)}. Check that url is the address of a Sentry server.`);
}
function isWebPage({ body }) {
    return body.trimStart().startsWith('<');
}
function aboutWebPage({ status }, question) {
    return (`${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_3__/* .addressOf */ .ci)(question.baseUrl)} answered with a web page (${status}) when it was asked to ` +
        `${(0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .askedTo */ .uz)(question)}. Check that url is the address of a Sentry server, with the path that it is ` +
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
    return (`${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_3__/* .addressOf */ .ci)(question.baseUrl)} refused to ${(0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .askedTo */ .uz)(question)}${(0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .asAnswered */ .KL)(body.trim(), status)}, but not with an ` +
        'error of Sentry: something in front of it answered, such as a log-in proxy, a firewall or a router. Let the ' +
        `runner pass it${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_3__/* .isHosted */ .OZ)(question.baseUrl) ? '' : ', with the headers in SENTRY_CUSTOM_HEADERS,'} and check url.`);
}
function aboutStatus(response, question) {
    const { baseUrl, team } = question;
    const { status, body } = response;
    const asked = (0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .askedTo */ .uz)(question);
    const server = `Sentry at ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_3__/* .addressOf */ .ci)(baseUrl)}`;
    if (isForeign(response))
        return aboutForeign(response, question);
    const detail = detailIn(body);
    const answered = (0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .asAnswered */ .KL)(detail, status);
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
    return (0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .asObject */ .eB)((0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .asObject */ .eB)((0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(body))['detail'])['code'] === 'sso-required'
        ? `Sentry requires single sign-on for ${org} before it accepts this token${answered}. ` +
            'Use the token of an internal integration, which belongs to the organization instead of a person.'
        : `Sentry at ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_3__/* .addressOf */ .ci)(baseUrl)} did not accept the token${answered}. Check that the token ` +
            'is copied whole, has not expired or been revoked, and was made on this Sentry.';
}
/** Advice for a token that is refused although it has the scope. */
const OWNER = 'If it has the scope, it belongs to another organization, or to a person who is a plain member of this ' +
    'one: Sentry lets a token do no more than its owner may.';
function aboutScope(answered, detail, question) {
    const { org, team, isLook = false, isDelete = false } = question;
    const where = team === undefined ? (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_3__/* .projectOf */ .v8)(question) : org;
    const refused = `The token may not ${(0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .askedTo */ .uz)(question)} in ${where}${answered}.`;
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
    const hint = !(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_3__/* .isHosted */ .OZ)(baseUrl)
        ? 'that url is the address under which this Sentry is served.'
        : // sentry.io routes each request to the right region.
            baseUrl.hostname === 'sentry.io'
                ? 'that the token belongs to that organization.'
                : 'whether the organization is in another region (us; Germany is de).';
    return (`Sentry at ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_3__/* .addressOf */ .ci)(baseUrl)} has no ${what} in an organization ${org} that this token can see ` +
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
    const detail = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .asObject */ .eB)((0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(body))['detail'];
    const text = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isString */ .Kg)(detail) ? detail : (0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .asObject */ .eB)(detail)['message'];
    return (0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isString */ .Kg)(text) ? text : '';
}
/**
 * The messages of a 400: `{"name":["…"]}`, nested for `rateLimit`, or `{"detail":"…"}`. The rest of the body is not
 * shown, because it can contain anything.
 */
function fieldMessagesIn(body) {
    const messages = collect((0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(body));
    return messages.length === 0 ? 'it gave no reason' : messages.slice(0, 10).join(' ');
}
function collect(value, path = [], depth = 0) {
    if (depth > 4)
        return [];
    return Object.entries((0,_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .asObject */ .eB)(value)).flatMap(([name, item]) => {
        const isField = name !== 'detail' && name !== 'non_field_errors';
        const field = isField ? [...path, name] : path;
        const texts = Array.isArray(item) ? item : isField ? [] : [item];
        const said = texts.filter(_net_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isString */ .Kg).map((text) => (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text));
        if (said.length === 0)
            return collect(item, field, depth + 1);
        return [field.length === 0 ? said.join(' ') : `${fieldName(field)}: ${said.join(' ')}`];
    });
}
function fieldName(path) {
    const name = path.join('.');
    return /^[\w.]{1,64}$/.test(name) ? name : (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(name);
}


/***/ }),

/***/ 2834:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ successOf),
/* harmony export */   SW: () => (/* binding */ requireOwn),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   YH: () => (/* binding */ questionOf),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   oN: () => (/* binding */ sendAboutKeys),
/* harmony export */   o_: () => (/* binding */ jsonOf),
/* harmony export */   tN: () => (/* binding */ send),
/* harmony export */   uk: () => (/* binding */ readMasked)
/* harmony export */ });
/* unused harmony export secretsIn */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _model_base_url_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(1424);
/* harmony import */ var _net_explain_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9812);
/* harmony import */ var _net_http_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4990);
/* harmony import */ var _net_json_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(4457);
/* harmony import */ var _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2413);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8992);
/* harmony import */ var _key_answer_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(723);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(2282);









/**
 * Sends a request to Sentry. All requests to Sentry pass through here.
 *
 * @param path the part after `/api/0/`
 */
function send({ client, baseUrl, token, userAgent, headers }, method, path, isRetryable, body) {
    return client.request({
        method,
        url: new URL(`${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_7__/* .addressOf */ .ci)(baseUrl)}/api/0/${path}`),
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
async function sendAboutKeys(session, method, path, isRetryable, body) {
    const { org, project, baseUrl, log } = session;
    const sendOnce = () => send(session, method, `projects/${org}/${session.project}/keys/${path}`, isRetryable, body);
    const result = await sendOnce();
    const slug = session.isRenamed ? undefined : newSlugIn(result, baseUrl);
    if (slug === undefined || slug === project)
        return result;
    log.warning(`The project ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_7__/* .projectOf */ .v8)(session)} was renamed to ${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(slug)}, which is used this time. Set ` +
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
    if (result instanceof _net_http_js__WEBPACK_IMPORTED_MODULE_2__/* .NoResponse */ .$ || result.status !== 302)
        return undefined;
    const detail = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .asObject */ .eB)((0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .asObject */ .eB)((0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)(result.body))['detail']);
    const { slug } = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .asObject */ .eB)(detail['extra']);
    const target = URL.parse(result.headers.location ?? '', baseUrl.href);
    return target?.host === baseUrl.host && (0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isString */ .Kg)(slug) && (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_7__/* .isSlug */ .u5)(slug) ? slug : undefined;
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
    if (result instanceof _net_http_js__WEBPACK_IMPORTED_MODULE_2__/* .NoResponse */ .$)
        throw (0,_net_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .explainNoResponse */ .i)(result, question, 'url or region');
    if (!(0,_net_retrying_client_js__WEBPACK_IMPORTED_MODULE_3__/* .isSuccess */ .oJ)(result))
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_6__/* .explainRefusal */ .GC)(result, question);
    return result;
}
/** @throws {Failure} when there is no successful response with JSON */
function jsonOf(result, question) {
    const response = successOf(result, question);
    const json = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)(response.body);
    if (json === undefined)
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_6__/* .explainUnreadable */ .x5)(response, question, 'JSON');
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
    const id = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isNumber */ .Et)(projectId) || (0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isString */ .Kg)(projectId) ? String(projectId) : '';
    if (id === project || !/^\d+$/.test(id) || !/^\d+$/.test(project))
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`The project ${project} is not the one with this ID: Sentry answered with a client key of the project with the ID ` +
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
    for (const secret of secretsIn(answer, masked))
        log.mask(secret);
    return (0,_key_answer_js__WEBPACK_IMPORTED_MODULE_5__/* .readClientKey */ .HL)(answer, doing);
}
/** The status of a response, 0 if there is none. */
function statusOf(result) {
    return result instanceof _net_http_js__WEBPACK_IMPORTED_MODULE_2__/* .NoResponse */ .$ ? 0 : result.status;
}
/**
 * Finds everything in an answer that must not appear in a log. It does not trust the shape of the answer, so secrets
 * can be masked before the answer is checked.
 *
 * @param masked how much of a key to mask
 */
function secretsIn(answer, masked) {
    const { secret, public: publicKey, id, dsn: endpoints } = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .asObject */ .eB)(answer);
    const dsn = (0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .asObject */ .eB)(endpoints);
    // GlitchTip's IDs have dashes, but its addresses omit them.
    const carriers = [publicKey, id].filter(_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isText */ .KH).flatMap((one) => [one, one.replaceAll('-', '')]);
    return [
        ...((0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isText */ .KH)(secret) ? [secret] : []),
        ...Object.values(dsn)
            .filter(_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isText */ .KH)
            .filter((address) => ((0,_net_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isText */ .KH)(secret) && address.includes(secret)) ||
            (URL.parse(address)?.password ?? '') !== '' ||
            (masked !== 'secrets' && address === dsn['public']) ||
            (masked === 'endpoints' && carriers.some((carrier) => address.includes(carrier)))),
    ];
}


/***/ }),

/***/ 8531:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gr: () => (/* binding */ openOrganizationSession),
/* harmony export */   fA: () => (/* binding */ openSession),
/* harmony export */   r6: () => (/* binding */ connectToSentry)
/* harmony export */ });
/* harmony import */ var _model_base_url_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1424);
/* harmony import */ var _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2413);
/* harmony import */ var _net_runtime_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7844);



/** @throws {Failure} when the workflow's proxy cannot be used */
function connectToSentry(access, runtime) {
    const isOwn = !(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_2__/* .isHosted */ .OZ)(access.baseUrl);
    if (!isOwn && Object.keys(access.headers).length > 0) {
        runtime.log.warning('SENTRY_CUSTOM_HEADERS is not sent to sentry.io. It is for a self-hosted Sentry.');
    }
    const headers = isOwn ? access.headers : {};
    return { ...access, headers, send: (0,_net_runtime_js__WEBPACK_IMPORTED_MODULE_1__/* .openTraced */ .Q)(access.baseUrl, runtime), runtime };
}
/** Opens a session for an organization, with a separate time budget. */
function openOrganizationSession(server) {
    const { baseUrl, org, token, timeout, masked, headers, send, runtime } = server;
    const { userAgent, clock, log } = runtime;
    const client = new _net_retrying_client_js__WEBPACK_IMPORTED_MODULE_0__/* .RetryingClient */ .uE('Sentry', send, timeout, runtime);
    return { baseUrl, org, token, timeout, masked, headers, client, userAgent, clock, log };
}
/** Opens a session for one project, with a separate time budget. */
function openSession(server, project) {
    return { ...openOrganizationSession(server), project, isRenamed: false };
}


/***/ }),

/***/ 8992:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ cell),
/* harmony export */   b1: () => (/* binding */ isPlainLine),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   hD: () => (/* binding */ quote)
/* harmony export */ });
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
function quote(text) {
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


/***/ }),

/***/ 92:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ Masks),
/* harmony export */   t: () => (/* binding */ SHORTEST_MASKED)
/* harmony export */ });
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


/***/ }),

/***/ 6327:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $H: () => (/* binding */ hasChanged),
/* harmony export */   MR: () => (/* binding */ runOutputs),
/* harmony export */   Mz: () => (/* binding */ errorOf),
/* harmony export */   PN: () => (/* binding */ listOutputs),
/* harmony export */   WN: () => (/* binding */ hasFailed),
/* harmony export */   WT: () => (/* binding */ whatIsLeft),
/* harmony export */   _A: () => (/* binding */ outcomeIn),
/* harmony export */   kS: () => (/* binding */ keyOutputs)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _model_base_url_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(1424);
/* harmony import */ var _model_desired_key_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6949);
/* harmony import */ var _model_drift_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(338);
/* harmony import */ var _model_plan_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7978);
/* harmony import */ var _model_progress_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(138);
/* harmony import */ var _model_rate_limit_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4333);







/** The outputs about a key, its DSN included. */
function keyOutputs(key, progress) {
    return [['dsn', key.dsn], ...aboutKey(key, progress), ['key', JSON.stringify(key.answer)]];
}
function aboutKey(key, { place }) {
    return [
        ['key-id', key.id],
        ['name', key.name],
        ['project', place.project],
        ['project-id', key.projectId],
        ['rate-limit', (0,_model_rate_limit_js__WEBPACK_IMPORTED_MODULE_4__/* .formatRateLimit */ .bm)(key.rateLimit)],
        ['page', (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_5__/* .pageOf */ .ZZ)(place, key)],
    ];
}
/** The outputs about the run, and the known values of a key that was not delivered. */
function runOutputs(progress) {
    const { place, key, isComplete, undelivered, projectCreated, retired } = progress;
    const outcome = outcomeIn(progress);
    const outputs = [['retired', String(retired)], ...listOutputs([progress])];
    if (outcome !== undefined)
        outputs.push(['outcome', outcome]);
    if (isComplete || projectCreated === 'yes') {
        outputs.push(['project-created', String(projectCreated === 'yes')]);
    }
    if (key === undefined) {
        const { name } = progress.desired;
        outputs.push(['project', place.project], ['page', (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_5__/* .pageOf */ .ZZ)(place, key)], ...(name === undefined ? [] : [['name', name]]));
    }
    if (key !== undefined && !isComplete && undelivered.length === 0)
        outputs.push(...aboutKey(key, progress));
    return outputs;
}
/** The outputs that every step has. */
function listOutputs(all) {
    return [
        ['keys', JSON.stringify(all.map(elementOf))],
        ['failed', String(all.filter(hasFailed).length)],
        ['changed', String(all.some(hasChanged))],
    ];
}
/** Whether a run failed or did not finish. */
function hasFailed({ isComplete, failure }) {
    return !isComplete || failure !== undefined;
}
/** Why a run failed, and what it left in Sentry, as sentences. */
function errorOf(progress) {
    return [(0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explain */ .WE)(progress.failure), ...whatIsLeft(progress)].join(' ');
}
/** The outcome that was reached, even if a later part failed; `undefined` if none. */
function outcomeIn({ plan, isComplete, isDelivered, isDryRun, retired }) {
    const isKnown = isComplete || isDelivered || plan?.action === 'none';
    if (!isKnown || plan === undefined)
        return undefined;
    // Every key to retire is in use, so it is kept.
    return plan.action === 'retire' && retired === 0 && !isDryRun ? 'reused' : (0,_model_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .outcomeOf */ .sG)(plan);
}
/** Whether a run wrote, or in a dry run would have written, anything to Sentry. */
function hasChanged(progress) {
    const { isDryRun, plan } = progress;
    return isDryRun ? plan !== undefined && (0,_model_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .changesIn */ .N0)(plan) > 0 : (0,_model_progress_js__WEBPACK_IMPORTED_MODULE_6__/* .hasWritten */ .q)(progress);
}
function elementOf(progress) {
    const { desired, place, key, projectCreated, retired } = progress;
    const { project } = place;
    const name = key?.name ?? desired.name;
    const page = (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_5__/* .pageOf */ .ZZ)(place, key);
    if (hasFailed(progress))
        return { project, name, error: errorOf(progress), page };
    return {
        project,
        ...(key && { 'project-id': key.projectId }),
        'project-created': projectCreated === 'yes',
        name,
        ...(key && { 'key-id': key.id, dsn: key.dsn, 'rate-limit': (0,_model_rate_limit_js__WEBPACK_IMPORTED_MODULE_4__/* .formatRateLimit */ .bm)(key.rateLimit) }),
        outcome: outcomeIn(progress),
        changed: hasChanged(progress),
        retired,
        page,
    };
}
/** What an unfinished run left, or may have left, in Sentry, as sentences. */
function whatIsLeft(progress) {
    const { place, projectCreated, keyCreated, key, isDelivered } = progress;
    const all = (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_5__/* .keysPage */ .ej)(place);
    const left = [...olderKeys(progress)];
    if (projectCreated === 'maybe')
        left.push(`A project may have been created: see ${all}.`);
    if (projectCreated === 'yes') {
        const where = key === undefined ? `: see ${all}` : '';
        left.push(`The project ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_5__/* .projectOf */ .v8)(place)} was created${where}.`);
    }
    if (keyCreated === 'maybe')
        left.push(`A client key may have been created: see ${all}.`);
    if (key === undefined)
        return left;
    const page = (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_5__/* .keyPage */ .jc)(place, key.id);
    if (keyCreated !== 'yes')
        left.push(`See ${page}.`);
    else if (isDelivered)
        left.push(`The new client key was created and delivered: see ${page}.`);
    else
        left.push(`A client key was created${isAsDesired(progress) ? '' : UNFINISHED}: see ${page}.`);
    return left;
}
/** The progress of retiring keys. */
function olderKeys({ place, plan, isDelivered, dealtWith }) {
    if (plan === undefined || !(isDelivered || plan.action === 'retire'))
        return [];
    const leftOver = (0,_model_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .keysLeftOver */ .I_)(plan);
    const failed = leftOver[dealtWith];
    if (failed === undefined)
        return [];
    const verb = plan.until === undefined && plan.due.length === 0 ? 'Retired' : 'Dealt with';
    return [`${verb} ${dealtWith} of ${leftOver.length} client keys; stopped at ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_5__/* .keyPage */ .jc)(place, failed.id)}.`];
}
const UNFINISHED = ', perhaps with another name or without all of its settings';
/** Whether a new key has its name and all settings. */
function isAsDesired({ desired, plan, key }) {
    if (key === undefined || plan === undefined)
        return true;
    const name = (0,_model_desired_key_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOfNew */ .Jt)(desired) ?? key.name;
    return name === key.name && (0,_model_drift_js__WEBPACK_IMPORTED_MODULE_2__/* .driftOf */ .$p)(plan.settings, key).length === 0;
}


/***/ }),

/***/ 2463:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AI: () => (/* binding */ reportCancelled),
/* harmony export */   J7: () => (/* binding */ wouldDo),
/* harmony export */   _7: () => (/* binding */ doneIn),
/* harmony export */   eh: () => (/* binding */ summarize),
/* harmony export */   iP: () => (/* binding */ announce),
/* harmony export */   xV: () => (/* binding */ reportFailure),
/* harmony export */   y1: () => (/* binding */ reportKey)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _model_base_url_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(1424);
/* harmony import */ var _model_destination_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2161);
/* harmony import */ var _model_drift_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(338);
/* harmony import */ var _model_duration_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7953);
/* harmony import */ var _model_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7978);
/* harmony import */ var _model_rate_limit_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(4333);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(8992);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(6327);









/**
 * The first log line of a step: what it will do.
 *
 * @param what the key, or the keys
 * @param where the project, or the projects
 * @param more conditions, such as `rate limit 1000/1h`
 */
function announce(step, what, where, more) {
    const { mode, maxAge, grace, retireMethod, dryRun } = step;
    const verb = mode === 'retire' ? `Retire (${retireMethod})` : `${mode.charAt(0).toUpperCase()}${mode.slice(1)}`;
    const age = maxAge === undefined ? undefined : `older than ${(0,_model_duration_js__WEBPACK_IMPORTED_MODULE_3__/* .showDuration */ .kJ)(maxAge)}`;
    const parts = [
        `${dryRun ? 'Dry run: ' : ''}${verb} ${what}${mode === 'retire' && age !== undefined ? ` ${age}` : ''} in ${where}`,
        ...(mode === 'rotate' && age !== undefined ? [`if it is ${age}`] : []),
        ...(grace === undefined ? [] : [`with a grace of ${(0,_model_duration_js__WEBPACK_IMPORTED_MODULE_3__/* .showDuration */ .kJ)(grace)}`]),
        ...more,
    ];
    return `${parts.join(', ')}.`;
}
/**
 * Reports the result for one key: outputs, log, job summary, and exactly one error if it failed.
 *
 * @returns the exit code
 */
function reportKey(progress, runner) {
    try {
        runner.outputs((0,_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .runOutputs */ .MR)(progress));
    }
    catch (error) {
        progress.failure ??= error;
    }
    if (!(0,_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .hasFailed */ .WN)(progress))
        runner.info(lineAbout(progress));
    if (!(0,_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .hasFailed */ .WN)(progress) || progress.undelivered.length > 0) {
        summarize('Sentry client key', summaryRows(progress), runner);
    }
    if (!(0,_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .hasFailed */ .WN)(progress))
        return 0;
    runner.error((0,_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .errorOf */ .Mz)(progress));
    runner.debug((0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .stackOf */ .US)(progress.failure));
    return 1;
}
/** Reports a failure before a key started, in exactly one error. @returns the exit code */
function reportFailure(error, runner) {
    runner.error((0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explain */ .WE)(error));
    runner.debug((0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .stackOf */ .US)(error));
    return 1;
}
function lineAbout(progress) {
    const { desired, place, key, isDryRun } = progress;
    if (isDryRun)
        return `Nothing was changed. Without dry-run, this step would ${wouldDo(progress)}.`;
    const name = key?.name ?? desired.name;
    const title = name === undefined ? 'Client key' : `Client key ${(0,_text_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(name)}`;
    return `${title} in ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_8__/* .projectOf */ .v8)(place)}: ${doneIn(progress)}. See ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_8__/* .pageOf */ .ZZ)(place, key)}`;
}
/** What a dry run would have done, as the end of a sentence. */
function wouldDo({ plan, desired, place, delivered }) {
    const what = plan === undefined ? 'do nothing' : (0,_model_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .describePlan */ .df)(plan, desired, (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_8__/* .projectOf */ .v8)(place));
    if (desired.mode === 'retire' && desired.destinations.length > 0) {
        return `${what}; if no active key of this name is left, remove ${desired.destinations.map(_model_destination_js__WEBPACK_IMPORTED_MODULE_1__/* .titleOf */ .Gg).join(', ')}`;
    }
    return delivered.length === 0 ? what : `${what}; its DSN would go to ${delivered.join(', ')}`;
}
/** The outcome of a run, with the changes and the results for older keys in brackets. */
function doneIn(progress) {
    const { plan, isUpdated, isDryRun, retired, setAside } = progress;
    const changes = [
        ...(plan !== undefined && (isUpdated || isDryRun) && plan.drift.length > 0 ? [(0,_model_drift_js__WEBPACK_IMPORTED_MODULE_2__/* .describeDrift */ .ZP)(plan.drift)] : []),
        ...(setAside === 0 ? [] : [`${setAside} set aside until ${plan?.until ?? ''}`]),
        ...(retired === 0 ? [] : [plan?.action === 'retire' ? (0,_model_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .countOf */ .pq)(retired) : `${retired} retired`]),
    ];
    const outcome = (0,_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .outcomeIn */ ._A)(progress) ?? 'failed';
    return changes.length === 0 ? outcome : `${outcome} (${changes.join(', ')})`;
}
/** The rows of the job summary about one key: title and value. */
function summaryRows(progress) {
    const { desired, place, projectCreated, key, isDryRun } = progress;
    const outcome = (0,_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .outcomeIn */ ._A)(progress) === undefined ? 'not delivered everywhere' : doneIn(progress);
    const project = (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_8__/* .projectOf */ .v8)(place);
    const to = isDryRun ? 'DSN would go to' : 'DSN';
    const rows = [
        ['Project', projectCreated === 'yes' ? `${project} (new)` : project],
        ['Client key', key?.name ?? desired.name],
        ['Outcome', isDryRun ? `${outcome} (dry run: nothing was changed)` : outcome],
        ['Rate limit', key && (0,_model_rate_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .showRateLimit */ .X5)(key.rateLimit)],
        ...progress.delivered.map((title) => [to, title]),
        ...progress.undelivered.map(({ title }) => ['DSN missing', title]),
        ...progress.takenBack.map((title) => ['DSN removed from', title]),
        ['Settings', new URL((0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_8__/* .pageOf */ .ZZ)(place, key))],
    ];
    return rows.flatMap(([what, value]) => (value === undefined ? [] : [[what, value]]));
}
/** Writes the job summary; a failure is only a warning. */
function summarize(title, rows, runner) {
    try {
        runner.summary(title, rows);
    }
    catch (error) {
        runner.warning((0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explain */ .WE)(error));
    }
}
/**
 * Reports what an interrupted step left in Sentry, in exactly one error.
 *
 * @param progress `undefined` if no key was started
 * @param cause what was thrown, unless the job was cancelled
 */
function reportCancelled(progress, cause, runner) {
    const why = cause === undefined ? 'Cancelled.' : (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explain */ .WE)(cause);
    const nothing = 'No client key was created by this step.';
    if (progress === undefined) {
        runner.error(`${why} ${nothing}`);
        return;
    }
    const isUntouched = progress.keyCreated === 'no' && progress.projectCreated === 'no';
    progress.failure ??= new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(isUntouched ? `${why} ${nothing}` : why);
    try {
        runner.outputs((0,_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .runOutputs */ .MR)(progress));
    }
    catch {
        // The error below matters more than a file that cannot be written.
    }
    runner.error((0,_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .errorOf */ .Mz)(progress));
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXTERNAL MODULE: ./src/inputs/read-step.ts
var read_step = __nccwpck_require__(7984);
// EXTERNAL MODULE: ./src/inputs/token.ts
var token = __nccwpck_require__(7900);
// EXTERNAL MODULE: ./src/model/base-url.ts
var base_url = __nccwpck_require__(1424);
// EXTERNAL MODULE: ./src/model/desired-key.ts
var desired_key = __nccwpck_require__(6949);
// EXTERNAL MODULE: ./src/model/progress.ts
var model_progress = __nccwpck_require__(138);
// EXTERNAL MODULE: ./src/model/rate-limit.ts
var rate_limit = __nccwpck_require__(4333);
// EXTERNAL MODULE: ./src/net/runtime.ts + 2 modules
var net_runtime = __nccwpck_require__(7844);
// EXTERNAL MODULE: ./src/phases/run.ts + 4 modules
var run = __nccwpck_require__(3234);
// EXTERNAL MODULE: ./src/sentry/session.ts
var sentry_session = __nccwpck_require__(8531);
// EXTERNAL MODULE: ./src/workflow/report.ts
var report = __nccwpck_require__(2463);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
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
var external_crypto_ = __nccwpck_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
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
// EXTERNAL MODULE: ./src/failure.ts
var failure = __nccwpck_require__(1633);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __nccwpck_require__(8992);
// EXTERNAL MODULE: ./src/workflow/masks.ts
var masks = __nccwpck_require__(92);
;// CONCATENATED MODULE: ./src/workflow/runner.ts







/** The GitHub runner that started this process. */
class GitHubRunner {
    #env;
    #masks = new masks/* Masks */.O();
    constructor(env) {
        this.#env = env;
    }
    requireFile(file) {
        try {
            (0,external_node_fs_.accessSync)(this.#env[`GITHUB_${file}`] ?? '', external_node_fs_.constants.W_OK);
        }
        catch (cause) {
            throw new failure/* Failure */.HR(`The file that GITHUB_${file} names cannot be written. This program is a GitHub ` +
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
        append('OUTPUT', messages.join(external_node_os_namespaceObject.EOL));
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
        return this.#masks.hide(text).split('\n').map(src_text/* printable */.g$).join('\n');
    }
}
/** Appends to a runner file. The toolkit gets its path from `process.env`. */
function append(file, text) {
    try {
        issueFileCommand(file, text);
    }
    catch (cause) {
        throw new failure/* Failure */.HR(`The file that GITHUB_${file} names could not be written: ${(0,src_text/* quote */.hD)(String(cause))}.`, { cause });
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
    return value instanceof URL ? `[Open in Sentry](${value.href})` : (0,src_text/* cell */.Hn)(value);
}

;// CONCATENATED MODULE: ./src/step.ts











/** The whole main step: reads the inputs and does the work. */
class MainStep {
    #env;
    #runner;
    #runtime;
    #work;
    constructor(env, runner = new GitHubRunner(env), runtime = (0,net_runtime/* nodeRuntime */.V)(runner)) {
        this.#env = env;
        this.#runner = runner;
        this.#runtime = runtime;
    }
    async run() {
        try {
            for (const secret of (0,token/* secretsIn */.VY)(this.#env))
                this.#runner.mask(secret);
            this.#runner.requireFile('OUTPUT');
            this.#work = await this.#openWork();
            return await this.#work.run();
        }
        catch (error) {
            return (0,report/* reportFailure */.xV)(error, this.#runner);
        }
    }
    async #openWork() {
        if ((0,read_step/* isAboutList */.A2)(this.#env)) {
            const { ManyKeys } = await Promise.all(/* import() */[__nccwpck_require__.e(124), __nccwpck_require__.e(138)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3138));
            return new ManyKeys(this.#env, this.#runner, this.#runtime);
        }
        return new OneKey((0,read_step/* readStep */.jg)(this.#env), this.#runner, this.#runtime);
    }
    cancel(cause) {
        if (this.#work === undefined)
            (0,report/* reportCancelled */.AI)(undefined, cause, this.#runner);
        else
            this.#work.cancel(cause);
    }
}
/** A step about one key. */
class OneKey {
    #step;
    #runner;
    #runtime;
    #progress;
    /** @throws {Failure} if a runner file that the step needs is missing */
    constructor(step, runner, runtime) {
        if (step.key.envNames.length > 0)
            runner.requireFile('ENV');
        if (step.ephemeral)
            runner.requireFile('STATE');
        this.#step = step;
        this.#runner = runner;
        this.#runtime = runtime;
    }
    async run() {
        const { sentry, mask, key: desired, dryRun, github: access, ephemeral } = this.#step;
        const runner = this.#runner;
        const runtime = this.#runtime;
        const masked = mask ? 'endpoints' : 'secrets';
        const session = (0,sentry_session/* openSession */.fA)((0,sentry_session/* connectToSentry */.r6)({ ...sentry, masked }, runtime), desired.project);
        const github = access && new (await Promise.all(/* import() */[__nccwpck_require__.e(6), __nccwpck_require__.e(519)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9519))).GitHub({ ...access, timeout: sentry.timeout }, runtime);
        const progress = (0,model_progress/* newProgress */.g)(desired, session, dryRun, runtime.clock.now());
        this.#progress = progress;
        const { rateLimit } = desired;
        const limit = rateLimit === undefined ? [] : [`rate limit ${(0,rate_limit/* showRateLimit */.X5)(rateLimit)}`];
        runner.info((0,report/* announce */.iP)(this.#step, `the ${(0,desired_key/* keyTitle */.Gv)(desired)}`, (0,base_url/* projectOf */.v8)(session), limit));
        const newKeyId = runtime.newKeyId();
        await (0,run/* runKey */.r7)({ desired, session, progress, runner, github, newKeyId, isEphemeral: ephemeral });
        return (0,report/* reportKey */.y1)(progress, runner);
    }
    cancel(cause) {
        (0,report/* reportCancelled */.AI)(this.#progress, cause, this.#runner);
    }
}

;// CONCATENATED MODULE: ./src/main.ts


const step = new MainStep(process.env);
onCutShort((cause) => {
    step.cancel(cause);
});
void step.run().then(exitWith);

