import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  type ParsedNode,
  parseDocument,
  visit,
} from 'yaml';
import type { Position } from '../diagnostics/format-diagnostic.ts';
import type { SyntaxFault } from './text-position.ts';

/** How often aliases may be filled in: real specs share a few hundred nodes, an alias bomb asks for millions. */
const MAX_ALIASES = 10_000;

/** YAML 1.2 text, with anchors and merge keys, as plain JSON; a fault has the place at which it was found. */
export function parseYaml(text: string): { readonly value: unknown } | SyntaxFault {
  const lines = new LineCounter();
  const document = parse(text, lines);
  const [error] = document.errors;
  if (error) return { reason: firstLine(error.message), ...positionOf(error.pos[0], lines) };
  const alias = findBadAlias(document);
  if (alias) return { reason: alias.reason, ...positionOf(alias.offset, lines) };
  makePlain(document);
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch (cause) {
    return { reason: cause instanceof Error ? firstLine(cause.message) : String(cause), line: 1, column: 1 };
  }
}

/** Looks up where nodes stand; the path is that of a JSON pointer, its keys unescaped. */
export function yamlPositions(text: string): (path: readonly string[]) => Position | undefined {
  const lines = new LineCounter();
  const document = parse(text, lines);
  return (path) => {
    const offset = offsetOf(document, path);
    return offset === undefined ? undefined : positionOf(offset, lines);
  };
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed {
  return parseDocument(text, { merge: true, lineCounter, prettyErrors: false, logLevel: 'silent' });
}

function offsetOf(document: Document.Parsed, path: readonly string[]): number | undefined {
  let node: Node | null | undefined = document.contents;
  let offset = node?.range?.[0];
  for (const key of path) {
    const parent: Node | null | undefined = isAlias(node) ? node.resolve(document) : node;
    if (isMap<ParsedNode, ParsedNode | null>(parent)) {
      const pair: Pair<ParsedNode, ParsedNode | null> | undefined = parent.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === key,
      );
      if (!pair) return undefined;
      offset = pair.key.range[0];
      node = pair.value;
    } else {
      node = (parent && 'items' in parent ? parent.items[Number(key)] : undefined) as Node | undefined;
      if (!node) return undefined;
      offset = node.range?.[0];
    }
  }
  return offset;
}

/** An alias of nothing, or one inside its own anchor, which would make a value without an end. */
function findBadAlias(
  document: Document.Parsed,
): { readonly reason: string; readonly offset: number } | undefined {
  const anchors = new Map<string, unknown>();
  let found: { reason: string; offset: number } | undefined;
  visit(document, {
    Node: (_key, node, path) => {
      if (!isAlias(node)) {
        if (node.anchor) anchors.set(node.anchor, node);
        return undefined;
      }
      const target = anchors.get(node.source);
      if (target !== undefined && !path.some((parent) => parent === target)) return undefined;
      const reason =
        target === undefined ? 'stands for no anchor before it' : 'stands inside the node that it stands for';
      found = { reason: `*${node.source} ${reason}`, offset: node.range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

/** `.inf`, `.nan` and binary data have no place in JSON: they stay the text that the author wrote. */
function makePlain(document: Document.Parsed): void {
  visit(document, {
    Scalar: (_key, scalar) => {
      const { value } = scalar;
      const plain =
        value === null || ['string', 'boolean', 'undefined'].includes(typeof value) || Number.isFinite(value);
      if (!plain) scalar.value = scalar.source ?? String(value);
    },
  });
}

function positionOf(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/:$/, '');
}
