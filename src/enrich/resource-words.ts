import { snakeCase } from './variable-name.ts';

/** `brand_boards` -> `brand_board`. */
export function singular(word: string): string {
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  if (/(sis|axis)$/.test(word)) return word;
  if (/analyses$/.test(word)) return word.replace(/es$/, 'is');
  if (/(ss|sh|ch|x|us)es$/.test(word)) return word.replace(/es$/, '');
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** One spelling for `brandBoards`, `brand-board` and `Brand board`: `brandboard`. */
export function kindName(text: string): string {
  return joined(singular(snakeCase(text)));
}

/** `fieldKey`, `field_key` -> `fieldkey`. */
export function joined(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** The words of a path, name or sentence, each in the singular. */
export function wordsIn(text: string): readonly string[] {
  return snakeCase(text.slice(0, 400)).split('_').map(singular);
}

/** Segments of a path that are no parameters. */
export function literals(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '' && !segment.includes('{'));
}

const LISTED = /^(?:get|list|fetch|search|find|retrieve|query)\s+(?:(?:all|the|list|of|your)\s+)*/i;
const CIRCUMSTANCE = /\s+(?:by|for|of|in|from|with|to|using|on|at|under|that|which)\s.*$/i;
/** A longer phrase says more than what is listed. */
const MOST_WORDS = 3;

/** What an operation says that it lists, in the plural: `Fetch email templates` -> `emailtemplate` and `template`. */
export function listedKinds(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const text = name
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll(/[-_]+/g, ' ')
      .trim();
    if (!LISTED.test(text)) return [];
    const phrase = text.replace(LISTED, '').replace(CIRCUMSTANCE, '').trim();
    const words = phrase.split(/\s+/);
    const last = snakeCase(words.at(-1) ?? '');
    if (words.length > MOST_WORDS || singular(last) === last) return [];
    return [...new Set([kindName(phrase), kindName(last)])];
  });
}
