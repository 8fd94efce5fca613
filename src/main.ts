import { MainStep } from './step.ts';
import { exitWith, onCutShort } from './workflow/runner.ts';

const step = new MainStep(process.env);
onCutShort((cause) => {
  step.cancel(cause);
});
void step.run().then(exitWith);
