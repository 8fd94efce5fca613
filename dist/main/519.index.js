export const id = 519;
export const ids = [519];
export const modules = {

/***/ 9519:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GitHub: () => (/* binding */ GitHub),
  isLimitResponse: () => (/* reexport */ isLimitResponse)
});

// EXTERNAL MODULE: ./src/net/json.ts
var json = __webpack_require__(4457);
// EXTERNAL MODULE: ./src/net/runtime.ts + 2 modules
var net_runtime = __webpack_require__(7844);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/net/proxy.ts + 1 modules
var proxy = __webpack_require__(577);
;// CONCATENATED MODULE: ./src/github/environment.ts
/**
 * Checks what `@actions/github` reads on import: the event file and the proxy for GitHub. That package would throw, or
 * print the path unescaped, so import this module first.
 */



const { GITHUB_EVENT_PATH: eventFile, GITHUB_API_URL: apiUrl } = process.env;
(0,proxy/* proxyFor */.i)(URL.parse(apiUrl ?? '') ?? new URL('https://api.github.com'));
try {
    if (eventFile)
        JSON.parse((0,external_node_fs_.readFileSync)(eventFile, 'utf8'));
}
catch (cause) {
    throw new failure/* Failure */.HR('The file that GITHUB_EVENT_PATH names does not exist or is not JSON, and storing at GitHub needs it. The runner ' +
        'sets this variable: do not change it in the workflow.', { cause });
}

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 21 modules
var github = __webpack_require__(1758);
// EXTERNAL MODULE: ./node_modules/@octokit/request-error/dist-src/index.js
var dist_src = __webpack_require__(1015);
// EXTERNAL MODULE: ./src/model/base-url.ts
var base_url = __webpack_require__(1424);
// EXTERNAL MODULE: ./src/net/explain.ts
var explain = __webpack_require__(9812);
// EXTERNAL MODULE: ./src/net/http.ts + 1 modules
var http = __webpack_require__(4990);
// EXTERNAL MODULE: ./src/net/retrying-client.ts
var retrying_client = __webpack_require__(2413);
;// CONCATENATED MODULE: ./src/github/errors.ts



/** GitHub refused a request. */
class Refusal extends failure/* Failure */.HR {
    status;
    constructor(status, message, { target }, unavailable) {
        super(message, { reason: message.replace(target.title, '…'), unavailable });
        this.status = status;
    }
}
/**
 * @param said GitHub's own message
 * @param isLimited whether it is one of GitHub's limits, some of which are a 403
 */
function explainRefusal(status, said, isLimited, question) {
    const { doing, target } = question;
    const failed = `GitHub did not let the step ${doing} ${target.title}${(0,explain/* asAnswered */.KL)(said, status)}.`;
    const advice = isLimited
        ? 'GitHub is limiting requests right now. Run the job again later.'
        : adviceFor(status, question);
    return new Refusal(status, `${failed} ${advice}`, question, isLimited || status >= 500 ? question.apiUrl : undefined);
}
function adviceFor(status, question) {
    const { kind } = question.target.owner;
    const input = kind === 'organization' ? 'github-organization' : 'github-repository';
    const place = kind === 'environment' ? `${input} and github-environment` : input;
    // GitHub redirects renamed resources with the status 301, 302, 307 or 308.
    if (status < 400)
        return `It was renamed or moved. Set ${input} to its new name.`;
    switch (status) {
        case 401:
            return 'Check that github-token is complete and has not expired or been revoked.';
        case 403:
            return neededPermission(question);
        case 404:
            return `It does not exist, or github-token cannot see it. Check ${place}. ${neededPermission(question)}`;
        case 409:
            return 'It was changed at the same moment. Run the job again.';
        case 402:
        case 422:
            return kind === 'organization'
                ? "Check that the organization's GitHub plan allows this, and check github-visibility."
                : "Check the name and GitHub's message.";
        default:
            return 'Run the job again later.';
    }
}
function neededPermission({ target, isAppToken }) {
    const needed = `The token needs ${target.permission}.`;
    return isAppToken
        ? `${needed} The GITHUB_TOKEN of a workflow cannot have it. Use a fine-grained personal access ` +
            'token or the token of your own GitHub App.'
        : needed;
}
/** The answer is not from GitHub's API. */
function explainForeign(status, { doing, target, apiUrl }) {
    const write = (title) => `What answers at ${(0,base_url/* addressOf */.ci)(apiUrl)} is not GitHub's API (Forgejo and Gitea are not supported): it answered ` +
        `${status} when it was asked to ${doing} ${title}. Check GITHUB_API_URL, or leave out ${target.kind}-name and ` +
        'store the output dsn in a step of your own.';
    return new failure/* Failure */.HR(write(target.title), { reason: write('…') });
}
/** GitHub's answer lacks something that every GitHub sends. */
function explainUnreadable(target) {
    return new failure/* Failure */.HR(`GitHub's answer could not be read when it was asked to look at ${target.title}. Check GITHUB_API_URL.`);
}

