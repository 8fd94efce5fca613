import { getOctokit } from '@actions/github';
import { RequestError } from '@octokit/request-error';
import * as v from 'valibot';
import { addressOf } from './base.ts';
import { Failure } from './failure.ts';
import { type Answer, NoAnswer, type Request } from './http.ts';
import { asAnswered, explainNoAnswer } from './refusal.ts';
import { mayPass, patient, type PatientServer, type Reply } from './retry.ts';
import { seal } from './sealed-box.ts';
import { type Owner, type Storage, type Target, targetsOf } from './storage.ts';
import { quote } from './text.ts';
import { patienceOf, type World, wayTo } from './world.ts';

/** Octokit would write what servers call deprecated to stderr, before masks take effect. */
const ignore = (): void => undefined;
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** A secret or variable at GitHub that the token was found to see. */
export interface Place {
  /** Such as `the secret SENTRY_DSN of acme/web`. */
  readonly title: string;
  /** Stores a value, new or instead of the one that is there. @throws {Failure} */
  store(value: string): Promise<void>;
}

/**
 * Looks whether everything can be stored, before anything depends on it: the public keys of secrets
 * can be read, and the variables, and nothing of an organization's that is there was limited to
 * selected repositories. That the token may write shows only when it does; no call of GitHub's tells
 * beforehand.
 *
 * @param timeout seconds that the look may take, and the storing of each secret and variable
 * @throws {Failure} that names the target, and what the token lacks or storing would widen
 */
export async function openPlaces(
  storage: Storage,
  timeout: number,
  world: World,
): Promise<Place[]> {
  const send = wayTo(storage.api, world);
  /** A client whose time runs from now: much of it may pass between looking and storing. */
  const client = (): Octokit =>
    getOctokit(storage.token, {
      baseUrl: addressOf(storage.api),
      userAgent: world.userAgent,
      request: { fetch: fetchBy(patient(send, patienceOf('GitHub', timeout, world))), log: SILENT },
      log: SILENT,
    });

  const { owner } = storage;
  const visibility = owner.kind === 'organization' ? { visibility: owner.visibility } : {};

  /** @throws {Failure} in words about the target */
  async function call(
    octokit: Octokit,
    doing: Doing,
    target: Target,
    route: string,
    more = {},
  ): Promise<unknown> {
    const asked = { doing, target, storage };
    try {
      const answer = await octokit.request(route, { ...namesOf(owner), ...more });
      if (answer.status < 300) return answer.data as unknown;
      throw refusalOf(answer.status, '', asked);
    } catch (error) {
      throw error instanceof Failure ? error : explainError(error, asked);
    }
  }

  async function openSecret(target: Target, looking: Octokit): Promise<Place> {
    const { title, name, path } = target;
    const key = readPublicKey(
      await call(looking, 'look at', target, `GET ${path}/public-key`),
      target,
    );
    return {
      title,
      async store(value) {
        const sealed = { encrypted_value: seal(value, key.key), key_id: key.key_id };
        const body = { name, ...sealed, ...visibility };
        await call(client(), 'write', target, `PUT ${path}/{name}`, body);
      },
    };
  }

  async function openVariable(target: Target, looking: Octokit): Promise<Place> {
    const { title, name, path } = target;
    await call(looking, 'look at', target, `GET ${path}`, { per_page: 1 });
    return {
      title,
      async store(value) {
        const octokit = client();
        const body = { name, value, ...visibility };
        try {
          await call(octokit, 'write', target, `POST ${path}`, body);
        } catch (error) {
          if (!(error instanceof Exists)) throw error;
          await call(octokit, 'write', target, `PATCH ${path}/{name}`, body);
        }
      },
    };
  }

  /**
   * Storing sets the visibility along with the value, which would take an existing choice of
   * repositories away without anybody having asked for it.
   */
  async function keepSelected(
    target: Target,
    visibility: 'private' | 'all',
    looking: Octokit,
  ): Promise<void> {
    const { title, what, name, path } = target;
    let answer: unknown;
    try {
      answer = await call(looking, 'look at', target, `GET ${path}/{name}`, { name });
    } catch (error) {
      // The look before this one has shown that the token sees what is there.
      if (error instanceof Missing) return;
      throw error;
    }
    const result = v.safeParse(Shared, answer);
    if (!result.success) throw unreadable('look at', target);
    if (result.output.visibility !== 'selected') return;
    throw new Failure(
      `GitHub has ${title} for selected repositories only, and storing the DSN would give it to ` +
        `${visibility === 'all' ? 'all' : 'all private ones'}. Write another ${what}-name, or ` +
        'change or delete it at GitHub first.',
    );
  }

  const places: Place[] = [];
  const looking = client();
  for (const target of targetsOf(storage)) {
    const open = target.what === 'secret' ? openSecret : openVariable;
    places.push(await open(target, looking));
    if (owner.kind === 'organization') await keepSelected(target, owner.visibility, looking);
  }
  return places;
}

type Octokit = ReturnType<typeof getOctokit>;

type Doing = 'look at' | 'write';

interface Asked {
  readonly doing: Doing;
  readonly target: Target;
  readonly storage: Storage;
}

/** The variable is there already. */
class Exists extends Failure {}

/** What was asked for is not there, or not for this token. */
class Missing extends Failure {}

/** What everything of an organization's has; one that is not known may be narrow, too. */
const Shared = v.object({ visibility: v.picklist(['all', 'private', 'selected']) });

