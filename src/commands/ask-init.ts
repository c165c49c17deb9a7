import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { InitAnswers, Standing } from '../init/plan-init.ts';
import { openQuestions } from '../io/ask.ts';

interface Given {
  readonly yes?: boolean | undefined;
  readonly spec?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly 'base-url'?: string | undefined;
  readonly ci?: string | undefined;
}

/**
 * Asks for what no flag says, in at most three questions; takes the defaults where nobody can answer.
 * @throws Stop for a CI that is none of ours.
 */
export async function askInit(given: Given, standing: ReadonlyMap<string, Standing>): Promise<InitAnswers> {
  const questions = given.yes ? undefined : openQuestions();
  const ask = async (question: string): Promise<string> => (await questions?.ask(question))?.trim() ?? '';
  const usual = standing.has('.gitlab-ci.yml') ? 'gitlab' : 'github';
  try {
    const specs =
      given.spec ?? wordsOf(await ask('Where are the specs? (./specs, or else the bundled ones) '));
    const baseUrl = given['base-url'] ?? (await ask("Base URL of the API? (the HoopAI platform's) "));
    const ci = given.ci ?? (await ask(`CI: github, gitlab or none? (${usual}) `));
    return { specs, baseUrl, ci: ciOf(ci, usual), ...(given.out !== undefined && { out: given.out }) };
  } finally {
    questions?.close();
  }
}

/** Several have commas between them. */
function wordsOf(text: string): readonly string[] {
  return text.split(/\s*,\s*/).filter((part) => part !== '');
}

function ciOf(text: string, usual: 'github' | 'gitlab'): InitAnswers['ci'] {
  const asked = text.toLowerCase() || usual;
  if (asked === 'github' || asked === 'gitlab' || asked === 'none') return asked;
  throw new Stop([diagnostic('usage-invalid', { reason: `CI is github, gitlab or none, found ${text}` })]);
}
