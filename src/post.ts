// Usually there is nothing to do: only a step that created an ephemeral key leaves a state. The code is loaded only
// then.
if (Object.keys(process.env).some((name) => name.startsWith('STATE_'))) void retireKey();

async function retireKey(): Promise<void> {
  const { PostStep, exitWith, onCutShort } = await import('./post-step.ts');
  const step = new PostStep(process.env);
  onCutShort((cause) => {
    step.cancel(cause);
  });
  await step.run();
  exitWith(0);
}
