/**
 * The whole build against the converter as it comes: `npm run bench [-- SPECS_DIR]`. Each contender is a process of
 * its own, start-up included; they take turns, so that a busy machine is busy for all. Only ratios mean something.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Measurement, measure, median } from './measure.ts';

const ROUNDS = 5;
const specs = resolve(
  process.argv[2] ?? join(import.meta.dirname, '..', '..', 'shared', 'specs', 'hoopai', 'apps'),
);
const cli = resolve(import.meta.dirname, '..', 'dist', 'cli.js');
const plain = join(import.meta.dirname, 'convert-plain.mjs');
const out = mkdtempSync(join(tmpdir(), 'hoopai-postman-bench-'));

const contenders: Readonly<Record<string, () => Promise<Measurement>>> = {
  build: () =>
    measure([
      cli,
      'build',
      '--spec',
      join(specs, '*.json'),
      '--out',
      join(out, `build-${Math.random()}`),
      '--quiet',
    ]),
  'plain Schema': () => measure([plain, specs, join(out, 'schema'), 'Schema']),
  'plain Example': () => measure([plain, specs, join(out, 'example'), 'Example']),
};

const measured = new Map<string, Measurement[]>(Object.keys(contenders).map((name) => [name, []]));
try {
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(contenders)) measured.get(name)?.push(await run());
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}

const ours = median((measured.get('build') ?? []).map(({ seconds }) => seconds));
console.log(`${specs}, median of ${ROUNDS}`);
for (const [name, runs] of measured) {
  const seconds = median(runs.map((run) => run.seconds));
  const megabytes = Math.max(...runs.map((run) => run.megabytes));
  const ratio = name === 'build' ? '' : `  build takes ${(ours / seconds).toFixed(2)} of it`;
  console.log(`${name.padEnd(14)} ${seconds.toFixed(2)} s  ${megabytes.toFixed(0)} MB${ratio}`);
}
