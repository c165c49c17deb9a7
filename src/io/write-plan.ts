import { rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { Changes } from '../model/build.ts';
import type { Manifest, OutputPlan } from '../model/output.ts';
import { type Comparison, compareOut, MANIFEST_FILE } from './compare-out.ts';
import { checkFolders, inspectOut, type OutFolder, openOut } from './open-out.ts';
import { orStop } from './out-failure.ts';
import { type EditedCopy, planCopies } from './plan-copies.ts';
import { type HistoryChanges, planHistory } from './plan-history.ts';
import { removeStaleTemps } from './remove-stale-temps.ts';
import { discard, type FileToStage, renameStaged, type Step, stageFiles } from './stage-files.ts';

export interface WriteOptions {
  /** The out folder, absolute. */
  readonly out: string;
  /** Looks and decides as ever, and writes nothing. */
  readonly dryRun: boolean;
  /** What the manifest of the build before lists is ours. */
  readonly previous?: Pick<Manifest, 'modules' | 'environments'>;
}

/**
 * Brings the out folder to what the plan says. What is equal stays untouched; what a person has changed is copied
 * to `edited/` before it is replaced, and what they have not to `history/`; nothing that we did not write is replaced or removed. Each file is old or
 * new at any moment, never half; the manifest comes last.
 * @throws Stop `foreign-file-in-the-way` or `out-not-writable`, before anything was replaced unless the system
 * fails in the midst of the renaming.
 */
export async function writePlan(plan: OutputPlan, options: WriteOptions): Promise<Outcome<Changes>> {
  const out = await openOut(options.out);
  const paths = [...plan.files, ...plan.remove].map(({ path }) => path);
  await checkFolders(out, paths);
  const compared = compareOut(plan, await inspectOut(out, paths), { ...options, out: out.shown });
  const [first, ...rest] = compared.refused;
  if (first) throw new Stop([first, ...rest]);
  const copies = await planCopies(out, compared.write);
  const history = await planHistory(out, compared.write);
  if (!options.dryRun) await apply(out, paths, { compared, copies, history });
  return { value: changesOf(compared, plan), diagnostics: diagnosticsOf(out, compared, copies) };
}

interface Decisions {
  readonly compared: Comparison;
  readonly copies: readonly EditedCopy[];
  readonly history: HistoryChanges;
}

async function apply(
  out: OutFolder,
  paths: readonly string[],
  { compared, copies, history }: Decisions,
): Promise<void> {
  const files = filesToStage(out, { compared, copies, history });
  const targets = [...paths.map((path) => join(out.real, path)), ...files.map(({ target }) => target)];
  await removeStaleTemps([...new Set(targets.map(dirname))]);
  const staged = await stageFiles(files);
  const renameAll = (step: Step) => renameStaged(staged.filter((file) => file.step === step));
  try {
    await renameAll('copy');
    await renameAll('content');
    await removeFiles(out, [...compared.remove, ...history.remove]);
    await renameAll('manifest');
  } catch (error) {
    await discard(staged);
    throw error;
  }
}

function filesToStage(out: OutFolder, { compared, copies, history }: Decisions): readonly FileToStage[] {
  const missing = copies.filter(({ there }) => !there);
  const files = [
    ...missing.map(({ copy, bytes, mode }) => ({ step: 'copy' as const, path: copy, bytes, mode })),
    ...history.add.map((file) => ({ step: 'copy' as const, ...file, mode: undefined })),
    ...compared.write.map(({ path, bytes, mode }) => ({ step: stepOf(path), path, bytes, mode })),
  ];
  return files.map(({ step, path, bytes, mode }) => ({
    step,
    target: join(out.real, path),
    shown: join(out.shown, path),
    bytes,
    ...(mode === undefined ? {} : { mode }),
  }));
}

function stepOf(path: string): Step {
  return basename(path) === MANIFEST_FILE ? 'manifest' : 'content';
}

async function removeFiles(out: OutFolder, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await orStop(join(out.shown, path), () => rm(join(out.real, path), { force: true }));
  }
  const left = new Set(paths.filter((path) => path.startsWith('postman/')).map((path) => dirname(path)));
  for (const folder of left) await removeEmpty(out.real, folder);
}

/** In Postman's newer format a folder without a file is one of the collection. */
async function removeEmpty(real: string, folder: string): Promise<void> {
  if (folder === '.') return;
  try {
    await rmdir(join(real, folder));
  } catch {
    // Something is in it, or it is gone.
    return;
  }
  await removeEmpty(real, dirname(folder));
}

function changesOf({ write, unchanged, remove }: Comparison, { there = [] }: OutputPlan): Changes {
  return {
    written: write.map(({ path }) => path).sort(byCodePoint),
    unchanged: [...unchanged, ...there].sort(byCodePoint),
    removed: [...remove].sort(byCodePoint),
  };
}

function diagnosticsOf(
  out: OutFolder,
  { keep }: Comparison,
  copies: readonly EditedCopy[],
): readonly Diagnostic[] {
  return [
    ...copies.map(({ path, copy }) =>
      diagnostic('edited-copy-kept', { path, copy }, { file: join(out.shown, path) }),
    ),
    ...keep.map((path) => diagnostic('foreign-file-kept', { path }, { file: join(out.shown, path) })),
  ];
}

/** UTF-8 sorts as code points do, which UTF-16 does not. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
