import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { positionFinder, type SyntaxFault } from './text-position.ts';

/** JSON text as a value; a fault has the place at which it was found. */
export function parseJson(text: string): { readonly value: unknown } | SyntaxFault {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return faultOf(text, error instanceof Error ? error.message : String(error));
  }
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
