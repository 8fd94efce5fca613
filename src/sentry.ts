import type { Answer, Request, Send } from './http.ts';
import { NoAnswer } from './http.ts';
import type { Inputs } from './inputs.ts';
import type { RateLimit } from './rate-limit.ts';
import { explainAnswer, explainNoAnswer, explainUnreadable, type Question } from './refusal.ts';

/** What a new client key is to be like; what is absent is left to Sentry. */
export interface KeyWish {
  readonly name: string | undefined;
  readonly rateLimit: RateLimit | null | undefined;
  readonly useCase: string | undefined;
}

/** The client keys of one Sentry project. */
export interface ClientKeys {
  /** The page in Sentry's settings that lists them. */
  readonly page: string;
  /** The page of one key. */
  pageOf(id: string): string;
  /**
   * Creates a key.
   *
   * @returns Sentry's answer, which has not been looked at yet
   * @throws {Failure} with a sentence for people, when there is no success to return
   */
  create(wish: KeyWish): Promise<unknown>;
}

type Target = Pick<Inputs, 'base' | 'org' | 'project' | 'token' | 'timeout'>;

/** One attempt takes at most this many seconds, and at most a third of the time for all. */
const LONGEST_ATTEMPT = 30;

/**
 * @param send the way to the server
 * @param userAgent what this action calls itself
 */
export function clientKeysOf(target: Target, send: Send, userAgent: string): ClientKeys {
  const { base, org, project, token, timeout } = target;
  const path = `${base.pathname.replace(/\/$/, '')}/api/0/projects/${org}/${project}/keys/`;
  const page = `${settingsOf(base)}/settings/${org}/projects/${project}/keys/`;
  const attempt = Math.floor(Math.min(timeout / 3, LONGEST_ATTEMPT) * 1000);

  /** The one place where requests to Sentry are made. */
  async function call(
    method: Request['method'],
    question: Question,
    body: object,
  ): Promise<unknown> {
    const answer = await ask(
      {
        method,
        url: new URL(path, base),
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'user-agent': userAgent,
        },
        body: JSON.stringify(body),
      },
      question,
    );
    if (answer.status < 200 || answer.status > 299) throw explainAnswer(answer, question);
    try {
      return JSON.parse(answer.body);
    } catch {
      throw explainUnreadable(answer, question);
    }
  }

  async function ask(request: Request, question: Question): Promise<Answer> {
    try {
      return await send(request, attempt);
    } catch (error) {
      throw error instanceof NoAnswer ? explainNoAnswer(error, question) : error;
    }
  }

  return {
    page,
    pageOf: (id) => `${page}${id}/`,
    create: (wish) =>
      call(
        'POST',
        {
          verb: 'create a client key',
          scope: 'project:write',
          base,
          org,
          project,
          mayBeDone: `A client key may have been created all the same: see ${page}`,
        },
        createBody(wish),
      ),
  };
}

/**
 * Only what was asked. A limit of `null` stays out: Sentry's create refuses it with 400, although
 * its documentation says that null means no limit, and a key without the member has none.
 */
function createBody({ name, rateLimit, useCase }: KeyWish): object {
  return {
    ...(name !== undefined && { name }),
    ...(rateLimit != null && { rateLimit }),
    ...(useCase !== undefined && { useCase }),
  };
}

/** People's pages of the hosted Sentry are on sentry.io, whichever region's host the API has. */
function settingsOf(base: URL): string {
  if (base.hostname === 'sentry.io' || base.hostname.endsWith('.sentry.io')) {
    return 'https://sentry.io';
  }
  return `${base.origin}${base.pathname.replace(/\/$/, '')}`;
}
