/** The name under which the main step keeps an ephemeral key for the post step. */
export const CREATED_KEY = 'created-key';
