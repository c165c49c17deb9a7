import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/sort-diagnostics.ts';
import { type DiffSide, diffContracts } from '../diff/diff-contracts.ts';
import { pickModule } from '../diff/pick-module.ts';
import type { DiffReport } from '../model/diff.ts';
import { type ReadSide, readSide, type SideOptions } from './read-side.ts';
import { readSpecSide } from './read-spec-side.ts';

export interface DiffRun {
  readonly report: DiffReport;
  /** Modules that could not be read on one of the sides, and so were not compared. */
  readonly failed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares what two sides promise their callers. `from` is HEAD and `to` the specs as they are now, where left out.
 * @throws Stop when a side is nothing that can be read.
 */
export async function runDiff(
  [from = 'git:HEAD', to]: readonly string[],
  options: SideOptions,
): Promise<DiffRun> {
  const { config, stdin } = options;
  const older = await readSide(from, options);
  const newer =
    to === undefined ? await readSpecSide('the specs', config, stdin) : await readSide(to, options);
  const failed = [...new Set([...older.failed, ...newer.failed])].toSorted();
  const report = diffContracts(...pickModule(without(failed, older), without(failed, newer)));
  return { report, failed, diagnostics: sortDiagnostics([...older.diagnostics, ...newer.diagnostics]) };
}

/** A module that cannot be read is not gone. */
function without(failed: readonly string[], side: ReadSide): DiffSide {
  const { name, oneFile, contracts, place } = side;
  return { name, oneFile, place, contracts: contracts.filter(({ module }) => !failed.includes(module)) };
}
