import type { MergeChange, MergeSide } from '../model/merge.ts';
import { formatConflict } from './format-merge.ts';

export interface Asking {
  readonly ask: (question: string) => Promise<string>;
  readonly print: (text: string) => void;
  readonly columns: number;
}

type Choice = MergeSide | 'default';

const CHOICES: Readonly<Record<string, Choice>> = { t: 'theirs', o: 'ours', d: 'default', '': 'default' };

/** Lets a person decide each conflict, by `MergeChange.id`; who accepts a default has decided as well. */
export async function decideConflicts(
  conflicts: readonly MergeChange[],
  { ask, print, columns }: Asking,
): Promise<ReadonlyMap<string, MergeSide>> {
  const decisions = new Map<string, MergeSide>();
  let forAll: Choice | undefined;
  for (const [index, { id, chosen = 'theirs', ...conflict }] of conflicts.entries()) {
    let choice = forAll;
    if (choice === undefined) {
      for (const line of formatConflict({ id, chosen, ...conflict }, columns)) print(line);
      const answer = await answerTo(ask, `${index + 1} of ${conflicts.length}: keep`, chosen);
      choice = answer.choice;
      if (answer.isForAll) forAll = choice;
    }
    decisions.set(id, choice === 'default' ? chosen : choice);
  }
  return decisions;
}

/** A capital letter answers all that follow too. */
async function answerTo(
  ask: Asking['ask'],
  question: string,
  byDefault: MergeSide,
): Promise<{ readonly choice: Choice; readonly isForAll: boolean }> {
  for (;;) {
    const typed = await ask(
      `${question} [t]heirs or [o]urs? (Enter: ${byDefault}; T, O, D: for all that follow) `,
    );
    const letter = typed.trim();
    const choice = Object.hasOwn(CHOICES, letter.toLowerCase()) ? CHOICES[letter.toLowerCase()] : undefined;
    if (choice) return { choice, isForAll: letter !== letter.toLowerCase() };
  }
}
