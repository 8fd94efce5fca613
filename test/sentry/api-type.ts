import type { ProjectKey } from '@sentry/api';
import type { ClientKeyAnswer } from '../../src/sentry/key-answer.ts';

/**
 * For the compiler, not for the test run: `readClientKey` reads every answer of the type that Sentry
 * generates from the description of its own API. What servers send beside it is in client-key.test.ts.
 */
export const readable = (answer: ProjectKey): ClientKeyAnswer => answer;
