export const id = 138;
export const ids = [138];
export const modules = {

/***/ 3138:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ManyKeys: () => (/* binding */ ManyKeys)
});

// EXTERNAL MODULE: ./src/failure.ts
var src_failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/inputs/read-step.ts
var read_step = __webpack_require__(7984);
// EXTERNAL MODULE: ./src/model/plan.ts
var model_plan = __webpack_require__(7978);
// EXTERNAL MODULE: ./src/model/progress.ts
var model_progress = __webpack_require__(138);
// EXTERNAL MODULE: ./src/phases/look.ts + 1 modules
var phases_look = __webpack_require__(618);
// EXTERNAL MODULE: ./src/phases/run.ts + 4 modules
var phases_run = __webpack_require__(3234);
// EXTERNAL MODULE: ./src/phases/timing.ts
var timing = __webpack_require__(3044);
// EXTERNAL MODULE: ./src/sentry/listing.ts
var sentry_listing = __webpack_require__(9079);
// EXTERNAL MODULE: ./src/sentry/session.ts
var sentry_session = __webpack_require__(8531);
// EXTERNAL MODULE: ./src/model/drift.ts
var model_drift = __webpack_require__(338);
// EXTERNAL MODULE: ./src/model/patterns.ts
var model_patterns = __webpack_require__(1666);
// EXTERNAL MODULE: ./src/model/rotation.ts
var rotation = __webpack_require__(831);
// EXTERNAL MODULE: ./src/model/base-url.ts
var base_url = __webpack_require__(1424);
// EXTERNAL MODULE: ./src/net/json.ts
var json = __webpack_require__(4457);
// EXTERNAL MODULE: ./src/net/retrying-client.ts
var retrying_client = __webpack_require__(2413);
// EXTERNAL MODULE: ./src/sentry/pages.ts
var sentry_pages = __webpack_require__(8003);
// EXTERNAL MODULE: ./src/sentry/request.ts
var request = __webpack_require__(2834);
;// CONCATENATED MODULE: ./src/list/organization-lists.ts







/** An organization's list that cannot be read, or is too long to read. */
class NotListed extends src_failure/* Failure */.HR {
    /** Whether another token could. */
    isForbidden;
    constructor(message, isForbidden = false, cause) {
        super(message, { cause });
        this.isForbidden = isForbidden;
    }
}
/**
 * Lists an organization's projects (`GET organizations/{org}/projects/`).
 *
 * @param mostPages to read
 * @throws {NotListed} if the server or the token does not allow it, or if there are more pages
 * @throws {Failure} if Sentry does not accept the token, or cannot be reached in time
 */
async function listProjects(session, mostPages) {
    const ids = new Map();
    const slugs = [];
    await readAll(session, 'projects', mostPages, ({ items }) => {
        for (const { id, slug } of items.map(json/* asObject */.eB)) {
            if (!(0,json/* isString */.Kg)(id) || !(0,json/* isString */.Kg)(slug) || !(0,base_url/* isSlug */.u5)(slug) || ids.has(slug))
                continue;
            ids.set(slug, id).set(id, id);
            slugs.push(slug);
        }
    });
    return { ids, slugs: slugs.sort() };
}
/**
 * Lists all client keys of an organization (`GET organizations/{org}/project-keys/`).
 *
 * @param wanted the projects to read; if one is named twice, all keys wanted from it are read
 * @param mostPages to read
 * @throws {NotListed} as {@link listProjects} does
 * @throws {Failure} as {@link listProjects} does
 */
async function listOrganizationKeys(session, { ids }, wanted, mostPages) {
    const byId = Map.groupBy(wanted, ({ project }) => ids.get(project));
    const collectors = new Map();
    const timer = new sentry_listing/* ReadTimer */.Eu(session.clock);
    await readAll(session, 'project-keys', mostPages, ({ response, items }) => {
        timer.notePage(response);
        for (const item of items) {
            const { projectId } = (0,json/* asObject */.eB)(item);
            const id = (0,json/* isNumber */.Et)(projectId) || (0,json/* isString */.Kg)(projectId) ? String(projectId) : '';
            const ofProject = byId.get(id);
            if (ofProject === undefined)
                continue;
            const collector = collectors.get(id) ?? new sentry_listing/* KeyCollector */.jO(session, (name) => ofProject.some(({ wants }) => wants(name)));
            collectors.set(id, collector);
            collector.add(item);
        }
    });
    const listings = new Map([...collectors].map(([id, collector]) => [id, collector.listing(timer.time)]));
    return { of: (project) => listings.get(ids.get(project) ?? '') };
}
async function readAll(session, list, mostPages, take) {
    const { org, baseUrl } = session;
    const title = `${list === 'projects' ? 'projects' : 'client keys'} of the organization ${org}`;
    const question = { verb: `list the ${title}`, baseUrl, org, project: '' };
    let pages = 0;
    let status = 0;
    const ask = async (query) => {
        if (pages === mostPages) {
            throw new NotListed(`There are too many ${title} to read all of them.`);
        }
        pages += 1;
        const result = await (0,request/* send */.tN)(session, 'GET', `organizations/${org}/${list}/${query}`, retrying_client/* isTransient */.dg);
        status = (0,request/* statusOf */.c2)(result);
        return result;
    };
    try {
        // Reading the pages also takes time.
        await session.client.spend(async () => {
            for await (const page of (0,sentry_pages/* readPages */.n)({ ask, question }))
                take(page);
        });
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR) || error instanceof NotListed)
            throw error;
        const isRefusal = status >= 300 && status < 500;
        // If another page was read before, Sentry can be reached, and only this list cannot be read.
        const isDown = !isRefusal && status !== 200 && list === 'projects' && pages === 1;
        if (status === 401 || status === 429 || isDown)
            throw error;
        // A failure here proves nothing about the lists of single projects.
        const refusal = `Sentry does not list the ${title} for this token (${status}).`;
        throw new NotListed(isRefusal ? refusal : error.message, status === 403, error.cause);
    }
}

;// CONCATENATED MODULE: ./src/list/organization.ts









/** Pages of an organization's lists to read even for the shortest list of keys. */
const FEW_PAGES = 10;
/**
 * Lists the projects of an organization, to find those that patterns match.
 *
 * @throws {Failure} if Sentry does not list them for this token
 */
async function listAllProjects(server) {
    try {
        return await listProjects((0,sentry_session/* openOrganizationSession */.Gr)(server), Infinity);
    }
    catch (error) {
        if (!(error instanceof NotListed))
            throw error;
        throw new src_failure/* Failure */.HR(`${error.message} A pattern in projects needs this list, so give the token the scope org:read ("Organization: ` +
            'Read"), or use slugs without *.', { cause: error.cause });
    }
}
/**
 * Reads all projects of an organization at once, which takes few requests. Gives up if either list has more than ten
 * pages and more pages than half the number of projects to read.
 *
 * @param projects if they are known
 * @returns `undefined` if each project must be read on its own; the log shows why
 * @throws {Failure} if Sentry does not accept the token, or cannot be reached in time
 */
