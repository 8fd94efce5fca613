import { MainStep } from './step.ts';
import { exitWith, onCancel } from './workflow/runner.ts';

const step = new MainStep(process.env);
onCancel(() => {
  step.cancel();
});
void step.run().then(exitWith);
