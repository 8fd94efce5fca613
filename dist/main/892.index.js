export const id = 892;
export const ids = [892];
export const modules = {

/***/ 9892:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ManyKeys: () => (/* binding */ ManyKeys)
});

// EXTERNAL MODULE: ./src/failure.ts
var src_failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/model/progress.ts
var model_progress = __webpack_require__(138);
// EXTERNAL MODULE: ./src/phases/look.ts + 1 modules
var phases_look = __webpack_require__(618);
// EXTERNAL MODULE: ./src/phases/run.ts + 3 modules
var phases_run = __webpack_require__(5681);
// EXTERNAL MODULE: ./src/phases/timing.ts
var timing = __webpack_require__(3044);
// EXTERNAL MODULE: ./src/sentry/session.ts
var sentry_session = __webpack_require__(8531);
// EXTERNAL MODULE: ./src/model/drift.ts
var model_drift = __webpack_require__(338);
// EXTERNAL MODULE: ./src/model/plan.ts
var model_plan = __webpack_require__(7978);
// EXTERNAL MODULE: ./src/net/json.ts
var json = __webpack_require__(4457);
// EXTERNAL MODULE: ./src/net/retrying-client.ts
var retrying_client = __webpack_require__(2413);
// EXTERNAL MODULE: ./src/sentry/listing.ts
var listing = __webpack_require__(9079);
// EXTERNAL MODULE: ./src/sentry/pages.ts
var sentry_pages = __webpack_require__(8003);
// EXTERNAL MODULE: ./src/sentry/request.ts
var request = __webpack_require__(2834);
;// CONCATENATED MODULE: ./src/list/organization-lists.ts






/** An organization's list that cannot be read, or is longer than it is worth. */
class NotListed extends src_failure/* Failure */.HR {
}
/**
 * Lists an organization's projects (`GET organizations/{org}/projects/`).
 *
 * @param mostPages to read
 * @throws {NotListed} when the server or the token does not allow it, or when there are more pages
 * @throws {Failure} when Sentry does not accept the token, or cannot be reached in the time there is
 */
async function listProjects(session, mostPages) {
    const ids = new Map();
    await readAll(session, 'projects', mostPages, ({ items }) => {
        for (const { id, slug } of items.map(json/* asObject */.eB)) {
            if ((0,json/* isString */.Kg)(id) && (0,json/* isString */.Kg)(slug))
                ids.set(slug, id).set(id, id);
        }
    });
    return ids;
}
/**
 * Lists all client keys of an organization (`GET organizations/{org}/project-keys/`).
 *
 * @param wanted the projects that are looked at; of one that is named twice, all that is wanted is read
 * @param mostPages to read
 * @throws {NotListed} as {@link listProjects} does
 * @throws {Failure} as {@link listProjects} does
 */
async function listOrganizationKeys(session, ids, wanted, mostPages) {
    const byId = Map.groupBy(wanted, ({ project }) => ids.get(project));
    const collectors = new Map();
    const timer = new listing/* ReadTimer */.Eu(session.clock);
    await readAll(session, 'project-keys', mostPages, ({ response, items }) => {
        timer.notePage(response);
        for (const item of items) {
            const id = String((0,json/* asObject */.eB)(item)['projectId']);
            const ofProject = byId.get(id);
            if (ofProject === undefined)
                continue;
            const collector = collectors.get(id) ?? new listing/* KeyCollector */.jO(session, (name) => ofProject.some(({ wants }) => wants(name)));
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
        for await (const page of (0,sentry_pages/* readPages */.n)({ ask, question }))
            take(page);
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR) || error instanceof NotListed)
            throw error;
        const isRefusal = status >= 300 && status < 500;
        // If another page was read before, Sentry can be reached, and only this list cannot be read.
        const isDown = !isRefusal && status !== 200 && list === 'projects' && pages === 1;
        if (status === 401 || status === 429 || isDown)
            throw error;
        // What cannot be read here proves nothing about the lists of single projects.
        const refusal = `Sentry does not list the ${title} for this token (${status}).`;
        const hint = status === 403
            ? ' A token with the scope org:read ("Organization: Read") needs far fewer requests for many keys.'
            : '';
        throw new NotListed(isRefusal ? refusal + hint : error.message, { cause: error.cause });
    }
}

