import { diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { at } from '../diagnostics/pointer.ts';

/**
 * A JSON value no deeper than `limit` objects and lists inside one another: those at the limit are emptied, which is
 * told at the first of them. What comes after goes through documents by recursion, which a document without a limit
 * would let run out of stack.
 */
export function limitNesting(value: unknown, limit: number, file: string): Outcome<unknown> {
  if (!isDeeper(value, limit)) return { value, diagnostics: [] };
  const cut: string[] = [];
  const left = shallow(value, '', { left: limit, cut });
  const [pointer = ''] = cut;
  const where = { file, pointer };
  return { value: left, diagnostics: [diagnostic('nesting-limit', { limit, places: cut.length }, where)] };
}

function isDeeper(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return Object.keys(value).length > 0;
  return Object.values(value).some((child) => isDeeper(child, left - 1));
}

interface Cutting {
  readonly left: number;
  readonly cut: string[];
}

function shallow(value: unknown, pointer: string, { left, cut }: Cutting): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (left === 0 && Object.keys(value).length > 0) {
    cut.push(pointer);
    return Array.isArray(value) ? [] : {};
  }
  const child = (inner: unknown, key: string | number): unknown =>
    shallow(inner, at(pointer, key), { left: left - 1, cut });
  if (Array.isArray(value)) return value.map(child);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, child(inner, key)]));
}
