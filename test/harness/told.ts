import type { StepResult } from './local-runner.ts';

/** What the output `keys` tells of one key. */
export interface Told {
  readonly project: string;
  readonly name: string;
  readonly page: string;
  readonly outcome?: string;
  readonly error?: string;
  readonly dsn?: string;
  readonly 'key-id'?: string;
  readonly 'project-id'?: string;
  readonly 'rate-limit'?: string;
  readonly 'project-created'?: boolean;
  readonly changed?: boolean;
  readonly retired?: number;
}

export function toldOf({ outputs }: Pick<StepResult, 'outputs'>): readonly Told[] {
  return JSON.parse(outputs['keys'] ?? '[]') as Told[];
}
