import { MainStep } from './step.ts';
import { exitWith, onCancel } from './workflow/process.ts';

const step = new MainStep(process.env);
onCancel(() => step.cancel());
void step.run().then(exitWith);
