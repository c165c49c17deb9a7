import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Measurement {
  /** Wall clock of the whole process, start-up included. */
  readonly seconds: number;
  /** Of all its threads: what a busy machine changes least. */
  readonly cpuSeconds: number;
  /** Peak resident set, in megabytes. */
  readonly megabytes: number;
}

const REPORT_USAGE = join(import.meta.dirname, 'report-usage.mjs');

/** Runs `node` with `args` in a process of its own. Rejects when it ends with another code than `expected`. */
export async function measure(
  args: readonly string[],
  expected: number | 'any' = 0,
  cwd = process.cwd(),
): Promise<Measurement> {
  const measured = await measureWithin(Number.POSITIVE_INFINITY, args, expected, cwd);
  if (!measured) throw new Error(`${args.join(' ')} was ended`);
  return measured;
}

/** As `measure`; undefined when the process had to be ended after `limit` seconds. */
export function measureWithin(
  limit: number,
  args: readonly string[],
  expected: number | 'any' = 0,
  cwd = process.cwd(),
): Promise<Measurement | undefined> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', REPORT_USAGE, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    ...(Number.isFinite(limit) && { timeout: limit * 1000, killSignal: 'SIGKILL' }),
  });
  const said: string[] = [];
  let used = { kilobytes: 0, microseconds: 0 };
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    used = JSON.parse(chunk.toString());
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') return resolve(undefined);
      if (expected !== 'any' && code !== expected)
        return reject(new Error(`${args.join(' ')} ended with ${code}: ${said.join('').slice(0, 2000)}`));
      resolve({
        seconds: (performance.now() - start) / 1000,
        cpuSeconds: used.microseconds / 1e6,
        megabytes: used.kilobytes / 1024,
      });
    });
  });
}

/** Of processes that ran one after the other: their times together, and the memory of the largest. */
export function sumOf(runs: readonly Measurement[]): Measurement {
  return {
    seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
    cpuSeconds: runs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
