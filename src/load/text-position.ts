import type { Position } from '../diagnostics/format-diagnostic.ts';

export interface SyntaxFault extends Position {
  readonly reason: string;
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