async function lookAtOrganization(server, keys, projects) {
    const wanted = keys
        .filter(({ desired: { mode, maxAge }, names }) => {
        // Keys retired only by name are read in their project.
        return mode !== 'create' && (mode !== 'retire' || names !== undefined || maxAge !== undefined);
    })
        .map((key) => ({ project: key.desired.project, wants: wantsOf(key) }));
    const count = new Set(wanted.map(({ project }) => project)).size;
    // Each list has one page or more.
    if (count <= 2)
        return undefined;
    const mostPages = Math.max(FEW_PAGES, Math.ceil(count / 2));
    const session = (0,sentry_session/* openOrganizationSession */.Gr)(server);
    try {
        const known = projects ?? (await listProjects(session, mostPages));
        const listing = await listOrganizationKeys(session, known, wanted, mostPages);
        return {
            ...listing,
            again: async () => {
                // Each created key adds one.
                const pages = 2 * mostPages + Math.ceil(wanted.length / 100);
                return listOrganizationKeys(session, known, wanted, pages).catch(ifNotListed);
            },
        };
    }
    catch (error) {
        if (!(error instanceof NotListed))
            throw error;
        const hint = ' A token with the scope org:read ("Organization: Read") needs far fewer requests for many keys.';
        session.log.info(`${error.message}${error.isForbidden ? hint : ''} Each project is looked at on its own.`);
        return undefined;
    }
}
/** Whether an item of a list needs a key with this name. */
function wantsOf({ desired, names }) {
    if (names === undefined)
        return (name) => (0,model_plan/* isWanted */.Yu)(desired, name);
    return (name) => (0,model_patterns/* matches */.cK)(names, desired.mode === 'retire' ? (0,rotation/* nameBefore */.H7)(name) : name);
}
function ifNotListed(error) {
    if (!(error instanceof src_failure/* Failure */.HR))
        throw error;
}
/**
 * Sets the plan of a key from an organization's list if that is as safe as reading the project: the key exists and
 * stays unchanged, or it is missing, or a pattern found it.
 *
 * @returns `undefined` if the project must be read
 */
function concludeFrom(listing, run) {
    const { desired } = run;
    if (listing === undefined || (0,model_plan/* candidates */.Xi)(desired, listing.keys).length > 1)
        return undefined;
    try {
        const plan = (0,model_plan/* decide */.LD)(desired, listing);
        const { action, key, drift, retire, due } = plan;
        // Keys that a pattern finds are changed based on the lists.
        const isChanged = drift.length > 0 && !desired.mayBeAbsent;
        if (isChanged || retire.length + due.length > 0)
            return undefined;
        if (action === 'create') {
            (0,model_drift/* requireOffered */.zG)(plan.settings, listing.sdkVersions);
            // A new project can have a key that another run is about to take over.
            if (desired.newProject !== undefined)
                return undefined;
        }
        else if (key === undefined ? !desired.mayBeAbsent : (0,timing/* isUnsettled */.P4)(key, listing, desired.mode)) {
            return undefined;
        }
        return (0,phases_look/* conclude */.Ep)(plan, listing, run);
    }
    catch (error) {
        // Reading the project reports the error.
        ifNotListed(error);
        return;
    }
}

// EXTERNAL MODULE: ./src/inputs/input-reader.ts
var input_reader = __webpack_require__(6757);
// EXTERNAL MODULE: ./src/inputs/read-key.ts + 1 modules
var read_key = __webpack_require__(4247);
// EXTERNAL MODULE: ./src/inputs/step-inputs.ts
var step_inputs = __webpack_require__(993);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
;// CONCATENATED MODULE: ./src/list/items.ts


const MAX_ITEMS = 10_000;
/**
 * Reads a list of keys, in YAML or JSON: plain values only, each as written, so `1e3` and `007` stay unchanged.
 *
 * @param refuse receives problems with the whole list
 */
