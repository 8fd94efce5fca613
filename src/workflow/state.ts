/**
 * The name under which the main step keeps an ephemeral key for the post step. With a list of keys, the place in
 * the list follows it.
 *
 * This is a file of its own since `post.ts` needs the name in every job: where there is nothing to retire, it may
 * load next to nothing.
 */
export const KEPT_KEY = 'created-key';
