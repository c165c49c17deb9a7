import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { at, nodeAt } from '../diagnostics/pointer.ts';
import { jsonLosses } from './json-losses.ts';
import type { LostNumber, Parsed } from './losses.ts';
import { nearestDouble } from './number-kept.ts';
import { positionFinder, type SyntaxFault } from './text-position.ts';

/** JSON text as a value; a fault has the place at which it was found. */
export function parseJson(text: string): Parsed | SyntaxFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return faultOf(text, error instanceof Error ? error.message : String(error));
  }
  const losses = jsonLosses(text, value);
  for (const number of losses.numbers) makeFinite(value, number);
  return { value, losses };
}

/** JSON has no infinity: written again, it would be null. */
function makeFinite(root: unknown, { path, written }: LostNumber): void {
  const holder = nodeAt(root, at('', ...path.slice(0, -1)));
  const key = path.at(-1) ?? '';
  if (typeof holder !== 'object' || holder === null) return;
  const [, read] = Object.entries(holder).find(([name]) => name === key) ?? [];
  if (typeof read === 'number') Object.assign(holder, { [key]: nearestDouble(written) });
}

/** JSON.parse knows that there is a fault, the tolerant parser knows where. */
function faultOf(text: string, message: string): SyntaxFault {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  const positionAt = positionFinder(text);
  if (!first) return { reason: message, ...positionAt(Number(/position (\d+)/.exec(message)?.[1] ?? 0)) };
  const ended = first.offset >= text.trimEnd().length;
  const reason = ended ? 'the text ends in the middle' : sentenceOf(printParseErrorCode(first.error));
  return { reason, ...positionAt(first.offset) };
}

/** `CommaExpected` -> `comma expected`. */
function sentenceOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
