import { KEPT_KEY } from './workflow/state.ts';

// There is nothing to do as a rule. What could be needed is loaded only when there is something.
const states = Object.entries(process.env).flatMap(([name, state = '']) =>
  name.startsWith(`STATE_${KEPT_KEY}`) && state !== '' ? [state] : [],
);
if (states.length > 0) void retireKeys();

async function retireKeys(): Promise<void> {
  const { PostStep } = await import('./post-step.ts');
  const { exitWith, onCancel } = await import('./workflow/process.ts');
  const step = new PostStep(states, process.env);
  onCancel(() => {
    step.cancel();
  });
  await step.run();
  exitWith(0);
}
