import { formatFile } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import type { Paint } from '../io/console.ts';
import type { Generated } from '../model/generated.ts';

export interface GeneratedView {
  /** What was made, in words: `types`. */
  readonly noun: string;
  /** Where, absolute. */
  readonly folder: string;
  readonly relativeTo: string;
  readonly dryRun: boolean;
  readonly verbose: boolean;
  readonly paint: Paint;
}

/** What was written beside the collections: how much; `verbose` and dry runs: each file that is another now. */
export function formatGenerated({ modules, failed, changes }: Generated, view: GeneratedView): string[] {
  const { noun, folder, relativeTo, dryRun, verbose, paint } = view;
  const { written, removed, unchanged } = changes;
  const of = `${noun} of ${modules.length} module${modules.length === 1 ? '' : 's'}`;
  const head = `${dryRun ? 'Would write' : 'Wrote'} ${of} to ${formatFile(folder, relativeTo)}`;
  const listed = [...written.map((path) => `  + ${path}`), ...removed.map((path) => `  - ${path}`)];
  const counts = [
    `${written.length} ${dryRun ? 'to write' : 'written'}`,
    `${unchanged.length} unchanged`,
    ...(removed.length > 0 ? [`${removed.length} ${dryRun ? 'to remove' : 'removed'}`] : []),
  ];
  return [
    paint.bold(head),
    `Files: ${counts.join(', ')}`,
    ...(dryRun || verbose ? listed.map(printable) : []),
    ...failed.map(
      ({ module, file }) =>
        `${paint.red('Not made')}: ${printable(module)} (${formatFile(file, relativeTo)})`,
    ),
  ];
}
