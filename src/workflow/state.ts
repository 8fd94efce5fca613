/**
 * The name under which the main step keeps an ephemeral key for the post step. With a list of keys, the place in
 * the list follows it.
 */
export const CREATED_KEY = 'created-key';
