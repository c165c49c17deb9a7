import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Position } from '../diagnostics/format-diagnostic.ts';
import { positionAt, type SyntaxFault } from './text-position.ts';

/** JSON text as a value; a fault has the place at which it was found. */
export function parseJson(text: string): { readonly value: unknown } | SyntaxFault {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return faultOf(text, error instanceof Error ? error.message : String(error));
  }
}

/** Looks up where nodes stand; the path is that of a JSON pointer, its keys unescaped. */
export function jsonPositions(text: string): (path: readonly string[]) => Position | undefined {
  const root = parseTree(text, []);
  return (path) => {
    const node = root && findNode(root, path);
    return node && positionAt(text, keyOf(node).offset);
  };
}

function findNode(root: Node, path: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const key of path) node = node && childOf(node, key);
  return node;
}

/** Of a key that stands twice the last one counts, as it does for JSON.parse. */
function childOf({ type, children = [] }: Node, key: string): Node | undefined {
  if (type === 'array') return children[Number(key)];
  return children.findLast(({ children: [name] = [] }) => name?.value === key)?.children?.[1];
}

/** A person looks for the property's name rather than for its value. */
function keyOf(node: Node): Node {
  return node.parent?.type === 'property' ? node.parent : node;
}

/** JSON.parse knows that there is a fault, the tolerant parser knows where. */
function faultOf(text: string, message: string): SyntaxFault {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (!first)
    return { reason: message, ...positionAt(text, Number(/position (\d+)/.exec(message)?.[1] ?? 0)) };
  const ended = first.offset >= text.trimEnd().length;
  const reason = ended ? 'the text ends in the middle' : sentenceOf(printParseErrorCode(first.error));
  return { reason, ...positionAt(text, first.offset) };
}

/** `CommaExpected` -> `comma expected`. */
function sentenceOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
