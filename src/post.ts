import { CREATED_KEY } from './state.ts';

// Nothing to do is the rule; what could be needed is loaded only when there is something.
const id = process.env[`STATE_${CREATED_KEY}`] ?? '';
if (id !== '') {
  const { retireEphemeral } = await import('./ephemeral.ts');
  await retireEphemeral(id, process.env);
}
