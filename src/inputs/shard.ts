import { createHash } from 'node:crypto';
import type { InputReader } from './input-reader.ts';

/** One of several parts of a list. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly total: number;
}

/** Reads which part of the list this step is about; `undefined`: all of it. */
export function readShard(reader: InputReader): Shard | undefined {
  return reader.parse(
    reader.get('shard'),
    parseShard,
    'write INDEX/TOTAL, counted from 0, such as ${{ strategy.job-index }}/${{ strategy.job-total }}',
  );
}

function parseShard(text: string): Shard | undefined {
  const [, index, total] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  const shard = { index: Number(index), total: Number(total) };
  return shard.index < shard.total ? shard : undefined;
}

/**
 * The part that a project belongs to, with all its keys: the first 32 bits of the SHA-256 of the project, as the
 * list has it, modulo `total`. It must never change: a list that is shared out anew in the middle of a run would leave keys out.
 */
export function shardOf(project: string, total: number): number {
  return createHash('sha256').update(project).digest().readUInt32BE() % total;
}
