import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ModuleSummary } from './build.ts';
import type { ManifestModule } from './output.ts';

/** What one module comes to: all that the build of the whole out folder needs of it. */
export interface ModuleBuild {
  readonly summary: ModuleSummary;
  readonly entry: ManifestModule;
  /** The text of its collection; absent: the file stands in the out folder as `entry.hash` says. */
  readonly content?: string;
  readonly diagnostics: readonly Diagnostic[];
}
