import { CREATED_KEY } from './workflow/state.ts';

// There is nothing to do as a rule. What could be needed is loaded only when there is something.
const state = process.env[`STATE_${CREATED_KEY}`] ?? '';
if (state !== '') {
  const { PostStep } = await import('./post-step.ts');
  const { exitWith, onCancel } = await import('./workflow/process.ts');
  const step = new PostStep(state, process.env);
  onCancel(() => {
    step.cancel();
  });
  await step.run();
  exitWith(0);
}