;// CONCATENATED MODULE: ./src/github/call.ts









/** Opens a session with its own time budget. */
function openGitHubSession(server) {
    const { apiUrl, token, timeout, send, runtime } = server;
    const octokit = (0,github/* getOctokit */.Q)(token, {
        baseUrl: (0,base_url/* addressOf */.ci)(apiUrl),
        userAgent: runtime.userAgent,
        request: {
            fetch: fetchThrough(new retrying_client/* RetryingClient */.uE('GitHub', send, timeout, runtime)),
            // Octokit would print deprecation warnings to stderr, unmasked.
            log: { warn: () => undefined },
        },
    });
    return { ...server, octokit };
}
/**
 * @param route a template of GitHub's API; the target's owner fills its names
 * @param params other values of the route or body
 * @throws {Refusal} if GitHub refused
 * @throws {Failure} if there was no answer
 */
async function call({ octokit, apiUrl, token }, doing, target, route, params = {}) {
    const question = { doing, target, apiUrl, isAppToken: token.startsWith('ghs_') };
    const response = await octokit.request(route, { ...target.params, ...params }).catch((error) => {
        if (!(error instanceof dist_src/* RequestError */.G))
            throw error;
        if (error.cause instanceof http/* NoResponse */.$) {
            const asked = { verb: doing, name: target.title, baseUrl: apiUrl };
            throw (0,explain/* explainNoResponse */.i)(error.cause, asked, 'GITHUB_API_URL');
        }
        const { status } = error;
        const { data, headers = {} } = error.response ?? {};
        const { message } = (0,json/* asObject */.eB)(data);
        const said = (0,json/* isString */.Kg)(message) ? message : '';
        const isLimited = isLimitResponse({ status, headers, body: said });
        // GitHub sends a message with every refusal, and supports all methods used here.
        if (!isLimited && status < 500 && (said === '' || status === 405))
            throw explainForeign(status, question);
        throw explainRefusal(status, said, isLimited, question);
    });
    if (response.status >= 300)
        throw explainRefusal(response.status, '', false, question);
    const data = response.data;
    // GitHub answers every read here with an object.
    const isForeign = doing === 'look at' && (typeof data !== 'object' || Array.isArray(data));
    if (isForeign)
        throw explainForeign(response.status, question);
    return data;
}
/**
 * A `fetch` for Octokit with the proxy, retries and debug lines of all other requests. It doesn't follow redirects.
 * Every call is repeatable: an existing variable is a 409 and is then updated.
 */
