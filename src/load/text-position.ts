import type { Position } from '../diagnostics/format-diagnostic.ts';

export interface SyntaxFault extends Position {
  readonly reason: string;
}

/** Line and column of offsets in a text, whose lines are counted once. */
export function positionFinder(text: string): (offset: number) => Position {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    const line = linesUpTo(offset, starts);
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

/** How many of the lines, in ascending order, start at the offset or before it. */
function linesUpTo(offset: number, starts: readonly number[]): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