;// CONCATENATED MODULE: ./src/list/organization.ts







/** Pages of an organization's lists that are read for even the shortest list of keys. */
const FEW_PAGES = 10;
/**
 * Looks at all projects of an organization at once, which takes few requests. It is given up if either list has more
 * pages than half as many as there are projects to look at, and more than ten.
 *
 * @returns `undefined` if each project has to be looked at; the log shows why
 * @throws {Failure} when Sentry does not accept the token, or cannot be reached in the time there is
 */
async function lookAtOrganization(server, keys) {
    const wanted = keys
        .filter(({ mode }) => mode !== 'create' && mode !== 'retire')
        .map((key) => ({ project: key.project, wants: (name) => (0,model_plan/* isWanted */.Yu)(key, name) }));
    const projects = new Set(wanted.map(({ project }) => project)).size;
    // The two lists have a page each.
    if (projects <= 2)
        return undefined;
    const mostPages = Math.max(FEW_PAGES, Math.ceil(projects / 2));
    const session = (0,sentry_session/* openOrganizationSession */.Gr)(server);
    try {
        const ids = await listProjects(session, mostPages);
        const listing = await listOrganizationKeys(session, ids, wanted, mostPages);
        return {
            conclude: (run) => concludeFrom(listing.of(run.desired.project), run),
            again: async () => {
                // Each key that was created is one more.
                const pages = 2 * mostPages + Math.ceil(wanted.length / 100);
                return listOrganizationKeys(session, ids, wanted, pages).catch(ifNotListed);
            },
        };
    }
    catch (error) {
        if (!(error instanceof NotListed))
            throw error;
        session.log.info(`${error.message} Each project is looked at on its own.`);
        return undefined;
    }
}
function ifNotListed(error) {
    if (!(error instanceof src_failure/* Failure */.HR))
        throw error;
}
/**
 * Concludes what to do from a list of a whole organization if that is as safe as a look at the project: the key exists
 * and stays as it is, or it is missing.
 */
function concludeFrom(listing, run) {
    const { desired } = run;
    if (listing === undefined || (0,model_plan/* candidates */.Xi)(desired, listing.keys).length > 1)
        return undefined;
    try {
        const plan = (0,model_plan/* decide */.LD)(desired, listing);
        const { action, key, drift, retire, due } = plan;
        if (drift.length + retire.length + due.length > 0)
            return undefined;
        if (action === 'create') {
            (0,model_drift/* requireOffered */.zG)(plan.settings, listing.sdkVersions);
            // A new project may have a key that another run is about to take over.
            if (desired.newProject !== undefined)
                return undefined;
        }
        else if (key === undefined || (0,timing/* isUnsettled */.P4)(key, listing, desired.mode)) {
            return undefined;
        }
        return (0,phases_look/* conclude */.Ep)(plan, listing, run);
    }
    catch (error) {
        // The look at the project has the error for it.
        ifNotListed(error);
        return;
    }
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/inputs/input-reader.ts
var input_reader = __webpack_require__(6757);
// EXTERNAL MODULE: ./src/inputs/read-key.ts + 1 modules
var read_key = __webpack_require__(4247);
// EXTERNAL MODULE: ./src/inputs/read-step.ts
var read_step = __webpack_require__(7984);
// EXTERNAL MODULE: ./src/inputs/step-inputs.ts
var step_inputs = __webpack_require__(993);
// EXTERNAL MODULE: ./src/model/base-url.ts
var base_url = __webpack_require__(1424);
// EXTERNAL MODULE: ./src/model/destination.ts
var model_destination = __webpack_require__(2161);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./src/list/items.ts


const MAX_ITEMS = 10_000;
/**
 * Reads a list of keys, in YAML or JSON: plain values only, each as it is written, so `1e3` and `007` stay what they
 * are.
 *
 * @param refuse takes what is wrong with the list as a whole
 */
function parseItems(text, refuse) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, {
        schema: 'failsafe',
        customTags: ['null'],
        // With `silent`, all documents but the first would be left out without a word.
        logLevel: 'error',
        lineCounter: lines,
        // Both take time that grows with the square of the length: the line of each error, and each pair of names.
        prettyErrors: false,
        uniqueKeys: false,
    });
    const [broken] = [...document.errors, ...document.warnings];
    if (broken !== undefined) {
        const { line, col } = lines.linePos(broken.pos[0]);
        const reason = EXPLAINED[broken.code] ?? (0,src_text/* quote */.hD)(broken.message);
        refuse(`cannot be read as YAML or JSON: ${reason} at line ${line}, column ${col}.`);
        return [];
    }
    const list = document.contents;
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
const TAG = 'YAML reads a value that begins with ! as a tag, so quote it';
/** What the parser explains to programmers only. */
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
/** A member of an item, safe to show: anybody may have written it. */
function memberTitle(name) {
    return /^[\w-]{1,64}$/.test(name) ? name : (0,src_text/* quote */.hD)(name);
}
/** Whether a node has a tag that is written down. It may have made anything of the value. */
function hasTag(node) {
    return (0,dist/* isScalar */.jn)(node) && node.tag !== undefined;
}
function textOf(node) {
    return (0,dist/* isScalar */.jn)(node) && !hasTag(node) ? (node.value ?? '') : '';
}

