export const id = 835;
export const ids = [835];
export const modules = {

/***/ 5835:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkDestinations: () => (/* binding */ checkDestinations),
  isLimitResponse: () => (/* reexport */ isLimitResponse),
  openGitHub: () => (/* binding */ openGitHub),
  storeDsn: () => (/* binding */ storeDsn)
});

// EXTERNAL MODULE: ./src/net/runtime.ts + 2 modules
var net_runtime = __webpack_require__(7844);
// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 21 modules
var github = __webpack_require__(1758);
// EXTERNAL MODULE: ./node_modules/@octokit/request-error/dist-src/index.js
var dist_src = __webpack_require__(1015);
// EXTERNAL MODULE: ./src/model/base-url.ts
var base_url = __webpack_require__(1424);
// EXTERNAL MODULE: ./src/net/explain.ts
var explain = __webpack_require__(9812);
// EXTERNAL MODULE: ./src/net/http.ts + 3 modules
var http = __webpack_require__(8474);
// EXTERNAL MODULE: ./src/net/json.ts
var json = __webpack_require__(4457);
// EXTERNAL MODULE: ./src/net/retrying-client.ts
var retrying_client = __webpack_require__(2413);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
;// CONCATENATED MODULE: ./src/github/errors.ts


/** GitHub's answer was a refusal. */
class Refusal extends failure/* Failure */.HR {
    status;
    constructor(status, message, { target }) {
        super(message, { reason: message.replace(target.title, '…') });
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
    return new Refusal(status, `${failed} ${advice}`, question);
}
function adviceFor(status, question) {
    const { kind } = question.target.owner;
    const input = kind === 'organization' ? 'github-organization' : 'github-repository';
    const place = kind === 'environment' ? `${input} and github-environment` : input;
    // GitHub redirects what was renamed, with the status 301, 302, 307 or 308.
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
            // Octokit would print what servers call deprecated to stderr, unmasked.
            log: { warn: () => undefined },
        },
    });
    return { ...server, octokit };
}
/**
 * @param route a template of GitHub's API, which gets the names of the target's owner
 * @param params what else the route or the body needs
 * @throws {Refusal} if GitHub refused
 * @throws {Failure} if there was no answer
 */
async function call({ octokit, apiUrl, token }, doing, target, route, params = {}) {
    const question = { doing, target, isAppToken: token.startsWith('ghs_') };
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
        throw explainRefusal(status, said, isLimited, question);
    });
    if (response.status >= 300)
        throw explainRefusal(response.status, '', false, question);
    return response.data;
}
/**
 * A `fetch` for Octokit with the proxy, retries and debug lines of all other requests; it follows no redirect. Every
 * call here can be repeated: a variable that was created already is a 409, and is updated then.
 */
