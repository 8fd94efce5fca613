import { Failure } from '../failure.ts';
import type { Owner } from '../keys/destination.ts';
import { asAnswered } from '../net/explain.ts';
import { quote } from '../text.ts';
import type { Target } from './target.ts';

/** The variable is already there. */
export class Exists extends Failure {}

/** GitHub understood what was written, and does not take it. */
export class Rejected extends Failure {}

/** What was asked for is not there, or not for this token. */
export class Missing extends Failure {}

/** What was asked of GitHub, in the words of an error. */
interface GitHubQuestion {
  readonly doing: 'look at' | 'write';
  readonly target: Target;
  /** Whether the token is that of a GitHub App, as the `GITHUB_TOKEN` of a workflow is. */
  readonly isAppToken: boolean;
}

/** What GitHub's refusal means and what to do about it. */
export function explainRefusal(status: number, said: string, question: GitHubQuestion): Failure {
  const { owner } = question.target;
  const failed = refused(status, said, question);
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
        `${failed} Check that github-token is copied whole, and has not expired or been revoked.`,
      );
    case 403:
      return new Failure(`${failed} ${needsPermission(question)}`);
    case 404:
      return new Missing(
        `${failed} It does not exist, or github-token may not see it: ${whatToCheck(owner)}. ` +
          needsPermission(question),
      );
    case 409:
      return new Exists(`${failed} Somebody changed it at the same moment: run the job again.`);
    case 402:
    case 422:
      return new Rejected(
        owner.kind === 'organization'
          ? `${failed} Check that the plan of the GitHub organization allows this, and that visibility fits.`
          : `${failed} Check the name, and what GitHub says about it.`,
      );
    case 429:
      return explainLimit(status, said, question);
    default:
      return new Failure(`${failed} Run the job again when GitHub works again.`);
  }
}

/** A limit of GitHub's, which may be a 403. */
export function explainLimit(status: number, said: string, question: GitHubQuestion): Failure {
  return new Failure(
    `${refused(status, said, question)} GitHub limits requests at the moment; run the job again later.`,
  );
}

function refused(status: number, said: string, { doing, target }: GitHubQuestion): string {
  return `GitHub did not let the step ${doing} ${target.title}${asAnswered(said, status)}.`;
}

export function explainUnreadable(
  { doing, target }: Pick<GitHubQuestion, 'doing' | 'target'>,
  options?: ErrorOptions,
): Failure {
  return new Failure(
    `GitHub answered with something that cannot be read when it was asked to ${doing} ${target.title}. ` +
      'Check GITHUB_API_URL.',
    options,
  );
}

function whatToCheck(owner: Owner): string {
  switch (owner.kind) {
    case 'repository':
      return 'check repository';
    case 'environment':
      return `check repository, and that it has an environment ${quote(owner.environment)}`;
    case 'organization':
      return 'check organization';
  }
}

function needsPermission({ target, isAppToken }: GitHubQuestion): string {
  const needs = `The token needs ${target.permission}.`;
  return isAppToken
    ? `${needs} The GITHUB_TOKEN of a workflow cannot have it: make a fine-grained personal access ` +
        'token, or a token of a GitHub App of your own, with it.'
    : needs;
}
