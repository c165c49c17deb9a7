/**
 * A whole smoke run against Newman as it comes, over the same collections and a mock: `npm run bench:smoke [-- SPECS_DIR]`.
 * Contenders: `smoke` (its mock included), a shell loop of `newman run`, and Newman's library in one process. They take
 * turns; only ratios mean something.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Measurement, measure, median, sumOf } from './measure.ts';

const ROUNDS = 3;
const root = resolve(import.meta.dirname, '..');
const specs = resolve(process.argv[2] ?? join(root, '..', 'shared', 'specs', 'hoopai', 'apps'));
const cli = join(root, 'dist', 'cli.js');
const newman = join(root, 'node_modules', 'newman', 'bin', 'newman.js');
const out = mkdtempSync(join(tmpdir(), 'hoopai-postman-bench-'));
const spec = ['--spec', join(specs, '*.json'), '--out', out];

await measure([cli, 'build', ...spec, '--quiet']);
const mock = spawn(process.execPath, [cli, 'mock', ...spec, '--port', '0'], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
const url = await new Promise<string>((found) =>
  mock.stdout.once('data', (chunk: Buffer) => found(chunk.toString().trim())),
);

const contenders: Readonly<Record<string, () => Promise<Measurement>>> = {
  smoke: () => measure([cli, 'smoke', ...spec, '--quiet']),
  library: () => measure([join(import.meta.dirname, 'run-newman-library.mjs'), out, url], 'any'),
  'shell loop': shellLoop,
};
const measured = new Map<string, Measurement[]>(Object.keys(contenders).map((name) => [name, []]));
try {
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(contenders)) measured.get(name)?.push(await run());
  }
} finally {
  mock.kill();
  rmSync(out, { recursive: true, force: true });
}

const ours = median((measured.get('smoke') ?? []).map(({ seconds }) => seconds));
console.log(`${specs}, median of ${ROUNDS}`);
for (const [name, runs] of measured) {
  const seconds = median(runs.map((run) => run.seconds));
  console.log(
    `${name.padEnd(11)} ${seconds.toFixed(2)} s  ${Math.max(...runs.map((run) => run.megabytes)).toFixed(0)} MB  ${(seconds / ours).toFixed(2)} times smoke`,
  );
}

async function shellLoop(): Promise<Measurement> {
  const environment = join(out, 'environments', 'mock.postman_environment.json');
  const runs: Measurement[] = [];
  for (const name of readdirSync(join(out, 'collections'))) {
    const one = await measure(
      [
        newman,
        'run',
        join(out, 'collections', name),
        '-e',
        environment,
        '--env-var',
        `base_url=${url}`,
        '--env-var',
        'access_token=any-value',
        '--reporters',
        'cli',
        '--working-dir',
        out,
      ],
      'any',
    );
    runs.push(one);
  }
  return sumOf(runs);
}
