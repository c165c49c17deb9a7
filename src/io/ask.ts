import { createInterface } from 'node:readline/promises';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';

/** Asks a person at the terminal; the question goes to standard error, which is where a person reads. */
export interface Questions {
  /** @throws Stop when the person ends the run (Ctrl-C, Ctrl-D) rather than answers. */
  readonly ask: (question: string) => Promise<string>;
  readonly close: () => void;
}

/** Undefined where nobody can answer. */
export function openQuestions(): Questions | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY || process.env['CI']) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // A question that is pending when the input ends would never be answered.
  const ended = new Promise<never>((_resolve, reject) => {
    const reason = 'the question was left without an answer: nothing was written';
    lines.once('close', () => reject(new Stop([diagnostic('usage-invalid', { reason })])));
  });
  ended.catch(() => {});
  return {
    ask: (question) => Promise.race([lines.question(question), ended]),
    close: () => lines.close(),
  };
}