function fetchThrough(client) {
    return async (url, init = {}) => {
        // Octokit passes headers as an object, and bodies as text.
        const request = { ...init, url: new URL(url) };
        const result = await client.request(request, isRetryable);
        if (result instanceof http/* NoResponse */.$)
            throw result;
        // `Response` rejects any body with a status such as 204, even an empty one. Octokit fails on deeply nested JSON,
        // and only uses JSON.
        return new Response((0,json/* parseJson */.qF)(result.body) === undefined ? null : result.body, {
            status: result.status,
            headers: result.headers,
        });
    };
}
function isRetryable(result) {
    return (0,retrying_client/* isTransient */.dg)(result) || (!(result instanceof http/* NoResponse */.$) && isLimitResponse(result));
}
/**
 * Whether a response is a GitHub limit. Source: docs.github.com, "Rate limits for the REST API"; older Enterprise
 * Servers call the secondary limit an abuse detection mechanism.
 */
function isLimitResponse({ status, headers, body }) {
    if (status !== 403)
        return status === 429;
    return (headers['retry-after'] !== undefined ||
        headers['x-ratelimit-remaining'] === '0' ||
        /secondary rate limit|abuse detection/i.test(body));
}

// EXTERNAL MODULE: ./node_modules/@noble/hashes/blake2.js + 4 modules
var blake2 = __webpack_require__(904);
// EXTERNAL MODULE: ./node_modules/tweetnacl/nacl-fast.js
var nacl_fast = __webpack_require__(668);
var nacl_fast_default = /*#__PURE__*/__webpack_require__.n(nacl_fast);
;// CONCATENATED MODULE: ./src/github/secret.ts





/** @throws {Failure} if the token cannot read it */
async function readPublicKey(session, target) {
    const answer = await call(session, 'look at', target, `GET ${target.path}/public-key`);
    const { key_id: id, key } = (0,json/* asObject */.eB)(answer);
    if ((0,json/* isString */.Kg)(id) && (0,json/* isString */.Kg)(key) && Buffer.from(key, 'base64').length === (nacl_fast_default()).box.publicKeyLength)
        return { id, key };
    throw explainUnreadable(target);
}
/**
 * Creates or replaces a secret. If GitHub changed the public key since it was read (422), the value is sealed again
 * with the new one.
 *
 * @throws {Failure} if it could not be stored
 */
async function storeSecret(session, target, publicKey, value, sharing) {
    const put = async ({ id, key }) => {
        await call(session, 'write', target, `PUT ${target.path}/{name}`, {
            name: target.name,
            encrypted_value: seal(value, key),
            key_id: id,
            ...sharing,
        });
    };
    try {
        await put(publicKey);
    }
    catch (error) {
        if (!(error instanceof Refusal && error.status === 422))
            throw error;
        const newKey = await readPublicKey(session, target);
        if (newKey.id === publicKey.id && !/encrypted/i.test(error.message))
            throw error;
        await put(newKey);
    }
}
/**
 * Encrypts a text as a sealed box of libsodium, which only the owner of the key can open.
 *
 * @param publicKey X25519, base64
 * @returns the box, base64
 */
function seal(text, publicKey) {
    const recipient = new Uint8Array(Buffer.from(publicKey, 'base64'));
    const sender = nacl_fast_default().box.keyPair();
    // libsodium derives a sealed box's nonce from both public keys.
    const keys = new Uint8Array(Buffer.concat([sender.publicKey, recipient]));
    const nonce = (0,blake2/* blake2b */.Sx)(keys, { dkLen: (nacl_fast_default()).box.nonceLength });
    const box = nacl_fast_default().box(new TextEncoder().encode(text), nonce, recipient, sender.secretKey);
    return Buffer.concat([sender.publicKey, box]).toString('base64');
}

// EXTERNAL MODULE: ./src/model/destination.ts
var model_destination = __webpack_require__(2161);
;// CONCATENATED MODULE: ./src/github/target.ts

