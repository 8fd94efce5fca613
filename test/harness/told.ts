import type { StepResult } from './local-runner.ts';

/** What the output `keys` tells of one key, as far as tests read it. */
export interface Told {
  readonly project: string;
  readonly name: string;
  readonly outcome?: string;
  readonly error?: string;
  readonly dsn?: string;
  readonly 'key-id'?: string;
  readonly 'rate-limit'?: string;
}

export function toldOf({ outputs }: Pick<StepResult, 'outputs'>): readonly Told[] {
  return JSON.parse(outputs['keys'] ?? '[]') as Told[];
}
