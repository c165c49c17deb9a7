/**
 * How the build's cost grows: `npm run bench:scale`. Synthetic specs of 100, 1,000 and 10,000 operations, each built
 * by a process of its own. What counts is the processor time that further operations take: as much each among ten
 * thousand as among a thousand. Exits 1 when it is clearly more.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { measure, median } from './measure.ts';
import { syntheticSpec } from './synthetic-spec.ts';

const SIZES = [100, 1_000, 10_000];
const ROUNDS = 3;
/** Noise and the garbage of a larger heap stay below it; what grows with the square is at ten. */
const MOST = 2;
const cli = resolve(import.meta.dirname, '..', 'dist', 'cli.js');
const work = mkdtempSync(join(tmpdir(), 'hoopai-postman-scale-'));

async function cpuSecondsFor(operations: number): Promise<number> {
  const spec = join(work, `${operations}.json`);
  writeFileSync(spec, JSON.stringify(syntheticSpec(operations)));
  const runs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const out = mkdtempSync(join(work, 'out-'));
    runs.push((await measure([cli, 'build', '--spec', spec, '--out', out, '--quiet'])).cpuSeconds);
    rmSync(out, { recursive: true });
  }
  return median(runs);
}

try {
  const steps: number[] = [];
  let [operations, seconds] = [0, 0];
  for (const size of SIZES) {
    const total = await cpuSecondsFor(size);
    const step = ((total - seconds) / (size - operations)) * 1000;
    if (operations > 0) steps.push(step);
    [operations, seconds] = [size, total];
    console.log(
      `${String(size).padStart(6)} operations  ${total.toFixed(2)} s of processor time  ${step.toFixed(2)} ms for each further one`,
    );
  }
  const [small = 0, large = 0] = steps;
  console.log(`growth: ${(large / small).toFixed(2)} (1 is linear)`);
  if (large > small * MOST) process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