;// CONCATENATED MODULE: ./src/list/read-list.ts












/** Bytes of a list; 10,000 keys need about one million. */
const MAX_BYTES = 4 * 1024 * 1024;
/**
 * Reads and checks every input of a step about a list of keys. Nothing has been sent anywhere at this point.
 *
 * @throws {Failure} that lists the problems of all items
 */
function readListStep(env) {
    const reader = new input_reader/* InputReader */.i_(env);
    const inputs = (0,step_inputs/* readStepInputs */.W)(reader);
    if (reader.has('project')) {
        reader.refuse('project', 'cannot be combined with keys: each item has its own project.');
    }
    if (inputs.ephemeral)
        reader.refuse('ephemeral', 'cannot be combined with keys.');
    const text = readListText(reader);
    const items = text === undefined
        ? []
        : parseItems(text, (problem) => {
            reader.refuse('keys', problem);
        });
    const { keys, problems, stores } = readItems(items, inputs, reader);
    const github = (0,read_step/* readGitHub */.kQ)(reader, !inputs.dryRun && stores);
    (0,read_step/* refuseIfWrong */.Bj)(reader, problems);
    return { ...inputs, keys, github };
}
/** Reads the items of a list. Anything an item omits falls back to the step's inputs, but for its project. */
function readItems(items, step, ofStep) {
    const env = { ...ofStep.env, INPUT_PROJECT: '', SENTRY_PROJECT: '' };
    const stepInputs = [...ofStep.asked].filter((input) => input !== 'project');
    const keys = [];
    const problems = [];
    let stores = false;
    const unused = new Map();
    const collisions = new Collisions();
    for (const item of items) {
        const reader = new input_reader/* InputReader */.i_(env, item);
        const key = (0,read_key/* readKey */.Y)(reader, step);
        stores ||= (0,read_step/* isStoring */.Ju)(reader);
        if (step.mode !== 'find' && !reader.has('name')) {
            reader.refuse('name', 'missing; each key of a list needs one.');
        }
        for (const input of reader.asked)
            ofStep.asked.add(input);
        for (const input of item.values.keys()) {
            const reason = reasonAgainstMember(input, [...reader.asked], stepInputs);
            if (reason !== undefined)
                reader.refuse(memberTitle(input), reason);
        }
        const collided = reader.problems.every(isInherited) ? collisions.add(item.label, key) : [];
        for (const problem of [...item.problems, ...reader.problems, ...collided]) {
            const { count } = unused.get(problem.input) ?? { count: 0 };
            if (isInherited(problem))
                unused.set(problem.input, { problem, count: count + 1 });
            else
                problems.push(problem);
        }
        keys.push(key);
    }
    for (const { problem, count } of unused.values()) {
        if (count === items.length)
            problems.push(problem);
    }
    const projects = keys.map(({ project }) => project).filter((project) => project !== '');
    if (new Set(projects.map(base_url/* isNewSlug */.kQ)).size > 1) {
        ofStep.refuse('keys', 'use slugs for all projects or IDs for all, not both.');
    }
    return { keys, problems, stores };
}
/** Whether only the step's own input is unused, which is no problem if another item uses it. */
function isInherited({ isUnused, item }) {
    return isUnused === true && item === undefined;
}
/** Why a member of an item is none of its inputs; `undefined` if it is one. */
function reasonAgainstMember(given, inputs, stepInputs) {
    if (stepInputs.includes(given))
        return 'is an input of the step, for all keys of the list.';
    const own = inputs.filter((input) => !stepInputs.includes(input));
    if (own.includes(given))
        return undefined;
    return (0,input_reader/* reasonAgainst */.sx)(given, own) ?? `a key of a list has no such input. There are ${own.sort().join(', ')}.`;
}
/** The list as text, from the input or from the file that it names; `undefined` if there is a problem with it. */
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
/** Finds keys of a list that are the same, or whose DSNs would replace each other. */
class Collisions {
    /** Of each key, secret, variable and environment variable, the item that has it. */
    #items = new Map();
    /**
     * @param item its label, such as `keys[2] (api)`
     * @returns what the item has in common with an earlier one
     */
    add(item, key) {
        const { project, name = '', envName } = key;
        const problems = [];
        const claim = (id, input, what) => {
            const marker = JSON.stringify(id);
            const other = this.#items.get(marker);
            if (other === undefined)
                this.#items.set(marker, item);
            else
                problems.push({ item, input, text: `${what} already belongs to ${other}. Remove one of them.` });
        };
        claim(['key', project, name], 'name', `the client key ${(0,src_text/* quote */.hD)(name)} of ${project}`);
        // The environment of a Windows runner ignores case.
        const variable = envName?.toUpperCase();
        if (variable !== undefined) {
            claim(['environment', variable], 'env-name', `the environment variable ${variable}`);
        }
        for (const destination of key.destinations) {
            claim(idOf(destination), `${destination.kind}-name`, (0,model_destination/* titleOf */.G)(destination));
        }
        return problems;
    }
}
/** GitHub ignores case in its names. */
function idOf(destination) {
    const store = destination.kind === 'secret' ? destination.store : '';
    const id = [destination.kind, store, ...idOfOwner(destination.owner), destination.name];
    return id.map((part) => part.toLowerCase());
}
function idOfOwner(owner) {
    switch (owner.kind) {
        case 'organization':
            return [owner.kind, owner.org];
        case 'repository':
            return [owner.kind, owner.owner, owner.repo];
        case 'environment':
            return [owner.kind, owner.owner, owner.repo, owner.environment];
    }
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
function labelOf({ project, name }) {
    return name === undefined ? project : `${project} ${name}`;
}
/** What a step is about to do, as the first line of its log. */
function announceList({ mode, keys, sentry, dryRun }) {
    const verb = `${mode.charAt(0).toUpperCase()}${mode.slice(1)}`;
    return `${dryRun ? 'Dry run: ' : ''}${verb} ${(0,model_plan/* countOf */.pq)(keys.length)} in ${sentry.org}.`;
}
/** The log line about one key. @param number in the list, from 1 on */
function lineAbout(progress, number, total) {
    const { desired, isDryRun } = progress;
    const what = (0,outputs/* hasFailed */.WN)(progress)
        ? `failed. ${(0,outputs/* errorOf */.Mz)(progress)}`
        : isDryRun
            ? `would ${(0,report/* wouldDo */.J7)(progress)}`
            : (0,report/* doneIn */._7)(progress);
    return `[${number}/${total}] ${labelOf(desired)}: ${what}`;
}
/**
 * Reports what came of a list of keys: outputs, the job summary, and one log line or exactly one error.
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
        ...(failed.length === 0 ? [] : [errorAbout(failed, all.length)]),
    ];
    runner.error(errors.join('\n'));
    return 1;
}
/**
 * Reports how far a list came that was cut short, in exactly one error.
 *
 * @param total keys of the list
 */
function reportListCancelled(all, total, runner) {
    setOutputs(all, runner);
    const undone = all.filter(outputs/* hasFailed */.WN);
    const created = undone.filter(({ keyCreated, projectCreated }) => keyCreated !== 'no' || projectCreated !== 'no');
    const done = all.length - undone.length;
    const rest = created.length > 0
        ? `These were or may have been created, and may not be delivered: ${named(created)}.`
        : `${done === 0 ? 'No client key was' : 'None of the others was'} created by this step.`;
    runner.error(`Cancelled. ${done} of ${total} client keys are done. ${rest} ${again(all)}`);
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
/** One error about all that failed; the same reason is reported once. */
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
/** Why a key failed, without its own project and name: the same reason is the same text. */
function reasonIn(progress) {
    const left = (0,outputs/* whatIsLeft */.WT)(progress).length > 0 ? ' See the log for what is left in Sentry.' : '';
    return `${(0,src_failure/* reasonOf */.A3)(progress.failure)}${left}`;
}
function named(all) {
    const rest = all.length - MAX_NAMED;
    const names = all
        .slice(0, MAX_NAMED)
        .map(({ desired }) => labelOf(desired))
        .join(', ');
    return rest > 0 ? `${names} and ${rest} more` : names;
}
function summaryRows(all, { isDryRun }) {
    const failedFirst = all.toSorted((a, b) => Number((0,outputs/* hasFailed */.WN)(b)) - Number((0,outputs/* hasFailed */.WN)(a)));
    const outcome = isDryRun ? 'Outcome (dry run: nothing was changed)' : 'Outcome';
    return [
        ['Project', 'Client key', outcome, 'Rate limit', 'Settings'],
        ...failedFirst.map((progress) => {
            const { place, desired, key } = progress;
            return [
                place.project,
                key?.name ?? desired.name ?? '',
                (0,outputs/* hasFailed */.WN)(progress) ? `failed: ${(0,outputs/* errorOf */.Mz)(progress)}` : (0,report/* doneIn */._7)(progress),
                key === undefined ? '' : (0,rate_limit/* showRateLimit */.X5)(key.rateLimit),
                new URL((0,base_url/* pageOf */.ZZ)(place, key)),
            ];
        }),
    ];
}

// EXTERNAL MODULE: ./node_modules/p-queue/dist/index.js + 2 modules
var p_queue_dist = __webpack_require__(7814);
// EXTERNAL MODULE: ./src/net/http.ts + 3 modules
var http = __webpack_require__(8474);
;// CONCATENATED MODULE: ./src/list/throttle.ts



/** Pieces of work, or requests, that are under way at the same moment at the most. */
const MOST_AT_ONCE = 20;
/** The part of a limit that is used: requests that leave evenly do not arrive evenly. */
const USED_PART = 0.95;
/** Milliseconds between two requests at least, once a server has refused one and named no limit. */
const CAREFUL_INTERVAL_MS = 25;
/** Milliseconds that a server is left alone that refuses and does not say for how long. */
const PAUSE_MS = 1000;
/**
 * Keeps many runs together below the limits of one server: never more than 20 requests at once, nor more than its
 * headers allow, evenly over time; and one 429 holds all of them back. Sentry's limits are requests a second and
 * requests at once (`X-Sentry-Rate-Limit-Limit` and `-ConcurrentLimit`).
 */
class Throttle {
    #clock;
    #isRefusal;
    #queue = new p_queue_dist/* default */.Ay({ concurrency: MOST_AT_ONCE });
    /** Milliseconds between two requests where nobody else uses the limit. */
    #intervalMs = 0;
    #nextStart = 0;
    /** Requests that left before the server named a limit, which count too; and when the first one did. */
    #unpaced = { count: 0, since: 0 };
    #refusal;
    /** @param isRefusal whether a response is the server's limit; by default 429 */
    constructor(clock, isRefusal = ({ status }) => status === 429) {
        this.#clock = clock;
        this.#isRefusal = isRefusal;
    }
    /**
     * The same way to the server, held back where that is needed. A request that would have to wait longer than it may is
     * answered with the refusal that everybody waits for.
     */
    over(send) {
        const clock = this.#clock;
        return (request, timeoutMs) => {
            const deadline = clock.now() + timeoutMs;
            return this.#queue.add(async () => {
                const refused = await this.#waitForTurn(deadline);
                if (refused !== undefined)
                    return refused;
                const response = await send(request, Math.floor(deadline - clock.now()));
                this.#learn(response);
                return response;
            });
        };
    }
    /** @returns the refusal that there is no time to wait for */
    async #waitForTurn(deadline) {
        const clock = this.#clock;
        for (;;) {
            const now = clock.now();
            const pausedUntil = this.#refusal?.until ?? 0;
            const start = Math.max(now, this.#nextStart, pausedUntil);
            // A request without any time would be sent, and nobody would hear what came of it.
            if (deadline - start < 1) {
                if (this.#refusal !== undefined && pausedUntil > now) {
                    return refusedFor(this.#refusal.response, start - now);
                }
                throw new http/* NoResponse */.$(new Error('the time is up'), false, true);
            }
            if (this.#intervalMs === 0)
                this.#countUnpaced(start);
            this.#nextStart = start + this.#intervalMs;
            if (start > now)
                await clock.sleep(start - now);
            // Another request may have been refused meanwhile, and sleep may take longer than it should.
            const awake = clock.now();
            if ((this.#refusal?.until ?? 0) <= awake && deadline - awake >= 1)
                return undefined;
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
        if (!this.#isRefusal(response))
            return;
        const now = this.#clock.now();
        const pausedUntil = this.#refusal?.until ?? 0;
        this.#intervalMs ||= CAREFUL_INTERVAL_MS;
        const until = now + ((0,retrying_client/* retryAfterMs */.Vs)(response.headers) ?? PAUSE_MS);
        this.#refusal = { response, until: Math.max(until, pausedUntil) };
    }
}
/** A refusal as it would read now: what is left of the pause, in milliseconds. */
function refusedFor({ status, headers, body }, leftMs) {
    const seconds = String(Math.ceil(leftMs / 1000));
    return { status, headers: { ...headers, 'retry-after': seconds }, body };
}
/** A limit that a response names; `undefined` where it names none that makes sense. */
function limitIn({ headers }, name) {
    const limit = Number(headers[name]);
    return limit >= 1 ? Math.floor(limit) : undefined;
}
/** Does the same with many things, some of them side by side. Rejects with the first that `work` throws. */
async function inQueue(items, work) {
    const queue = new p_queue_dist/* default */.Ay({ concurrency: MOST_AT_ONCE });
    await queue.addAll(items.map((item) => () => work(item)));
}

;// CONCATENATED MODULE: ./src/list/many-keys.ts










/**
 * The step about a list of keys. Each key goes through the phases of a single one, some of them side by side: all
 * begin, one look at those that were created follows, and all end.
 */
class ManyKeys {
    #step;
    #runner;
    #runtime;
    #server;
    #runs = [];
    #done = new Set();
    /** @throws {Failure} when the inputs are not valid, or when a file of the runner is missing */
    constructor(env, runner, runtime) {
        this.#step = readListStep(env);
        this.#runner = runner;
        this.#runtime = runtime;
        if (this.#step.keys.some(({ envName }) => envName !== undefined))
            runner.requireFile('ENV');
        const { sentry, mask } = this.#step;
        const access = { ...sentry, masked: mask ? 'dsn' : 'secrets' };
        const server = (0,sentry_session/* connectToSentry */.r6)(access, runtime);
        this.#server = { ...server, send: new Throttle(runtime.clock).over(server.send) };
    }
    /** @returns the exit code: 0, or 1 after exactly one error was written */
    async run() {
        const { sentry, dryRun } = this.#step;
        this.#runner.info(announceList(this.#step));
        this.#runs = await this.#open();
        try {
            await this.#runAll();
        }
        catch (error) {
            // Nothing can be asked of this server, whatever the key.
            for (const run of this.#runs)
                if (!this.#done.has(run))
                    this.#finish(run, error);
        }
        const all = this.#runs.map(({ progress }) => progress);
        return reportList(all, { org: sentry.org, isDryRun: dryRun }, this.#runner);
    }
    async #open() {
        const { keys, sentry, github: access, dryRun } = this.#step;
        const runtime = this.#runtime;
        const github = access && (await openThrottled({ ...access, timeout: sentry.timeout }, runtime));
        // The outputs are those of the whole list.
        const runner = {
            outputs: () => undefined,
            state: () => undefined,
            variable: (name, value) => {
                this.#runner.variable(name, value);
            },
        };
        return keys.map((desired) => {
            const log = labelled(this.#runner, labelOf(desired));
            const server = { ...this.#server, runtime: { ...runtime, log } };
            const session = (0,sentry_session/* openSession */.fA)(server, desired.project);
            const progress = (0,model_progress/* newProgress */.g)(desired, session, dryRun, runtime.clock.now());
            const newKeyId = runtime.newKeyId();
            return { desired, session, progress, runner, github, newKeyId, isEphemeral: false };
        });
    }
    async #runAll() {
        const look = await lookAtOrganization(this.#server, this.#runs.map(({ desired }) => desired));
        const created = [];
        await inQueue(this.#runs, (run) => this.#guard(run, async () => {
            const begun = await (0,phases_run/* begin */.qN)(run, async () => look?.conclude(run) ?? (await (0,phases_look/* lookInProject */.Gz)(run)));
            if (begun.created === undefined)
                await (0,phases_run/* end */._N)(begun, () => (0,phases_look/* listOnceVisible */.wK)(run));
            else
                created.push(begun);
            return begun.created === undefined;
        }));
        if (created.length === 0)
            return;
        await this.#runtime.clock.sleep(timing/* VISIBILITY_DELAY_MS */.kA);
        const again = await look?.again();
        await inQueue(created, (begun) => this.#guard(begun.run, async () => {
            const { run } = begun;
            await (0,phases_run/* end */._N)(begun, async () => again?.of(run.desired.project) ?? (await (0,phases_look/* listWanted */.UK)(run)));
            return true;
        }));
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
        if (failure !== undefined)
            this.#runner.debug((0,src_failure/* stackOf */.US)(failure));
        this.#runner.info(lineAbout(run.progress, this.#runs.indexOf(run) + 1, this.#runs.length));
    }
    /** Reports what is left in Sentry of a run that is cut short. The caller ends the process. */
    cancel() {
        for (const run of this.#runs) {
            if (!this.#done.has(run))
                run.progress.failure = new src_failure/* Failure */.HR('Cancelled before it was done.');
        }
        const all = this.#runs.map(({ progress }) => progress);
        reportListCancelled(all, this.#step.keys.length, this.#runner);
    }
}
async function openThrottled(access, runtime) {
    const { isLimitResponse, openGitHub } = await Promise.all(/* import() */[__webpack_require__.e(6), __webpack_require__.e(835)]).then(__webpack_require__.bind(__webpack_require__, 5835));
    const github = openGitHub(access, runtime);
    return { ...github, send: new Throttle(runtime.clock, isLimitResponse).over(github.send) };
}
/** The log of one key: its lines name the key. */
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
