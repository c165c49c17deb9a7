import { createInterface } from 'node:readline/promises';

/** Asks a person at the terminal; the question goes to standard error, which is where a person reads. */
export interface Questions {
  /** Undefined when the person ends the input (Ctrl-D) instead of answering. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly close: () => void;
}

/** Undefined where nobody can answer: no terminal, or CI. */
export function openQuestions(): Questions | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY || process.env['CI']) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal gives no signal while a line is edited: Ctrl-C has to end the process here as it does elsewhere.
  lines.on('SIGINT', () => {
    lines.close();
    process.stderr.write('\n');
    process.exit(130);
  });
  // A question that is pending when the input ends would never be answered.
  const ended = new Promise<undefined>((resolve) => {
    lines.once('close', () => resolve(undefined));
  });
  return {
    ask: (question) => Promise.race([lines.question(question).catch(unanswered), ended]),
    close: () => lines.close(),
  };
}

function unanswered(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ABORT_ERR' && code !== 'ERR_USE_AFTER_CLOSE') throw error;
}
