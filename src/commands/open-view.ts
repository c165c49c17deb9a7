import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type DiagnosticJson, formatDiagnosticJson, type Locate } from '../diagnostics/format-diagnostic.ts';
import type { Screen } from '../io/console.ts';
import { rereadText } from '../io/surroundings.ts';
import type { DiagnosticsView } from './format-diagnostics.ts';

export interface View extends DiagnosticsView {
  readonly toJson: (diagnostics: readonly Diagnostic[]) => DiagnosticJson[];
}

/** Columns of a screen that does not say how wide it is. */
const COLUMNS = 80;

/** How diagnostics are shown on a screen; files are named relative to `folder`. */
export async function openView(screen: Screen, folder: string): Promise<View> {
  // Brings the parsers along, which a run that finds no fault may never have loaded.
  const { positionOf } = await import('../load/position-of.ts');
  const locate = readOnce(positionOf);
  return {
    relativeTo: folder,
    locate,
    paint: screen.paint,
    columns: screen.columns ?? COLUMNS,
    toJson: (diagnostics) => diagnostics.map((found) => formatDiagnosticJson(found, locate)),
  };
}

/** Reads a file again when the first diagnostic in it is shown. */
function readOnce(positionOf: (text: string, pointer: string) => ReturnType<Locate>): Locate {
  const texts = new Map<string, string | undefined>();
  return ({ file, pointer }) => {
    if (!texts.has(file)) texts.set(file, rereadText(file));
    const text = texts.get(file);
    return text === undefined || pointer === undefined ? undefined : positionOf(text, pointer);
  };
}
