import type { Paint, Screen, Terminal } from '../../../src/io/console.ts';

const PLAIN: Paint = {
  bold: (text) => text,
  dim: (text) => text,
  red: (text) => text,
  yellow: (text) => text,
  green: (text) => text,
  cyan: (text) => text,
};

/** A screen that keeps what is printed. */
export function recordScreen(columns?: number): Screen & { readonly printed: string[] } {
  const printed: string[] = [];
  return { printed, print: (text) => void printed.push(text), paint: PLAIN, columns };
}

export function recordTerminal(
  columns?: number,
): Terminal & Record<'result' | 'notes', { printed: string[] }> {
  return { result: recordScreen(columns), notes: recordScreen(columns) };
}
