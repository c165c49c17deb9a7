/**
 * Large documents, each against the converter as it comes: `npm run bench:large -- FOLDER [ROUNDS]`. Each contender
 * is a process of its own, start-up included, and they take turns; one that does not end in time is not run again.
 */
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { type Measurement, measureWithin, median } from './measure.ts';

const LONGEST_SECONDS = 200;
const [folder, rounds = '3'] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: npm run bench:large -- FOLDER [ROUNDS]');
const specs = resolve(folder);
const cli = resolve(import.meta.dirname, '..', 'dist', 'cli.js');
const plain = join(import.meta.dirname, 'convert-plain.mjs');
const work = mkdtempSync(join(tmpdir(), 'hoopai-postman-bench-'));

const CONTENDERS = ['build', 'Schema', 'Example'] as const;
type Contender = (typeof CONTENDERS)[number];

/** The runs of one contender; undefined: it did not end in time. */
type Runs = readonly Measurement[] | undefined;

/** A document's contenders, by turns. */
async function measureDocument(name: string): Promise<ReadonlyMap<Contender, Runs>> {
  // A folder of its own, since the plain converter takes one.
  const own = mkdtempSync(join(work, 'spec-'));
  symlinkSync(join(specs, name), join(own, name));
  const measured = new Map<Contender, Runs>(CONTENDERS.map((contender) => [contender, []]));
  for (let round = 0; round < Number(rounds); round++) {
    for (const [contender, runs] of measured) {
      const out = mkdtempSync(join(work, 'out-'));
      const run = runs && (await measureWithin(LONGEST_SECONDS, commandOf(contender, own, out)));
      measured.set(contender, runs && run && [...runs, run]);
      rmSync(out, { recursive: true });
    }
  }
  return measured;
}

function commandOf(contender: Contender, own: string, out: string): readonly string[] {
  return contender === 'build'
    ? [cli, 'build', '--spec', join(own, '*.json'), '--out', out, '--quiet']
    : [plain, own, out, contender];
}

/** `1.52 s (cpu 2.10 s, 180 MB)` */
function shown(runs: Runs): string {
  if (!runs) return `more than ${LONGEST_SECONDS} s`;
  const [wall, cpu] = (['seconds', 'cpuSeconds'] as const).map((of) => median(runs.map((run) => run[of])));
  const megabytes = Math.max(...runs.map((run) => run.megabytes));
  return `${wall?.toFixed(2)} s (cpu ${cpu?.toFixed(2)} s, ${megabytes.toFixed(0)} MB)`;
}

/** `0.48 (cpu 0.51)` */
function ratio(ours: Runs, theirs: Runs): string {
  if (!ours || !theirs) return '-';
  const of = (unit: 'seconds' | 'cpuSeconds'): string =>
    (median(ours.map((run) => run[unit])) / median(theirs.map((run) => run[unit]))).toFixed(2);
  return `${of('seconds')} (cpu ${of('cpuSeconds')})`;
}

try {
  console.log('| document | build | converter, `Schema` | converter, `Example` | / `Schema` | / `Example` |');
  console.log('|---|---|---|---|---|---|');
  for (const name of readdirSync(specs).filter((file) => file.endsWith('.json'))) {
    const runs = await measureDocument(name);
    const [ours, ...theirs] = CONTENDERS.map((contender) => runs.get(contender));
    const cells = [ours, ...theirs].map(shown).concat(theirs.map((their) => ratio(ours, their)));
    console.log(`| ${basename(name, '.json')} | ${cells.join(' | ')} |`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
