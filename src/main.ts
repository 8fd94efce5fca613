import { readSentryUrl } from './inputs/base-url.ts';
import { InputReader } from './inputs/input-reader.ts';
import { connectEarly } from './net/early-connection.ts';
import { MainStep } from './step.ts';
import { exitWith, onCancel } from './workflow/process.ts';

const step = new MainStep(process.env);
onCancel(() => step.cancel());

const reader = new InputReader(process.env);
const url = readSentryUrl(reader);
// What is wrong with the address is told with everything else that is wrong.
if (reader.problems.length === 0) connectEarly(url);
// The handshake begins when this turn is over.
setImmediate(() => void step.run().then(exitWith));