function parseItems(text, refuse) {
    const lines = new dist/* LineCounter */.HN();
    const { list, fault } = readYaml(text, lines);
    if (fault !== undefined) {
        const { line, col } = lines.linePos(fault.pos[0]);
        const reason = EXPLAINED[fault.code] ?? (0,src_text/* quote */.hD)(fault.message);
        refuse(`cannot be read as YAML or JSON: ${reason} at line ${line}, column ${col}.`);
        return [];
    }
    if (!(0,dist/* isSeq */.oP)(list)) {
        refuse(`use a list, such as [{"project": "web", "name": "ci"}].${explainNoList(list)}`);
        return [];
    }
    if (list.items.length > MAX_ITEMS) {
        refuse(`the list has ${list.items.length} items, but one step takes ${MAX_ITEMS}. Split it into several lists, with ` +
            'a step for each.');
        return [];
    }
    return list.items.map(readItem);
}
/** Reads a text up to its first fault. */
function readYaml(text, lines) {
    // Its check for duplicate names would compare each pair of names.
    const composer = new dist/* Composer */.Dk({ schema: 'failsafe', customTags: ['null'], uniqueKeys: false });
    let fault;
    // Not public, but without it all faults are collected: one for each character takes minutes and gigabytes.
    Reflect.set(composer, 'onError', (place, code, message) => {
        const at = typeof place === 'number' ? place : 'offset' in place ? place.offset : place[0];
        throw (fault ??= new dist/* YAMLParseError */.XT([at, at], code, message));
    });
    try {
        const tokens = upToError(new dist/* Parser */.iX(lines.addNewLine).parse(text));
        const [document, second] = composer.compose(tokens, true, text.length);
        const tooMany = second && new dist/* YAMLParseError */.XT([second.range[0], second.range[1]], 'MULTIPLE_DOCS', '');
        return { list: document?.contents, fault: document?.errors[0] ?? tooMany };
    }
    catch (error) {
        if (error !== fault)
            throw error;
        return { fault };
    }
}
function* upToError(tokens) {
    for (const token of tokens) {
        yield token;
        if (token.type === 'error')
            return;
    }
}
const TAG = 'YAML reads a value that begins with ! as a tag, so quote it';
/** Errors whose own text is too technical. */
const EXPLAINED = {
    MULTIPLE_DOCS: 'a second document begins (---)',
    RESOURCE_EXHAUSTION: 'it is nested too deep',
    TAG_RESOLVE_FAILED: TAG,
    BAD_ALIAS: 'YAML reads a value that begins with * as an alias, so quote it',
};
function explainNoList(node) {
    if ((0,dist/* isMap */.jh)(node))
        return ' This is an object.';
    if (!(0,dist/* isScalar */.jn)(node))
        return '';
    if (node.type !== 'PLAIN') {
        return ' This is a text in quotes: if it comes from toJSON, leave toJSON out.';
    }
    return node.value === 'Array' || node.value === 'Object'
        ? ' An expression turns a list into this text: use ${{ toJSON(…) }}.'
        : '';
}
function readItem(node, index) {
    const pairs = (0,dist/* isMap */.jh)(node) ? node.items : [];
    const values = new Map();
    const wrong = (0,dist/* isMap */.jh)(node)
        ? []
        : [['item', 'use inputs and their values, such as - project: web.']];
    const seen = new Set();
    for (const { key, value } of pairs) {
        const name = textOf(key);
        const text = textOf(value);
        if (seen.has(name))
            wrong.push([name, 'is there twice. Remove one.']);
        seen.add(name);
        if ((0,dist/* isAlias */.Vj)(value) || (value !== null && !(0,dist/* isScalar */.jn)(value))) {
            wrong.push([name, 'use a plain value instead of a list, an object or an alias.']);
        }
        else if (hasTag(key) || hasTag(value)) {
            wrong.push([name, `${TAG}.`]);
        }
        else if (text.includes('${{')) {
            wrong.push([name, 'has an expression (${{ … }}). GitHub only expands expressions in workflows.']);
        }
        if (text.trim() !== '')
            values.set(name, text);
    }
    const project = values.get('project')?.trim() ?? '';
    const label = `keys[${index}]${/^[\w-]+$/.test(project) ? ` (${project})` : ''}`;
    return { label, values, problems: wrong.map(([input, text]) => ({ item: label, input: memberTitle(input), text })) };
}
/** A member of an item, safe to show: it can be any text. */
function memberTitle(name) {
    return /^[\w-]{1,64}$/.test(name) ? name : (0,src_text/* quote */.hD)(name);
}
/** Whether a node has an explicit tag, which can turn the value into anything. */
function hasTag(node) {
    return (0,dist/* isScalar */.jn)(node) && node.tag !== undefined;
}
function textOf(node) {
    return (0,dist/* isScalar */.jn)(node) && !hasTag(node) ? (node.value ?? '') : '';
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/list/list-text.ts





/** Bytes of a list; 10,000 keys need about one million. */
const MAX_BYTES = 4 * 1024 * 1024;
/** The list as text, from the input or the file that it names; `undefined` if there is a problem. */
function readListText(reader) {
    const { text } = reader.get('keys');
    const isPath = !text.includes('\n') && !/^(?:[[{"]|- |(?:Array|Object)$)/.test(text);
    if (!isPath)
        return text;
    try {
        return readInWorkspace(text, reader.env['GITHUB_WORKSPACE'] ?? '.');
    }
    catch (error) {
        const reason = error instanceof src_failure/* Failure */.HR
            ? error.message
            : `cannot be read (${codeOf(error)}). Use a list, or the path of a file. A file needs a step before this ` +
                'one that checks the repository out (actions/checkout).';
        reader.refuse('keys', `${(0,src_text/* quote */.hD)(text)} ${reason}`);
        return undefined;
    }
}
function readInWorkspace(file, workspace) {
    const root = (0,external_node_fs_.realpathSync)(workspace);
    // Symbolic links are followed before the path is checked.
    const path = (0,external_node_fs_.realpathSync)((0,external_node_path_.resolve)(root, file));
    const inside = (0,external_node_path_.relative)(root, path);
    if (inside === '' || (0,external_node_path_.isAbsolute)(inside) || /^\.\.(?:[\\/]|$)/.test(inside)) {
        throw new src_failure/* Failure */.HR('is not a file inside the workspace. Use a file of the repository.');
    }
    const stats = (0,external_node_fs_.statSync)(path);
    if (!stats.isFile())
        throw new src_failure/* Failure */.HR('is not a file. Use a file with a list of keys.');
    if (stats.size > MAX_BYTES) {
        throw new src_failure/* Failure */.HR(`is longer than ${MAX_BYTES} bytes. Split it into several files.`);
    }
    const bytes = (0,external_node_fs_.readFileSync)(path);
    if (!(0,external_node_buffer_.isUtf8)(bytes))
        throw new src_failure/* Failure */.HR('is not encoded as UTF-8. Save it as UTF-8.');
    return new TextDecoder().decode(bytes);
}
function codeOf(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
}

// EXTERNAL MODULE: ./src/model/client-key.ts
var client_key = __webpack_require__(3972);
// EXTERNAL MODULE: ./src/model/desired-key.ts
var desired_key = __webpack_require__(6949);
// EXTERNAL MODULE: ./src/model/modes.ts
var modes = __webpack_require__(1473);
;// CONCATENATED MODULE: ./src/list/scope.ts







/** Changes that a step can make if a pattern selects the keys. */
const DEFAULT_MAX_CHANGES = 50;
/** Literal characters needed before a name's first `*` with `retire`. */
const LEAST_LITERAL = 3;
/** Reads `projects` and `names`. Problems are added to the reader. */
function readScope(reader, { label, values }, step) {
    const projects = readPatterns(reader, 'projects', whyNoProject, /[,\n]/);
    const names = readPatterns(reader, 'names', whyNoName, /\n/);
    const scope = { projects, names };
    if (projects !== undefined && reader.has('project'))
        reader.refuse('project', 'cannot be combined with projects.');
    // An item can have other names than the step.
    const hasName = label === undefined ? reader.has('name') : values.has('name');
    if (names !== undefined && hasName)
        reader.refuse('name', 'cannot be combined with names.');
    if (isWide(scope) && reader.isSet('create-project')) {
        reader.refuse('create-project', 'cannot be combined with a pattern in projects: it has no slug for a new project.');
    }
    if (names !== undefined) {
        for (const input of modes/* DESTINATIONS */.qI.filter((one) => reader.isSet(one))) {
            reader.refuse(input, 'cannot be combined with names: each key has its own DSN. Use name.');
        }
    }
    if (step.mode === 'retire')
        checkRetire(reader, step, scope);
    return scope;
}
/** Whether a pattern selects projects. */
function isWide({ projects }) {
    return projects?.included.some(model_patterns/* isPattern */.Pt) === true;
}
/** How many changes a step can make; `undefined` for any number. */
function mostChanges({ maxChanges, mode }, scopes) {
    const hasPattern = scopes.some((scope) => isWide(scope) || scope.names?.included.some(model_patterns/* isPattern */.Pt) === true);
    return maxChanges ?? (hasPattern && mode !== 'find' ? DEFAULT_MAX_CHANGES : undefined);
}
/**
 * Checks that each line of `projects` matches a project.
 *
 * @returns warnings; definite errors are added to the reader
 */
function checkScope(scope, reader, { mode }, slugs) {
    const { included = [], excluded = [] } = scope.projects ?? {};
    if (isWide(scope) && slugs === undefined)
        return [];
    const known = slugs ?? included;
    const isUnknown = (line) => !known.some((slug) => (0,model_patterns/* isMatch */.uv)(line, slug));
    const warnings = [];
    for (const line of [...included.filter(isUnknown), ...excluded.filter(isUnknown).map((line) => `!${line}`)]) {
        const text = `${(0,src_text/* quote */.hD)(line)} matches no project`;
        const isError = mode === 'retire' || mode === 'rotate' || ((0,model_patterns/* isPattern */.Pt)(line) && !line.startsWith('!'));
        if (isError)
            reader.refuse('projects', `${text}. Check it, or remove the line.`);
        else
            warnings.push(`projects: ${text}, so the line has no effect.`);
    }
    return warnings;
}
/** The rank of a literal name in a literal project. */
const LITERAL = 3;
/** The variants of an item, one per project and name. */
function variantsOf({ projects, names }, slugs) {
    return projectsIn(projects, slugs).flatMap(({ slug, isStandIn, rank }) => namesIn(names).map((one) => ({
        values: new Map([...(slug === undefined ? [] : Object.entries({ project: slug })), ...one.values]),
        names: one.names,
        rank: rank + one.rank,
        isStandIn,
    })));
}
function projectsIn(projects, slugs) {
    if (projects === undefined)
        return [{ slug: undefined, isStandIn: false, rank: 2 }];
    const { included } = projects;
    const known = included.some(model_patterns/* isPattern */.Pt) ? (slugs ?? included.filter((line) => !(0,model_patterns/* isPattern */.Pt)(line))) : included;
    const found = [...new Set(known)]
        .filter((slug) => (0,model_patterns/* matches */.cK)(projects, slug))
        .map((slug) => ({ slug, isStandIn: false, rank: included.includes(slug) ? 2 : 0 }));
    const isComplete = found.length > 0 && (slugs !== undefined || !included.some(model_patterns/* isPattern */.Pt));
    return isComplete ? found : [...found, { slug: 'x', isStandIn: true, rank: 0 }];
}
function namesIn(names) {
    if (names === undefined)
        return [{ values: [], names: undefined, rank: 1 }];
    const literals = names.included.filter((line) => !(0,model_patterns/* isPattern */.Pt)(line));
    const patterns = { ...names, included: names.included.filter(model_patterns/* isPattern */.Pt) };
    return [
        ...[...new Set(literals)]
            .filter((name) => (0,model_patterns/* matches */.cK)(names, name))
            .map((name) => ({ values: Object.entries({ name }), names: undefined, rank: 1 })),
        ...(patterns.included.length === 0 ? [] : [{ values: Object.entries({ name: '' }), names: patterns, rank: 0 }]),
    ];
}
/** The keys of a step in words, such as `preview-*`. */
function titleOf(reader, { mode }) {
    const names = (0,input_reader/* splitList */.ry)(reader.get('names').text, /\n/);
    if (names.length > 0)
        return names.map((name) => (0,src_text/* printable */.g$)(name)).join(', ');
    return `the ${(0,desired_key/* keyTitle */.Gv)({ mode, name: reader.get('name').text || undefined })}`;
}
/** Checks the limits that keep a pattern from retiring too many keys. */
function checkRetire(reader, step, scope) {
    const { projects, names } = scope;
    const patterns = names?.included.filter(model_patterns/* isPattern */.Pt) ?? [];
    for (const pattern of patterns) {
        if (pattern.indexOf('*') >= LEAST_LITERAL)
            continue;
        reader.refuse('names', `${(0,src_text/* quote */.hD)(pattern)} is too wide; mode: retire needs ${LEAST_LITERAL} characters before the *.`);
    }
    if (isWide(scope) && (reader.get('name').text === client_key/* DEFAULT_KEY */.u || names?.included.includes(client_key/* DEFAULT_KEY */.u) === true)) {
        reader.refuse('projects', `a pattern does not retire keys named ${client_key/* DEFAULT_KEY */.u}; use slugs without *.`);
    }
    if (projects !== undefined && names === undefined) {
        for (const input of modes/* DESTINATIONS */.qI.filter((one) => reader.isSet(one))) {
            reader.refuse(input, 'with mode: retire, cannot be combined with projects. Use project.');
        }
    }
    if (!isWide(scope) && patterns.length === 0)
        return;
    if (step.maxAge === undefined) {
        reader.refuse('max-age', 'missing; mode: retire needs it with a pattern, to leave new keys alone.');
    }
    if (step.retireMethod === 'delete' && step.maxChanges === undefined) {
        reader.refuse('max-changes', 'missing; retire-method: delete needs it with a pattern.');
    }
}
function readPatterns(reader, input, whyNot, separator) {
    const { text } = reader.get(input);
    const lines = (0,input_reader/* splitList */.ry)(text, separator);
    if (lines.length === 0)
        return undefined;
    for (const line of lines) {
        const reason = line.includes('**') ? 'use a single *' : whyNot(line.replace(/^!/, ''));
        if (reason !== undefined)
            reader.refuse(input, `${(0,src_text/* quote */.hD)(line)} is not valid; ${reason}.`);
    }
    const included = lines.filter((line) => !line.startsWith('!'));
    if (included.length === 0)
        reader.refuse(input, 'only leaves out; add a line that includes, such as *.');
    return { included, excluded: lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1)) };
}
function whyNoProject(text) {
    const literal = text.replaceAll('*', '');
    if (/^[0-9]+$/.test(text))
        return 'use slugs; an ID can only be given as project';
    if (text.length <= 100 && (text === '*' || (0,base_url/* isSlug */.u5)(literal)))
        return undefined;
    return (0,base_url/* isSlug */.u5)(literal.toLowerCase())
        ? `slugs are lower case, so use ${text.toLowerCase()}`
        : 'use slugs and patterns, such as web, web-* or !web-old; only * is special';
}
function whyNoName(text) {
    if (/[?[\]{}\\]/.test(text))
        return 'only * is special, and ? [ ] { } \\ cannot be used; use name for a literal name';
    const isName = text !== '' && Array.from(text).length <= 64 && (0,src_text/* isPlainLine */.b1)(text);
    return isName ? undefined : 'use names of at most 64 characters, and patterns such as preview-*';
}

// EXTERNAL MODULE: ./src/model/destination.ts
var model_destination = __webpack_require__(2161);
;// CONCATENATED MODULE: ./src/list/settle.ts



/**
 * Assigns each key to the item that names it most literally. Reports keys that two items name equally, and DSNs that
 * would overwrite each other. Keys of one rotation count as one.
 */
function settle(keys) {
    const problems = [];
    const owners = new Map();
    for (const key of keys.filter(({ names }) => names === undefined)) {
        const owner = owners.get(markerOf(key)) ?? key;
        const { project, name = '' } = key.desired;
        if (owner.rank === key.rank && owner.label !== key.label) {
            const text = `the client key ${(0,src_text/* quote */.hD)(name)} of ${project} already belongs to ${labelOf(owner)}. Remove one of them.`;
            problems.push({ ...itemOf(key), input: 'name', text });
        }
        owners.set(markerOf(key), owner.rank < key.rank ? key : owner);
    }
    const isOwner = (key) => {
        const owner = owners.get(markerOf(key));
        return owner?.label === key.label && owner?.rank === key.rank;
    };
    const kept = keys.filter((key) => key.names !== undefined || isOwner(key));
    return { kept, problems: [...problems, ...sharedPlaces(kept)] };
}
function markerOf({ desired: { mode, project, name = '' } }) {
    return JSON.stringify([project, mode === 'find' ? name : (0,rotation/* nameBefore */.H7)(name)]);
}
/** Environment variables, secrets and variables that would get the DSNs of several keys. */
function sharedPlaces(keys) {
    const problems = [];
    const owners = new Map();
    const claim = (key, id, input, what) => {
        const owner = owners.get(id);
        if (owner === undefined)
            owners.set(id, key);
        else {
            const text = owner.label === key.label
                ? `${what} would get the DSNs of several projects. Use {project} in its name.`
                : `${what} already belongs to ${labelOf(owner)}. Remove one of them.`;
            problems.push({ ...itemOf(key), input, text });
        }
    };
    for (const key of keys) {
        // The environment of a Windows runner ignores case.
        for (const name of key.desired.envNames.map((one) => one.toUpperCase())) {
            claim(key, name, 'env-name', `the environment variable ${name}`);
        }
        for (const destination of key.desired.destinations) {
            claim(key, (0,model_destination/* idOf */.TH)(destination), `${destination.kind}-name`, (0,model_destination/* titleOf */.Gg)(destination));
        }
    }
    return problems;
}
function itemOf({ label }) {
    return label === undefined ? {} : { item: label };
}
function labelOf({ label, desired }) {
    return label ?? desired.project;
}

;// CONCATENATED MODULE: ./src/list/read-list.ts










/** The title of problems found after a request to Sentry. */
const NOTHING_CHANGED = 'Invalid inputs (nothing was changed in Sentry):';
/** The inputs that an item does not inherit from the step. */
const OWN = ['project', 'projects', 'names'];
/**
 * Reads and checks every input of a step about several keys.
 *
 * @param slugs of the organization's projects, sorted; without them, nothing has been sent yet, and project patterns
 *   are only checked
 * @throws {Failure} that lists the problems of all items
 */
function readListStep(env, slugs) {
    const reader = new input_reader/* InputReader */.i_(env);
    const inputs = (0,step_inputs/* readStepInputs */.W)(reader);
    if (inputs.ephemeral)
        reader.refuse('ephemeral', 'cannot be combined with keys, projects or names.');
    const isList = reader.has('keys');
    const items = isList
        ? readItemsIn(reader)
        : [{ label: undefined, values: new Map(), problems: [] }];
    const { keys, problems, warnings, scopes, stores } = readItems(items, inputs, reader, slugs);
    const settled = settle(keys);
    const github = (0,read_step/* readGitHub */.kQ)(reader, !inputs.dryRun && stores);
    (0,read_step/* refuseIfWrong */.Bj)(reader, [...problems, ...settled.problems], slugs && NOTHING_CHANGED);
    return {
        ...inputs,
        github,
        mostChanges: mostChanges(inputs, scopes),
        needsSlugs: scopes.some(isWide),
        title: isList ? (0,model_plan/* countOf */.pq)(keys.length) : titleOf(reader, inputs),
        keys: settled.kept,
        warnings,
    };
}
/** Reads the items of `keys`. */
function readItemsIn(reader) {
    for (const input of OWN) {
        if (reader.has(input))
            reader.refuse(input, 'cannot be combined with keys: each item has its own.');
    }
    const text = readListText(reader);
    if (text === undefined)
        return [];
    return parseItems(text, (problem) => {
        reader.refuse('keys', problem);
    });
}
/** Reads the keys of the items. Anything an item omits falls back to the step's inputs, except its projects. */
function readItems(items, step, ofStep, slugs) {
    const blank = { INPUT_PROJECT: '', INPUT_PROJECTS: '', INPUT_NAMES: '', SENTRY_PROJECT: '' };
    const stepInputs = [...ofStep.asked].filter((input) => !OWN.includes(input));
    const keys = [];
    const problems = [];
    const warnings = [];
    const scopes = [];
    let stores = false;
    const unused = new Map();
    for (const item of items) {
        const env = item.label === undefined ? ofStep.env : { ...ofStep.env, ...blank };
        const reader = new input_reader/* InputReader */.i_(env, item);
        const scope = readScope(reader, item, step);
        scopes.push(scope);
        warnings.push(...checkScope(scope, reader, step, slugs));
        const found = [...item.problems];
        for (const { values, ...variant } of variantsOf(scope, slugs)) {
            const ofVariant = new input_reader/* InputReader */.i_(env, { label: item.label, values: new Map([...item.values, ...values]) });
            const desired = (0,read_key/* readKey */.Y)(ofVariant, step);
            if (step.mode !== 'find' && !ofVariant.has('name') && !ofVariant.has('names')) {
                ofVariant.refuse('name', 'missing; each key of a list needs one.');
            }
            stores ||= (0,read_step/* isStoring */.Ju)(ofVariant);
            for (const input of ofVariant.asked)
                reader.asked.add(input);
            found.push(...ofVariant.problems);
            if (variant.isStandIn || !ofVariant.problems.every(isInherited))
                continue;
            const mayBeAbsent = desired.mayBeAbsent || variant.rank < LITERAL;
            keys.push({ ...variant, desired: { ...desired, mayBeAbsent }, label: item.label });
        }
        for (const input of reader.asked)
            ofStep.asked.add(input);
        for (const input of item.values.keys()) {
            const reason = reasonAgainstMember(input, [...reader.asked], stepInputs);
            if (reason !== undefined)
                reader.refuse(memberTitle(input), reason);
        }
        const inherited = new Map();
        for (const problem of [...found, ...reader.problems]) {
            if (isInherited(problem))
                inherited.set(problem.input, problem);
            else
                problems.push(problem);
        }
        for (const [input, problem] of inherited) {
            unused.set(input, { problem, count: (unused.get(input)?.count ?? 0) + 1 });
        }
    }
    for (const { problem, count } of unused.values()) {
        if (count === items.length)
            problems.push(problem);
    }
    const projects = keys.map(({ desired }) => desired.project).filter((project) => project !== '');
    if (new Set(projects.map(base_url/* isNewSlug */.kQ)).size > 1) {
        ofStep.refuse('keys', 'use slugs for all projects or IDs for all, not both.');
    }
    return { keys, problems, warnings, scopes, stores };
}
/** Whether only the step's own input is unused, which is no problem if another item uses it. */
function isInherited({ isUnused, item }) {
    return isUnused === true && item === undefined;
}
/** Why a member of an item is not a valid input; `undefined` if it is. */
function reasonAgainstMember(given, inputs, stepInputs) {
    if (stepInputs.includes(given))
        return 'is an input of the step, for all keys of the list.';
    const own = inputs.filter((input) => !stepInputs.includes(input));
    if (own.includes(given))
        return undefined;
    return (0,input_reader/* reasonAgainst */.sx)(given, own) ?? `a key of a list has no such input. There are ${own.sort().join(', ')}.`;
}

// EXTERNAL MODULE: ./src/model/rate-limit.ts
var rate_limit = __webpack_require__(4333);
// EXTERNAL MODULE: ./src/workflow/outputs.ts
var outputs = __webpack_require__(6327);
// EXTERNAL MODULE: ./src/workflow/report.ts
var report = __webpack_require__(2463);
;// CONCATENATED MODULE: ./src/list/report-list.ts






/** Keys that an error names for each reason; the log has all of them. */
const MAX_NAMED = 10;
/** Reasons that an error lists. */
const MAX_REASONS = 10;
/** A key of a list, as log lines and errors name it. */
function report_list_labelOf({ project, name }) {
    return name === undefined ? project : `${project} ${name}`;
}
/**
 * The first log line of a step: what it will do.
 *
 * @param total projects of the organization; `undefined` if they were not listed
 */
function announceList(step, total) {
    const { title, sentry, keys, mostChanges } = step;
    const { size } = new Set(keys.map(({ desired }) => desired.project));
    const where = total === undefined ? sentry.org : `${size} of ${total} projects of ${sentry.org}`;
    return (0,report/* announce */.iP)(step, title, where, mostChanges === undefined ? [] : [`at most ${mostChanges} changes`]);
}
/** The log line about one key. @param number in the list, from 1 on */
function lineAbout(progress, number, total) {
    return `[${number}/${total}] ${report_list_labelOf(progress.desired)}: ${resultOf(progress)}`;
}
function resultOf(progress) {
    if (progress.isHeldBack)
        return `would ${(0,report/* wouldDo */.J7)(progress)}`;
    if ((0,outputs/* hasFailed */.WN)(progress))
        return `failed. ${(0,outputs/* errorOf */.Mz)(progress)}`;
    return progress.isDryRun ? `would ${(0,report/* wouldDo */.J7)(progress)}` : (0,report/* doneIn */._7)(progress);
}
/**
 * Reports the results of a list: outputs, the job summary, and one log line or exactly one error.
 *
 * @returns the exit code
 */
function reportList(all, about, runner) {
    const failed = all.filter(outputs/* hasFailed */.WN);
    const problem = setOutputs(all, runner);
    if (all.length > 0)
        (0,report/* summarize */.eh)('Sentry client keys', summaryRows(all, about), runner);
    runner.info(`${about.isDryRun ? 'Dry run: ' : ''}${about.org}: ${countsOf(all)}.`);
    if (failed.length === 0 && problem === undefined)
        return 0;
    const errors = [
        ...(problem === undefined ? [] : [`${(0,src_failure/* explain */.WE)(problem)} The log shows what was done.`]),
        ...(about.problem !== undefined
            ? [about.problem.message]
            : failed.length === 0
                ? []
                : [errorAbout(failed, all.length)]),
    ];
    runner.error(errors.join('\n'));
    return 1;
}
/**
 * Reports the progress of an interrupted list, in exactly one error.
 *
 * @param total keys of the list
 * @param cause what was thrown, unless the job was cancelled
 */
function reportListCancelled(all, total, cause, runner) {
    setOutputs(all, runner);
    const undone = all.filter(outputs/* hasFailed */.WN);
    const created = undone.filter(({ keyCreated, projectCreated }) => keyCreated !== 'no' || projectCreated !== 'no');
    const done = all.length - undone.length;
    const rest = created.length > 0
        ? `These were or may have been created, and may not be delivered: ${named(created)}.`
        : `${done === 0 ? 'No client key was' : 'None of the others was'} created by this step.`;
    runner.error(`${cause === undefined ? 'Cancelled.' : (0,src_failure/* explain */.WE)(cause)} ${done} of ${total} client keys are done. ${rest} ${again(all)}`);
}
/** What another run of the job does. With `mode: create`, it creates a key for every item of its list. */
function again(all) {
    return all.some(({ desired }) => desired.mode === 'create')
        ? 'Run the job again with the rest of the list only: mode: create adds a key for every item.'
        : 'Run the job again: it finishes the rest and creates nothing twice.';
}
/** @returns why the outputs could not be set */
function setOutputs(all, runner) {
    try {
        runner.outputs((0,outputs/* listOutputs */.PN)(all));
        return undefined;
    }
    catch (error) {
        return error;
    }
}
/** Such as `1000 client keys, 3 created, 997 reused`. */
function countsOf(all) {
    const outcomes = Map.groupBy(all, (progress) => ((0,outputs/* hasFailed */.WN)(progress) ? 'failed' : ((0,outputs/* outcomeIn */._A)(progress) ?? 'failed')));
    const parts = [...outcomes].map(([outcome, { length }]) => `${length} ${outcome}`).sort();
    return [(0,model_plan/* countOf */.pq)(all.length), ...parts].join(', ');
}
/** One error about all failed keys; each reason is reported once. */
function errorAbout(failed, total) {
    const groups = [...Map.groupBy(failed, reasonIn)].slice(0, MAX_REASONS);
    const rest = failed.length - groups.reduce((count, [, { length }]) => count + length, 0);
    return [
        `${failed.length} of ${(0,model_plan/* countOf */.pq)(total)} failed. Fix the cause. ${again(failed)}`,
        ...groups.map(([reason, results]) => {
            const [only] = results.length === 1 ? results : [];
            return `${named(results)}: ${only === undefined ? reason : (0,outputs/* errorOf */.Mz)(only)}`;
        }),
        ...(rest > 0 ? [`… and ${rest} more: see the log, or the output keys.`] : []),
    ].join('\n');
}
/** Why a key failed, without its project and name, so equal reasons have equal text. */
function reasonIn(progress) {
    const left = (0,outputs/* whatIsLeft */.WT)(progress).length > 0 ? ' See the log for what is left in Sentry.' : '';
    return `${(0,src_failure/* reasonOf */.A3)(progress.failure)}${left}`;
}
function named(all) {
    const rest = all.length - MAX_NAMED;
    const names = all
        .slice(0, MAX_NAMED)
        .map(({ desired }) => report_list_labelOf(desired))
        .join(', ');
    return rest > 0 ? `${names} and ${rest} more` : names;
}
function summaryRows(all, { isDryRun }) {
    const rank = (one) => ((0,outputs/* hasFailed */.WN)(one) ? 0 : (0,outputs/* hasChanged */.$H)(one) ? 1 : 2);
    const sorted = all.toSorted((a, b) => rank(a) - rank(b));
    const outcome = isDryRun ? 'Outcome (dry run: nothing was changed)' : 'Outcome';
    return [
        ['Project', 'Client key', outcome, 'Rate limit', isDryRun ? 'DSN would go to' : 'DSN', 'Settings'],
        ...sorted.map((progress) => {
            const { place, desired, key, delivered, takenBack } = progress;
            return [
                place.project,
                key?.name ?? desired.name ?? '',
                isDryRun && !(0,outputs/* hasFailed */.WN)(progress) ? (0,report/* doneIn */._7)(progress) : resultOf(progress),
                key === undefined ? '' : (0,rate_limit/* showRateLimit */.X5)(key.rateLimit),
                [...delivered, ...takenBack.map((title) => `removed from ${title}`)].join(', '),
                new URL((0,base_url/* pageOf */.ZZ)(place, key)),
            ];
        }),
    ];
}

// EXTERNAL MODULE: ./node_modules/p-queue/dist/index.js + 2 modules
var p_queue_dist = __webpack_require__(7814);
// EXTERNAL MODULE: ./src/net/http.ts + 1 modules
var http = __webpack_require__(4990);
;// CONCATENATED MODULE: ./src/list/throttle.ts



/** The maximum number of concurrent tasks or requests. */
const MOST_AT_ONCE = 20;
/** The fraction of a limit to use: requests sent evenly don't arrive evenly. */
const USED_PART = 0.95;
/** Minimum milliseconds between two requests after a refusal from a server that named no limit. */
const CAREFUL_INTERVAL_MS = 25;
/** Maximum keys in a row without a useful answer from a server. */
const MOST_IN_VAIN = 5;
/** Milliseconds to wait if a server refuses without a wait time. */
const PAUSE_MS = 1000;
/**
 * Keeps all runs together below the limits of one server: at most 20 concurrent requests and at most what its headers
 * allow, evenly over time. One 429 delays all requests. Sentry limits requests per second and concurrent requests
 * (`X-Sentry-Rate-Limit-Limit` and `-ConcurrentLimit`).
 */
class Throttle {
    #clock;
    #isRefusal;
    #queue = new p_queue_dist/* default */.Ay({ concurrency: MOST_AT_ONCE });
    /** Milliseconds between two requests if only this run uses the limit. */
    #intervalMs = 0;
    #nextStart = 0;
    /** Requests sent before the server named a limit, which also count, and the time of the first one. */
    #unpaced = { count: 0, since: 0 };
    #refusal;
    /** The answer that refused the token. */
    #rejection;
    #isGivenUp = false;
    /** @param isRefusal whether a response is a rate limit; by default 429 */
    constructor(clock, isRefusal = ({ status }) => status === 429) {
        this.#clock = clock;
        this.#isRefusal = isRefusal;
    }
    /**
     * Wraps `send` and delays requests if needed. If a request would have to wait longer than its timeout, it gets the
     * refusal that caused the wait. Waiting for other requests does not use up its time. After a token is refused (401),
     * all later requests get the same answer.
     */
    over(send) {
        const clock = this.#clock;
        return (request, timeoutMs, free) => {
            const asked = clock.now();
            return this.#queue.add(async () => {
                const turn = await this.#waitForTurn(timeoutMs);
                if ('status' in turn)
                    return turn;
                free?.(clock.now() - asked - turn.pausedMs);
                const response = await send(request, Math.max(1, Math.floor(timeoutMs - turn.pausedMs)));
                this.#learn(response);
                return response;
            });
        };
    }
    /** Makes every later request fail at once: this server does not answer. */
    giveUp() {
        this.#isGivenUp = true;
    }
    /** @returns how long the server's limit delayed the request; or the refusal, if the wait is too long */
    async #waitForTurn(timeoutMs) {
        const clock = this.#clock;
        let pausedMs = 0;
        for (;;) {
            if (this.#isGivenUp)
                throw givenUp();
            if (this.#rejection !== undefined)
                return this.#rejection;
            const now = clock.now();
            const pauseMs = (this.#refusal?.until ?? 0) - now;
            if (this.#refusal !== undefined && pauseMs > 0) {
                if (pauseMs >= timeoutMs - pausedMs)
                    return refusedFor(this.#refusal.response, pauseMs);
                await clock.sleep(pauseMs);
                pausedMs += clock.now() - now;
                continue;
            }
            const start = Math.max(now, this.#nextStart);
            if (this.#intervalMs === 0)
                this.#countUnpaced(start);
            this.#nextStart = start + this.#intervalMs;
            if (start > now)
                await clock.sleep(start - now);
            // Another request can be refused meanwhile.
            if ((this.#refusal?.until ?? 0) <= clock.now())
                return { pausedMs };
        }
    }
    #countUnpaced(start) {
        if (this.#unpaced.count === 0)
            this.#unpaced.since = start;
        this.#unpaced.count += 1;
    }
    #setPace(intervalMs) {
        if (this.#intervalMs === 0) {
            const { count, since } = this.#unpaced;
            const latest = this.#clock.now() + MOST_AT_ONCE * intervalMs;
            this.#nextStart = Math.min(since + count * intervalMs, latest);
        }
        this.#intervalMs = intervalMs;
    }
    #learn(response) {
        const perSecond = limitIn(response, 'x-sentry-rate-limit-limit');
        const atOnce = limitIn(response, 'x-sentry-rate-limit-concurrentlimit');
        if (perSecond !== undefined)
            this.#setPace(1000 / (perSecond * USED_PART));
        if (atOnce !== undefined)
            this.#queue.concurrency = Math.min(atOnce, MOST_AT_ONCE);
        if (response.status === 401)
            this.#rejection = response;
        if (!this.#isRefusal(response))
            return;
        const now = this.#clock.now();
        const pausedUntil = this.#refusal?.until ?? 0;
        this.#intervalMs ||= CAREFUL_INTERVAL_MS;
        const until = now + ((0,retrying_client/* retryAfterMs */.Vs)(response.headers) ?? PAUSE_MS);
        this.#refusal = { response, until: Math.max(until, pausedUntil) };
    }
}
function givenUp() {
    const error = new Error(`it gave no useful answer for ${MOST_IN_VAIN} client keys in a row, so it was not asked again`);
    return new http/* NoResponse */.$(Object.assign(error, { code: 'ERR_GIVEN_UP' }), false, false);
}
/** A refusal, updated with the rest of the pause in milliseconds. */
function refusedFor({ status, headers, body }, leftMs) {
    const seconds = String(Math.ceil(leftMs / 1000));
    return { status, headers: { ...headers, 'retry-after': seconds }, body };
}
/** A limit that a response names; `undefined` if it is missing or invalid. */
function limitIn({ headers }, name) {
    const limit = Number(headers[name]);
    return limit >= 1 ? Math.floor(limit) : undefined;
}
/** Runs `work` on all items, some concurrently. Rejects with the first error that `work` throws. */
async function inQueue(items, work) {
    const queue = new p_queue_dist/* default */.Ay({ concurrency: MOST_AT_ONCE });
    await queue.addAll(items.map((item) => () => work(item)));
}

;// CONCATENATED MODULE: ./src/list/many-keys.ts














/**
 * The step about several keys. Each key goes through the phases of a single key, some concurrently: first all keys that
 * match patterns are found, and all are planned; then all begin, the created keys are read once, and all end.
 */
class ManyKeys {
    #env;
    #step;
    #runner;
    #runtime;
    #server;
    #github;
    /** The throttle of each server, and how many keys in a row got no useful answer from it. */
    #throttles = new Map();
    #runs = [];
    #done = new Set();
    /** @throws {Failure} if the inputs are not valid, or if a runner file is missing */
    constructor(env, runner, runtime) {
        this.#env = env;
        this.#step = readListStep(env);
        this.#runner = runner;
        this.#runtime = runtime;
        const { sentry, mask } = this.#step;
        const access = { ...sentry, masked: mask ? 'dsn' : 'secrets' };
        const server = (0,sentry_session/* connectToSentry */.r6)(access, runtime);
        this.#server = { ...server, send: this.#throttle(sentry.baseUrl, new Throttle(runtime.clock)).over(server.send) };
    }
    /** @returns the exit code: 0, or 1 after exactly one error was written */
    async run() {
        const projects = this.#step.needsSlugs ? await listAllProjects(this.#server) : undefined;
        if (projects !== undefined)
            this.#step = readListStep(this.#env, projects.slugs);
        const { keys, warnings, sentry, dryRun } = this.#step;
        if (keys.some(({ desired }) => desired.envNames.length > 0))
            this.#runner.requireFile('ENV');
        this.#runner.info(announceList(this.#step, projects?.slugs.length));
        for (const warning of warnings)
            this.#runner.warning(warning);
        this.#github = await this.#openGitHub();
        const entries = keys.map((key) => this.#open(key));
        this.#runs = entries.map(({ run }) => run);
        let problem;
        try {
            problem = await this.#runAll(entries, projects);
        }
        catch (error) {
            // Every request to this server would fail, for any key.
            for (const run of this.#runs)
                if (!this.#done.has(run))
                    this.#finish(run, error);
        }
        const all = this.#runs.map(({ progress }) => progress);
        return reportList(all, { org: sentry.org, isDryRun: dryRun, problem }, this.#runner);
    }
    async #openGitHub() {
        const { sentry, github: access } = this.#step;
        if (access === undefined)
            return undefined;
        const { GitHub, isLimitResponse } = await Promise.all(/* import() */[__webpack_require__.e(6), __webpack_require__.e(519)]).then(__webpack_require__.bind(__webpack_require__, 9519));
        const throttle = this.#throttle(access.apiUrl, new Throttle(this.#runtime.clock, isLimitResponse));
        return new GitHub({ ...access, timeout: sentry.timeout }, this.#runtime, (send) => throttle.over(send));
    }
    #throttle(server, throttle) {
        this.#throttles.set(server.href, { throttle, inVain: 0 });
        return throttle;
    }
    #open(key) {
        const { desired } = key;
        // Outputs are set once, for the list.
        const runner = {
            outputs: () => undefined,
            state: () => undefined,
            variable: (name, value) => {
                this.#runner.variable(name, value);
            },
        };
        const runtime = this.#runtime;
        const log = labelled(this.#runner, report_list_labelOf(desired));
        const session = (0,sentry_session/* openSession */.fA)({ ...this.#server, runtime: { ...runtime, log } }, desired.project);
        const progress = (0,model_progress/* newProgress */.g)(desired, session, this.#step.dryRun, runtime.clock.now());
        const newKeyId = runtime.newKeyId();
        const github = this.#github;
        return { ...key, run: { desired, session, progress, runner, github, newKeyId, isEphemeral: false } };
    }
    /** @returns why nothing was done, if so */
    async #runAll(entries, projects) {
        const look = await lookAtOrganization(this.#server, entries, projects);
        this.#runs = (await this.#findMatches(entries, look)).map(({ run }) => run);
        const planned = [];
        await inQueue(this.#runs.filter((run) => !this.#done.has(run)), (run) => this.#guard(run, async () => {
            const isPlanned = run.progress.plan !== undefined;
            const lookup = async () => concludeFrom(look?.of(run.desired.project), run) ?? (await (0,phases_look/* lookInProject */.Gz)(run));
            planned.push(isPlanned ? { run, destinations: [], knownIds: undefined } : await (0,phases_run/* plan */.et)(run, lookup));
            return false;
        }));
        const tooMany = this.#tooMany(planned);
        if (tooMany !== undefined)
            return tooMany;
        const created = [];
        await inQueue(planned, (one) => this.#guard(one.run, async () => {
            const begun = await (0,phases_run/* begin */.qN)(one);
            if (begun.created === undefined)
                await (0,phases_run/* end */._N)(begun, () => (0,phases_look/* listOnceVisible */.wK)(begun.run));
            else
                created.push(begun);
            return begun.created === undefined;
        }));
        if (created.length === 0)
            return undefined;
        await this.#runtime.clock.sleep(timing/* VISIBILITY_DELAY_MS */.kA);
        const again = await look?.again();
        await inQueue(created, (begun) => this.#guard(begun.run, async () => {
            const { run } = begun;
            await (0,phases_run/* end */._N)(begun, async () => again?.of(run.desired.project) ?? (await (0,phases_look/* listWanted */.UK)(run)));
            return true;
        }));
        return undefined;
    }
    /**
     * Replaces each entry that has name patterns with the planned matching keys; without a match, it is planned to do
     * nothing.
     *
     * @throws {Failure} if two items ask for one key
     */
    async #findMatches(entries, look) {
        const found = new Map();
        await inQueue(entries, async (entry) => {
            const { names, run } = entry;
            if (names === undefined)
                return;
            await this.#guard(run, async () => {
                const listing = look?.of(run.desired.project) ?? (await (0,sentry_listing/* listKeys */.TH)(run.session, wantsOf(entry)));
                const matches = (0,model_plan/* decideMatches */.wm)(run.desired, names, listing).map(({ key, plan: planned }) => {
                    const match = this.#open({ ...entry, names: undefined, desired: { ...run.desired, name: key.name } });
                    return { match, planned, seen: { ...listing, keys: [key], others: [] } };
                });
                if (matches.length === 0)
                    run.progress.plan = (0,model_plan/* simplePlan */.s5)('none');
                else
                    found.set(entry, matches.map(({ match }) => match));
                for (const { match, planned, seen } of matches)
                    (0,phases_look/* conclude */.Ep)(planned, seen, match.run);
                return false;
            });
        });
        const { kept, problems } = settle(entries.flatMap((entry) => found.get(entry) ?? [entry]));
        (0,read_step/* refuseProblems */.nN)(problems, NOTHING_CHANGED);
        return kept;
    }
    /** Logs every key's plan and returns an error if there are too many changes. */
    #tooMany(planned) {
        const { mostChanges = Infinity } = this.#step;
        const count = planned.reduce((sum, { run }) => sum + (0,model_plan/* changesIn */.N0)(run.progress.plan ?? (0,model_plan/* simplePlan */.s5)('none')), 0);
        if (count <= mostChanges || this.#step.dryRun)
            return undefined;
        const problem = new src_failure/* Failure */.HR(`This step would make ${count} changes, but max-changes is ${mostChanges}, so nothing was changed. If the plan ` +
            `in the log is right, set max-changes: ${count}.`);
        for (const { run } of planned) {
            run.progress.isHeldBack = true;
            this.#finish(run, problem);
        }
        return problem;
    }
    /** @param work resolves to whether the key is done */
    async #guard(run, work) {
        try {
            if (await work())
                this.#finish(run, undefined);
        }
        catch (error) {
            this.#finish(run, error);
        }
    }
    #finish(run, failure) {
        run.progress.failure = failure;
        this.#done.add(run);
        this.#noteAnswers(failure);
        if (failure !== undefined)
            this.#runner.debug((0,src_failure/* stackOf */.US)(failure));
        this.#runner.info(lineAbout(run.progress, this.#runs.indexOf(run) + 1, this.#runs.length));
    }
    /** Gives up on a server after several keys in a row without a useful answer: the rest would fail as well. */
    #noteAnswers(failure) {
        const silent = failure instanceof src_failure/* Failure */.HR ? failure.unavailable?.href : undefined;
        for (const [server, state] of this.#throttles) {
            state.inVain = server === silent ? state.inVain + 1 : 0;
            if (state.inVain >= MOST_IN_VAIN)
                state.throttle.giveUp();
        }
    }
    /** Reports what an interrupted run left in Sentry. The caller ends the process. */
    cancel(cause) {
        for (const run of this.#runs) {
            if (!this.#done.has(run))
                run.progress.failure = new src_failure/* Failure */.HR('Cancelled before it was done.');
        }
        const all = this.#runs.map(({ progress }) => progress);
        reportListCancelled(all, all.length === 0 ? this.#step.keys.length : all.length, cause, this.#runner);
    }
}
/** The log of one key, with the key's label. */
function labelled(log, label) {
    return {
        mask: (secret) => {
            log.mask(secret);
        },
        info: (line) => {
            log.info(`${label}: ${line}`);
        },
        warning: (message) => {
            log.warning(`${label}: ${message}`);
        },
        debug: (line) => {
            log.debug(line);
        },
    };
}


/***/ })

};
