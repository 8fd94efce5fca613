import { Failure } from '../failure.ts';
import type { DesiredProject } from '../keys/desired-key.ts';
import { asObject, isString } from '../net/json.ts';
import { isSurelyNotDone } from '../net/retrying-client.ts';
import { quote } from '../text.ts';
import { type CreateResult, createResultOf } from './create.ts';
import { jsonOf, questionOf, send, statusOf } from './request.ts';
import type { Session } from './session.ts';

/** Characters; Sentry's own bound. */
const MAX_PROJECT_NAME = 50;

/**
 * Creates the session's project. Sends again only what certainly was not done.
 *
 * @returns `taken` when there is already a project of this slug
 * @throws {Failure} when it certainly was not created
 */
export async function createProject(
  session: Session,
  { team, platform }: DesiredProject,
): Promise<CreateResult<'new' | 'taken'>> {
  const { org, project } = session;
  const result = await send(session, 'POST', `teams/${org}/${team}/projects/`, isSurelyNotDone, {
    name: project.slice(0, MAX_PROJECT_NAME),
    // Without it Sentry makes one up, and a repeat makes a second project.
    slug: project,
    ...(platform !== undefined && { platform }),
  });
  if (statusOf(result) === 409) return { created: 'taken' };
  const question = { ...questionOf(session, `create the project ${project}`), team };
  const answer = await createResultOf(
    result,
    async () => asObject(await jsonOf(result, question))['slug'],
  );
  if ('unconfirmed' in answer) return answer;
  if (answer.created === project) return { created: 'new' };
  throw new Failure(
    `Sentry was asked to create the project ${project}, but its answer is about ` +
      `${isString(answer.created) ? quote(answer.created) : 'no project'}. Look at the ` +
      `organization's projects, and create ${project} by hand.`,
  );
}
