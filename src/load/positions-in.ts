import type { Position } from '../diagnostics/format-diagnostic.ts';
import { keysOf } from '../diagnostics/pointer.ts';
import { jsonPositions } from './json-positions.ts';
import { formatOf } from './parse-document.ts';
import { yamlPositions } from './yaml-text.ts';

/** Line and column of the nodes of a document by JSON pointer; undefined for a pointer that leads nowhere in it. */
export function positionsIn(text: string, file: string): (pointer: string) => Position | undefined {
  const find = formatOf(text, file) === 'JSON' ? jsonPositions(text) : yamlPositions(text);
  return (pointer) => find(keysOf(pointer));
}
