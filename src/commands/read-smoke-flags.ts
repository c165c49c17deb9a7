import { resolve } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { readData } from '../io/read-data.ts';
import type { SmokeOptions } from '../smoke-run/prepare-smoke.ts';

interface SmokeFlags {
  readonly names: readonly string[];
  readonly env?: string | undefined;
  readonly mode?: string | undefined;
  readonly 'allow-writes'?: boolean | undefined;
  readonly grep?: string | undefined;
  readonly folder?: string | undefined;
  readonly bail?: boolean | undefined;
  readonly timeout?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly iterations?: number | undefined;
  readonly data?: string | undefined;
  readonly shard?: string | undefined;
}

const TIMEOUT_MS = 30_000;

/** The flags of `smoke` as options of a run; throws a `Stop` that names the first whose value makes no sense. */
export async function readSmokeFlags(flags: SmokeFlags, folder: string): Promise<SmokeOptions> {
  const data = flags.data === undefined ? [] : await readData(resolve(folder, flags.data));
  const shard = readShard(flags.shard);
  const concurrency =
    flags.concurrency === undefined ? undefined : readCount('concurrency', flags.concurrency);
  return {
    environment: flags.env ?? 'mock',
    allowWrites: flags['allow-writes'] ?? false,
    grep: flags.grep ?? '',
    folder: flags.folder ?? '',
    ...(flags.names.length > 0 && { modules: flags.names }),
    ...(flags.mode !== undefined && { mode: flags.mode as NonNullable<SmokeOptions['mode']> }),
    ...(shard && { shard }),
    ...(concurrency !== undefined && { concurrency }),
    settings: {
      timeoutMs: readCount('timeout', flags.timeout ?? TIMEOUT_MS),
      bail: flags.bail ?? false,
      iterations: readCount('iterations', flags.iterations ?? Math.max(1, data.length)),
      data,
    },
  };
}

function readCount(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw usage(`--${name} takes a whole number above 0, found ${value}`);
}

function readShard(text: string | undefined): SmokeOptions['shard'] {
  if (text === undefined) return undefined;
  const [, index, total] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), total: Number(total) };
  if (shard.index >= 1 && shard.index <= shard.total) return shard;
  throw usage(`--shard takes a part and a whole such as 1/4, found ${text}`);
}

function usage(reason: string): Stop {
  return new Stop([diagnostic('usage-invalid', { reason })]);
}
