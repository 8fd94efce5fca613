/** After the last test: nothing is left of what setup.ts started. */
export default async function tearDown(): Promise<void> {
  await globalThis.realSentry?.close();
}