const PERMISSIONS = { actions: 'Secrets', dependabot: 'Dependabot secrets', codespaces: 'Codespaces secrets' };
function targetOf(destination) {
    const { kind, owner } = destination;
    const store = kind === 'secret' ? destination.store : 'actions';
    const permission = kind === 'secret' ? PERMISSIONS[store] : 'Variables';
    return {
        ...destination,
        title: (0,model_destination/* titleOf */.Gg)(destination),
        path: `${pathOf(owner, store)}/${kind}s`,
        params: paramsOf(owner),
        login: owner.kind === 'organization' ? owner.org : owner.owner,
        permission: owner.kind === 'environment'
            ? 'the repository permission "Environments: write"'
            : `the ${owner.kind} permission "${permission}: write"`,
    };
}
function pathOf({ kind }, store) {
    if (kind === 'organization')
        return `/orgs/{org}/${store}`;
    return `/repos/{owner}/{repo}/${kind === 'environment' ? 'environments/{environment}' : store}`;
}
function paramsOf(owner) {
    if (owner.kind === 'organization')
        return { org: owner.org };
    const names = { owner: owner.owner, repo: owner.repo };
    return owner.kind === 'environment' ? { ...names, environment: owner.environment } : names;
}

;// CONCATENATED MODULE: ./src/github/turns.ts

/** Writes without a pause between them; a step with one key rarely has more. */
const WITHOUT_PAUSE = 10;
/** Milliseconds between the starts of two writes after that. */
const PAUSE_MS = 1000;
/**
 * Runs the writes of each owner one at a time, with a pause if there are many. GitHub asks for both (docs.github.com,
 * "Best practices for using the REST API").
 */
class Turns {
    #clock;
    #lines = new Map();
    constructor(clock) {
        this.#clock = clock;
    }
    /** Runs `write` after the earlier writes of this owner. */
    take(login, write) {
        const marker = login.toLowerCase();
        const line = this.#lines.get(marker) ?? { last: Promise.resolve(), count: 0, nextAtMs: 0 };
        this.#lines.set(marker, line);
        const turn = line.last.then(async () => {
            line.count += 1;
            const waitMs = line.nextAtMs - this.#clock.now();
            if (line.count > WITHOUT_PAUSE && waitMs > 0)
                await this.#clock.sleep(waitMs);
            line.nextAtMs = this.#clock.now() + PAUSE_MS;
            return write();
        });
        line.last = turn.catch((error) => {
            // A write that did not reach GitHub needs no pause.
            if (error instanceof failure/* Failure */.HR && error.unavailable !== undefined)
                line.nextAtMs = 0;
        });
        return turn;
    }
}

;// CONCATENATED MODULE: ./src/github/visibility.ts



/** Repositories per page; GitHub's maximum. */
const PER_PAGE = 100;
/**
 * Which repositories can use an organization's secret or variable: the step's input, else its current setting, else
 * private ones. Storing sets this with the value.
 *
 * @throws {Failure} if that cannot be read
 */
async function sharingOf(session, target) {
    const { name, path, owner } = target;
    if (owner.kind !== 'organization')
        return {};
    if (owner.visibility !== undefined)
        return { visibility: owner.visibility };
    const answer = await call(session, 'look at', target, `GET ${path}/{name}`, { name }).catch((error) => {
        // It is new, because the token can read the collection.
        if (error instanceof Refusal && error.status === 404)
            return { visibility: 'private' };
        throw error;
    });
    const { visibility } = (0,json/* asObject */.eB)(answer);
    if (!(0,json/* isString */.Kg)(visibility))
        throw explainUnreadable(target);
    if (visibility !== 'selected')
        return { visibility };
    return { visibility, selected_repository_ids: await selectedIn(session, target) };
}
async function selectedIn(session, target) {
    const ids = [];
    for (let page = 1;; page++) {
        const params = { name: target.name, per_page: PER_PAGE, page };
        const answer = await call(session, 'look at', target, `GET ${target.path}/{name}/repositories`, params);
        const { repositories } = (0,json/* asObject */.eB)(answer);
        if (!Array.isArray(repositories))
            throw explainUnreadable(target);
        ids.push(...repositories.map((one) => (0,json/* asObject */.eB)(one)['id']).filter(json/* isNumber */.Et));
        if (repositories.length < PER_PAGE)
            return ids;
    }
}

