import { createInterface } from 'node:readline/promises';

/** Asks a person at the terminal; the question goes to standard error, which is where a person reads. */
export interface Questions {
  readonly ask: (question: string) => Promise<string>;
  readonly close: () => void;
}

/** Undefined where nobody can answer. */
export function openQuestions(): Questions | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY || process.env['CI']) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return { ask: (question) => lines.question(question), close: () => lines.close() };
}