function fetchThrough(client) {
    return async (url, init = {}) => {
        // Octokit gives its own headers as an object, and its bodies as text.
        const request = { ...init, url: new URL(url) };
        const result = await client.request(request, isRetryable);
        if (result instanceof http/* NoResponse */.$)
            throw result;
        // A response without a body, such as a 204, may not even have an empty one. Octokit fails at JSON that is nested
        // very deep, and uses nothing else.
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
 * Whether a response is one of GitHub's limits. Source: docs.github.com, "Rate limits for the REST API"; older
 * Enterprise Servers call the secondary limit an abuse detection mechanism.
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
;// CONCATENATED MODULE: ./src/github/visibility.ts




/** The part of the body that only an organization's secret or variable has. */
function visibilityOf(owner) {
    return owner.kind === 'organization' ? { visibility: owner.visibility } : {};
}
/**
 * Refuses to widen an organization's secret or variable that is for selected repositories: storing sets the visibility
 * along with the value, and would drop the selection.
 *
 * @throws {Failure} if it would be widened, or if the visibility cannot be read
 */
async function checkVisibility(session, target) {
    const { title, kind, name, path, owner } = target;
    if (owner.kind !== 'organization')
        return;
    const answer = await call(session, 'look at', target, `GET ${path}/{name}`, { name }).catch((error) => {
        // It is new, since the token was found to see the collection.
        if (error instanceof Refusal && error.status === 404)
            return undefined;
        throw error;
    });
    if (answer === undefined)
        return;
    const { visibility } = (0,json/* asObject */.eB)(answer);
    if (visibility === 'all' || visibility === 'private')
        return;
    if (visibility !== 'selected')
        throw explainUnreadable(target);
    throw new failure/* Failure */.HR(`GitHub has ${title} for selected repositories only, and storing the DSN would give it to ` +
        `${owner.visibility === 'all' ? 'all' : 'all private ones'}. Use another ${kind}-name, or ` +
        'change or delete it at GitHub first.');
}

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
 * Creates or replaces a secret. If GitHub changed the public key since it was read (422), the value is sealed once more
 * with the new one.
 *
 * @throws {Failure} if it could not be stored
 */
async function storeSecret(session, target, publicKey, value) {
    const put = async ({ id, key }) => {
        await call(session, 'write', target, `PUT ${target.path}/{name}`, {
            name: target.name,
            encrypted_value: seal(value, key),
            key_id: id,
            ...visibilityOf(target.owner),
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
    // libsodium takes the nonce of a sealed box from both public keys.
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
        title: (0,model_destination/* titleOf */.G)(destination),
        path: `${pathOf(owner, store)}/${kind}s`,
        params: paramsOf(owner),
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
/** Writes that may follow each other at once; a step with one key rarely has more. */
const WITHOUT_PAUSE = 10;
/** Milliseconds between the beginnings of two writes after that. */
const PAUSE_MS = 1000;
/**
 * Makes the writes of each owner follow one another, with a pause if there are many. GitHub asks for both
 * (docs.github.com, "Best practices for using the REST API").
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
        line.last = turn.catch(() => undefined);
        return turn;
    }
}

;// CONCATENATED MODULE: ./src/github/store.ts








/** @throws {Failure} if the workflow's proxy cannot be used */
function openGitHub(access, runtime) {
    const send = (0,net_runtime/* openTraced */.Q)(access.apiUrl, runtime);
    return { ...access, send, runtime, looks: new Map(), turns: new Turns(runtime.clock) };
}
/**
 * Checks, before anything depends on it, that the token sees the public keys and the variables, and that nothing of an
 * organization is for selected repositories. GitHub has no call that shows whether a token may write.
 *
 * @throws {Failure} that names the destination and the problem
 */
async function checkDestinations(server, destinations) {
    const session = openGitHubSession(server);
    const checked = [];
    for (const target of destinations.map(targetOf)) {
        const collection = JSON.stringify([target.path, target.params]).toLowerCase();
        // An error is about one target, so the next one asks again.
        const ask = () => lookAt(session, target);
        const look = server.looks.get(collection)?.catch(ask) ?? ask();
        server.looks.set(collection, look);
        const publicKey = await look;
        await checkVisibility(session, target);
        checked.push({ target, publicKey });
    }
    return checked;
}
async function lookAt(session, target) {
    if (target.kind === 'secret')
        return readPublicKey(session, target);
    await call(session, 'look at', target, `GET ${target.path}`, { per_page: 1 });
    return undefined;
}
/**
 * Stores the DSN in one destination, in a session of its own: much time may have passed since the check.
 *
 * @param check runs right before the DSN is stored
 * @throws {Failure} if it could not be stored; and what `check` throws
 */
function storeDsn(server, { target, publicKey }, dsn, check) {
    const { owner } = target;
    return server.turns.take(owner.kind === 'organization' ? owner.org : owner.owner, async () => {
        await check();
        const session = openGitHubSession(server);
        if (publicKey === undefined)
            await storeVariable(session, target, dsn);
        else
            await storeSecret(session, target, publicKey, dsn);
    });
}
/** Creates or updates a variable. @throws {Failure} if it could not be stored */
async function storeVariable(session, target, value) {
    const { name, path, owner } = target;
    const body = { name, value, ...visibilityOf(owner) };
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