;// CONCATENATED MODULE: ./src/github/store.ts









/** Stores DSNs at one GitHub server. */
class GitHub {
    #server;
    /** One read of each collection: the public key if it has secrets. */
    #looks = new Map();
    #turns;
    /**
     * @param over throttles the requests
     * @throws {Failure} if the workflow's proxy cannot be used
     */
    constructor(access, runtime, over = (send) => send) {
        this.#server = { ...access, send: over((0,net_runtime/* openTraced */.Q)(access.apiUrl, runtime)), runtime };
        this.#turns = new Turns(runtime.clock);
    }
    /**
     * Checks early that the token can read the public keys and the variables. GitHub has no call that shows whether a
     * token can write.
     *
     * @throws {Failure} that names the destination and the problem
     */
    async check(destinations) {
        const session = openGitHubSession(this.#server);
        const checked = [];
        for (const target of destinations.map(targetOf)) {
            const collection = JSON.stringify([target.path, target.params]).toLowerCase();
            // An error names one target, so the next target asks again.
            const ask = () => lookAt(session, target);
            const look = this.#looks.get(collection)?.catch(ask) ?? ask();
            this.#looks.set(collection, look);
            const publicKey = await look;
            checked.push({ target, publicKey, sharing: await sharingOf(session, target) });
        }
        return checked;
    }
    /**
     * Stores the DSN in one destination, in a new session, because the check may be long ago.
     *
     * @param check runs right before the DSN is stored
     * @throws {Failure} if it could not be stored; rethrows errors of `check`
     */
    store(destination, dsn, check) {
        const { target, publicKey, sharing } = destination;
        return this.#turns.take(target.login, async () => {
            await check();
            const session = openGitHubSession(this.#server);
            if (publicKey === undefined)
                await storeVariable(session, target, dsn, sharing);
            else
                await storeSecret(session, target, publicKey, dsn, sharing);
        });
    }
    /**
     * Removes a secret, or a variable that holds the DSN of one of these keys.
     *
     * @param ids of the keys
     * @returns the result; `other`: a variable with another value, which is kept
     * @throws {Failure} if GitHub refused
     */
    remove(destination, ids) {
        const target = targetOf(destination);
        return this.#turns.take(target.login, async () => {
            const session = openGitHubSession(this.#server);
            try {
                if (target.kind === 'variable') {
                    const { value } = (0,json/* asObject */.eB)(await call(session, 'look at', target, `GET ${target.path}/{name}`, { name: target.name }));
                    if (!(0,json/* isString */.Kg)(value) || !ids.some((id) => value.includes(id)))
                        return 'other';
                }
                await call(session, 'remove', target, `DELETE ${target.path}/{name}`, { name: target.name });
                return 'removed';
            }
            catch (error) {
                if (!(error instanceof Refusal && error.status === 404))
                    throw error;
                // A token that cannot see the collection gets the same answer.
                await lookAt(session, target);
                return 'absent';
            }
        });
    }
}
async function lookAt(session, target) {
    if (target.kind === 'secret')
        return readPublicKey(session, target);
    await call(session, 'look at', target, `GET ${target.path}`, { per_page: 1 });
    return undefined;
}
/** Creates or updates a variable. @throws {Failure} if it could not be stored */
async function storeVariable(session, target, value, sharing) {
    const { name, path } = target;
    const body = { name, value, ...sharing };
    try {
        await call(session, 'write', target, `POST ${path}`, body);
    }
    catch (error) {
        if (!(error instanceof Refusal && error.status === 409))
            throw error;
        await call(session, 'write', target, `PATCH ${path}/{name}`, body);
    }
}


/***/ })

};
