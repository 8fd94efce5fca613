import { Exists } from './refusals.ts';
import { call, type GitHubSession } from './session.ts';
import type { Target } from './target.ts';
import { visibilityOf } from './visibility.ts';

/** Looks whether the token sees the variables. @throws {Failure} when it does not */
export async function checkVariables(session: GitHubSession, target: Target): Promise<void> {
  await call(session, 'look at', target, `GET ${target.path}`, { per_page: 1 });
}

/** Stores a variable, new or instead of the one that is there. @throws {Failure} */
export async function storeVariable(
  session: GitHubSession,
  target: Target,
  value: string,
): Promise<void> {
  const { name, path, owner } = target;
  const body = { name, value, ...visibilityOf(owner) };
  try {
    await call(session, 'write', target, `POST ${path}`, body);
  } catch (error) {
    if (!(error instanceof Exists)) throw error;
    await call(session, 'write', target, `PATCH ${path}/{name}`, body);
  }
}
