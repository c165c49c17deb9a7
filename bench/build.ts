/**
 * The build against what else makes collections of specs: `npm run bench [-- SPECS_DIR] [--runs N]`. Each contender
 * is a process of its own, start-up included; they take turns, so that a busy machine is busy for all.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPortman } from './install-portman.ts';
import { type Measurement, measure, median, sumOf } from './measure.ts';

type Contenders = Readonly<Record<string, () => Promise<Measurement>>>;

const root = resolve(import.meta.dirname, '..');
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' } },
});
const specs = resolve(positionals[0] ?? join(root, '..', 'shared', 'specs', 'hoopai', 'apps'));
const cli = join(root, 'dist', 'cli.js');
const converter = join(root, 'node_modules', 'openapi-to-postmanv2', 'bin', 'openapi2postmanv2.js');
const plain = join(import.meta.dirname, 'convert-plain.mjs');
const scratch = mkdtempSync(join(tmpdir(), 'hoopai-postman-bench-'));

try {
  const contenders = { ...builds(), ...others(installPortman(scratch)), ...startUps() };
  const measured = new Map<string, Measurement[]>();
  for (let round = 1; round <= Number(values.runs); round++)
    for (const [name, run] of Object.entries(contenders)) {
      console.error(`round ${round} of ${values.runs}: ${name}`);
      measured.set(name, [...(measured.get(name) ?? []), await run()]);
    }
  print(measured);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Each cold build has a project of its own, and so neither files nor a cache of an earlier one. */
function builds(): Contenders {
  const changed = copySpecs();
  const [unchangedProject, changedProject] = [newProject(), newProject()];
  let edits = 0;
  return {
    'cold build': () => build(specs, newProject()),
    'warm build, nothing changed': () => afterAnother(() => build(specs, unchangedProject)),
    'warm build, one module changed': async () => {
      await build(changed, changedProject);
      edit(join(changed, specFiles()[0] ?? ''), `edit ${++edits}`);
      return await build(changed, changedProject);
    },
  };
}

function others(portman: string | undefined): Contenders {
  return {
    ...(portman && {
      'Portman, a process per spec, `-t`': () =>
        eachSpec((spec, out) => [portman, '-l', spec, '-t', '-o', out]),
    }),
    '`openapi2postmanv2`, a process per spec': () =>
      eachSpec((spec, out) => [converter, '-s', spec, '-o', out]),
    'converter library, `Schema`, one process': () => measure([plain, specs, join(scratch, 'S'), 'Schema']),
    'converter library, `Example`, one process': () => measure([plain, specs, join(scratch, 'E'), 'Example']),
  };
}

function startUps(): Contenders {
  return {
    '`node -e 0`': () => measure(['-e', '0']),
    '`--version`': () => measure([cli, '--version']),
    '`--help`': () => measure([cli, '--help']),
  };
}

function build(folder: string, project: string): Promise<Measurement> {
  return measure([cli, 'build', '--spec', join(folder, '*.json'), '--quiet'], 0, project);
}

async function afterAnother(run: () => Promise<Measurement>): Promise<Measurement> {
  await run();
  return await run();
}

/** With the folder of schemas that real specs refer to beside their own. */
function copySpecs(): string {
  const [copy, common] = [join(scratch, 'specs'), join(specs, '..', 'common')];
  cpSync(specs, copy, { recursive: true });
  if (existsSync(common)) cpSync(common, join(scratch, 'common'), { recursive: true });
  return copy;
}

function newProject(): string {
  const project = mkdtempSync(join(scratch, 'project-'));
  mkdirSync(join(project, 'node_modules'));
  writeFileSync(join(project, 'package.json'), '{}');
  return project;
}

function edit(file: string, description: string): void {
  const spec = JSON.parse(readFileSync(file, 'utf8')) as { info: object };
  writeFileSync(file, JSON.stringify({ ...spec, info: { ...spec.info, description } }));
}

async function eachSpec(args: (spec: string, out: string) => readonly string[]): Promise<Measurement> {
  const runs: Measurement[] = [];
  for (const name of specFiles()) {
    const out = join(scratch, `made-${name}`);
    rmSync(out, { force: true });
    runs.push(await measure(args(join(specs, name), out), 'any', scratch));
    if (!existsSync(out)) console.error(`  made nothing of ${name}`);
  }
  return sumOf(runs);
}

function specFiles(): readonly string[] {
  return readdirSync(specs).filter((name) => name.endsWith('.json'));
}

function print(measured: ReadonlyMap<string, readonly Measurement[]>): void {
  const medianOf = (name: string, key: keyof Measurement) =>
    median((measured.get(name) ?? []).map((run) => run[key]));
  const [cpu] = cpus();
  console.log(
    `${specFiles().length} specs, medians of ${values.runs}; ${availableParallelism()} cores (${cpu?.model.trim()}), ` +
      `${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}\n`,
  );
  console.log('| what | seconds | / cold build | CPU seconds | / cold build | peak memory |');
  console.log('|---|---|---|---|---|---|');
  for (const name of measured.keys()) {
    const times = (['seconds', 'cpuSeconds'] as const).map((key) => {
      const time = medianOf(name, key);
      return `${time.toFixed(2)} | ${(time / medianOf('cold build', key)).toFixed(2)}`;
    });
    console.log(`| ${name} | ${times.join(' | ')} | ${medianOf(name, 'megabytes').toFixed(0)} MB |`);
  }
}