const PublicKey = v.object({ key_id: v.string(), key: v.pipe(v.string(), v.base64()) });

function readPublicKey(answer: unknown, { title }: Target): v.InferOutput<typeof PublicKey> {
  const result = v.safeParse(PublicKey, answer);
  if (result.success && Buffer.from(result.output.key, 'base64').length === 32) {
    return result.output;
  }
  throw new Failure(
    `GitHub answered with no public key when it was asked to look at ${title}. Check GITHUB_API_URL.`,
  );
}

/** The values for the names in a path. */
function namesOf(owner: Owner): Record<string, string> {
  switch (owner.kind) {
    case 'repository':
      return { owner: owner.owner, repo: owner.repo };
    case 'environment':
      return { owner: owner.owner, repo: owner.repo, environment: owner.environment };
    case 'organization':
      return { org: owner.org };
  }
}

/**
 * Octokit's requests by our own way: proxy, time, repetitions and debug lines are those of all other
 * requests, and no redirect is followed. Every call here can be made twice: where a POST of a
 * variable was done already, its repetition says that the variable exists.
 */
function fetchBy(server: PatientServer): typeof fetch {
  return async (url, init = {}) => {
    const { method, headers, body } = init;
    const reply = await server.ask(
      {
        method: method as Request['method'],
        url: new URL(url),
        headers: headers as Record<string, string>,
        ...(typeof body === 'string' && { body }),
      },
      mayBeRepeated,
    );
    if (reply instanceof NoAnswer) throw reply;
    return responseOf(reply);
  };
}

function responseOf({ status, headers, body }: Answer): Response {
  const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return new Response([204, 205, 304].includes(status) ? null : body, {
    status,
    headers: Object.fromEntries(pairs),
  });
}

/**
 * GitHub's passing refusals: those of every server, and its limits, which are a 403 too. The
 * secondary one says so in its message; the primary one has used up `X-RateLimit-Remaining`.
 */
function mayBeRepeated(reply: Reply): boolean {
  if (mayPass(reply)) return true;
  return !(reply instanceof NoAnswer) && isLimit(reply.status, reply.headers, reply.body);
}

function isLimit(
  status: number,
  headers: Readonly<Record<string, unknown>>,
  body: string,
): boolean {
  return (
    status === 403 &&
    (headers['retry-after'] !== undefined ||
      headers['x-ratelimit-remaining'] === '0' ||
      /secondary rate limit/i.test(body))
  );
}

function explainError(error: unknown, asked: Asked): Failure {
  const { doing, target, storage } = asked;
  if (!(error instanceof RequestError)) {
    // Octokit itself stumbles over what no GitHub sends, such as JSON that is nested too deeply.
    return unreadable(doing, target, { cause: error });
  }
  if (error.cause instanceof NoAnswer) {
    const verb = `${doing} ${target.title}`;
    return explainNoAnswer(error.cause, { verb, base: storage.api, setting: 'GITHUB_API_URL' });
  }
  const { data, headers = {} } = error.response ?? {};
  const message = v.safeParse(v.object({ message: v.string() }), data);
  const said = message.success ? message.output.message : '';
  if (isLimit(error.status, headers, said)) {
    return refusalOf(429, said, asked);
  }
  return refusalOf(error.status, said, asked);
}

function unreadable(doing: Doing, { title }: Target, options?: ErrorOptions): Failure {
  return new Failure(
    `GitHub answered with something that cannot be read when it was asked to ${doing} ${title}. ` +
      'Check GITHUB_API_URL.',
    options,
  );
}

/** What GitHub's refusal means and what to do about it. */
function refusalOf(status: number, said: string, { doing, target, storage }: Asked): Failure {
  const failed = `GitHub did not let the step ${doing} ${target.title}${asAnswered(said, status)}.`;
  const { owner } = storage;
  switch (status) {
    case 301:
    case 302:
    case 307:
    case 308:
      return new Failure(
        `${failed} It was renamed or moved; write its new name into ` +
          `${owner.kind === 'organization' ? 'organization' : 'repository'}.`,
      );
    case 401:
      return new Failure(
        `${failed} Check that github-token is copied whole, and neither expired nor revoked.`,
      );
    case 403:
      return new Failure(`${failed} ${lacks(target)}`);
    case 404:
      return new Missing(
        `${failed} It does not exist, or github-token may not see it: ${checks(owner)}. ` +
          lacks(target),
      );
    case 409:
      return new Exists(`${failed} Somebody changed it at the same moment: run the job again.`);
    case 402:
    case 422:
      return new Failure(
        owner.kind === 'organization'
          ? `${failed} Check that the plan of the GitHub organization allows this, and that visibility fits.`
          : `${failed} Check the name, and what GitHub says about it.`,
      );
    case 429:
      return new Failure(
        `${failed} GitHub limits requests at the moment; run the job again later.`,
      );
    default:
      return new Failure(`${failed} Run the job again when GitHub is well.`);
  }
}

function checks(owner: Owner): string {
  switch (owner.kind) {
    case 'repository':
      return 'check repository';
    case 'environment':
      return `check repository, and that it has an environment ${quote(owner.environment)}`;
    case 'organization':
      return 'check organization';
  }
}

function lacks({ permission }: Target): string {
  return (
    `The token needs ${permission}. The GITHUB_TOKEN of a workflow can never have it: make a ` +
    'fine-grained personal access token, or a token of a GitHub App, with it.'
  );
}
