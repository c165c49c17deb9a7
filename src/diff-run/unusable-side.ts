import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';

/** The stop for a side that cannot be read as anything. */
export function unusable(side: string, reason: string): Stop {
  return new Stop([diagnostic('diff-side-unusable', { side, reason })]);
}
