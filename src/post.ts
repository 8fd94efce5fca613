// Nothing to do is the rule; what could be needed is loaded only when there is something.
const createdKey = process.env['STATE_created-key'] ?? '';
if (createdKey !== '') {
  const { retireEphemeral } = await import('./ephemeral.ts');
  await retireEphemeral(createdKey, process.env);
}

// Without imports or exports the compiler would not take this file for a module.
export {};
