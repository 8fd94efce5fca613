import { Failure } from '../failure.ts';
import { addressOf } from '../model/base-url.ts';
import { asAnswered } from '../net/explain.ts';
import type { Target } from './target.ts';

/** A request to GitHub, as named in errors. */
export interface GitHubQuestion {
  readonly doing: 'look at' | 'write' | 'remove';
  readonly target: Target;
  readonly apiUrl: URL;
  /** Whether the token is a GitHub App's, such as a workflow's `GITHUB_TOKEN`. */
  readonly isAppToken: boolean;
}

/** GitHub refused a request. */
export class Refusal extends Failure {
  readonly status: number;

  constructor(status: number, message: string, { target }: GitHubQuestion, unavailable: URL | undefined) {
    super(message, { reason: message.replace(target.title, '…'), unavailable });
    this.status = status;
  }
}

/**
 * @param said GitHub's own message
 * @param isLimited whether it is one of GitHub's limits, some of which are a 403
 */
export function explainRefusal(status: number, said: string, isLimited: boolean, question: GitHubQuestion): Refusal {
  const { doing, target } = question;
  const failed = `GitHub did not let the step ${doing} ${target.title}${asAnswered(said, status)}.`;
  const advice = isLimited
    ? 'GitHub is limiting requests right now. Run the job again later.'
    : adviceFor(status, question);
  return new Refusal(status, `${failed} ${advice}`, question, isLimited || status >= 500 ? question.apiUrl : undefined);
}

function adviceFor(status: number, question: GitHubQuestion): string {
  const { kind } = question.target.owner;
  const input = kind === 'organization' ? 'github-organization' : 'github-repository';
  const place = kind === 'environment' ? `${input} and github-environment` : input;
  // GitHub redirects renamed resources with the status 301, 302, 307 or 308.
  if (status < 400) return `It was renamed or moved. Set ${input} to its new name.`;
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

function neededPermission({ target, isAppToken }: GitHubQuestion): string {
  const needed = `The token needs ${target.permission}.`;
  return isAppToken
    ? `${needed} The GITHUB_TOKEN of a workflow cannot have it. Use a fine-grained personal access ` +
        'token or the token of your own GitHub App.'
    : needed;
}

/** The answer is not from GitHub's API. */
export function explainForeign(status: number, { doing, target, apiUrl }: GitHubQuestion): Failure {
  const write = (title: string): string =>
    `What answers at ${addressOf(apiUrl)} is not GitHub's API (Forgejo and Gitea are not supported): it answered ` +
    `${status} when it was asked to ${doing} ${title}. Check GITHUB_API_URL, or leave out ${target.kind}-name and ` +
    'store the output dsn in a step of your own.';
  return new Failure(write(target.title), { reason: write('…') });
}

/** GitHub's answer lacks something that every GitHub sends. */
export function explainUnreadable(target: Target): Failure {
  return new Failure(
    `GitHub's answer could not be read when it was asked to look at ${target.title}. Check GITHUB_API_URL.`,
  );
}
