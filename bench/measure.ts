import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Measurement {
  /** Wall clock of the whole process, start-up included. */
  readonly seconds: number;
  /** Peak resident set, in megabytes. */
  readonly megabytes: number;
}

const REPORT_MEMORY = join(import.meta.dirname, 'report-memory.mjs');

/** Runs `node` with `args` in a process of its own. Rejects when it ends with another code than `expected`. */
export function measure(args: readonly string[], expected: number | 'any' = 0): Promise<Measurement> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', REPORT_MEMORY, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  let kilobytes = 0;
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    kilobytes = Number(chunk.toString());
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (expected !== 'any' && code !== expected)
        return reject(new Error(`${args.join(' ')} ended with ${code}: ${said.join('').slice(0, 2000)}`));
      resolve({ seconds: (performance.now() - start) / 1000, megabytes: kilobytes / 1024 });
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
