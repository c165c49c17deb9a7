import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import {
  type DiagnosticJson,
  formatDiagnosticJson,
  type Locate,
  type Position,
} from '../diagnostics/format-diagnostic.ts';
import type { Screen } from '../io/console.ts';
import { rereadText } from '../io/surroundings.ts';
import type { DiagnosticsView } from './format-diagnostics.ts';

export interface View extends DiagnosticsView {
  readonly toJson: (diagnostics: readonly Diagnostic[]) => DiagnosticJson[];
}

/** Columns of a screen that does not say how wide it is. */
const COLUMNS = 80;

/**
 * How diagnostics are shown on a screen; files are named relative to `folder`. `places: false`: no diagnostic is going
 * to be shown with its place.
 */
export async function openView(screen: Screen, folder: string, { places = true } = {}): Promise<View> {
  const locate = places ? await finder() : () => undefined;
  return {
    relativeTo: folder,
    locate,
    paint: screen.paint,
    columns: screen.columns ?? COLUMNS,
    toJson: (diagnostics) => diagnostics.map((found) => formatDiagnosticJson(found, locate)),
  };
}

/** Brings the parsers along, which a run that finds no fault may never have loaded. */
async function finder(): Promise<Locate> {
  const { positionsIn } = await import('../load/positions-in.ts');
  return readOnce(positionsIn);
}

type Find = (pointer: string) => Position | undefined;

/** Reads a file again when the first diagnostic in it is shown. */
function readOnce(positionsIn: (text: string, file: string) => Find): Locate {
  const finders = new Map<string, Find | undefined>();
  return ({ file, pointer }) => {
    if (!finders.has(file)) {
      const text = rereadText(file);
      finders.set(file, text === undefined ? undefined : positionsIn(text, file));
    }
    return pointer === undefined ? undefined : finders.get(file)?.(pointer);
  };
}
