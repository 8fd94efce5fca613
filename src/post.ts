import { CREATED_KEY } from './workflow/state.ts';

// There is nothing to do as a rule. What could be needed is loaded only when there is something.
const id = process.env[`STATE_${CREATED_KEY}`] ?? '';
if (id !== '') {
  const { retireEphemeral } = await import('./post-step.ts');
  await retireEphemeral(id, process.env);
}
