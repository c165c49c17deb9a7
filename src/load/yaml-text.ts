import {
  Composer,
  type CST,
  Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type ParsedNode,
  Parser,
  Scalar,
  visit,
} from 'yaml';
import type { Position } from '../diagnostics/format-diagnostic.ts';
import type { Losses, LostNumber, Parsed } from './losses.ts';
import { isKept, nearestDouble } from './number-kept.ts';
import type { SyntaxFault } from './text-position.ts';

/** How often aliases may be filled in: real specs share a few hundred nodes, an alias bomb asks for millions. */
const MAX_ALIASES = 10_000;

/** Objects and lists inside one another that the parser, which goes by recursion, is sure to get through. */
export const DEEPEST_YAML = 500;

/** YAML 1.2 text, with anchors and merge keys, as plain JSON; a fault has the place at which it was found. */
export function parseYaml(text: string): Parsed | SyntaxFault | 'too-deep' {
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (!document) return 'too-deep';
  const [error] = document.errors;
  if (error) return { reason: firstLine(error.message), ...positionOf(error.pos[0], lines) };
  const alias = findBadAlias(document);
  if (alias) return { reason: alias.reason, ...positionOf(alias.offset, lines) };
  const losses = makePlain(document);
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown, losses };
  } catch (cause) {
    return { reason: cause instanceof Error ? firstLine(cause.message) : String(cause), line: 1, column: 1 };
  }
}

/** Looks up where nodes stand; the path is that of a JSON pointer, its keys unescaped. */
export function yamlPositions(text: string): (path: readonly string[]) => Position | undefined {
  const lines = new LineCounter();
  const document = parse(text, lines);
  return (path) => {
    const offset = document && offsetOf(document, path);
    return offset === undefined ? undefined : positionOf(offset, lines);
  };
}

/** Characters that an editor, a diff or a terminal would obey rather than show, and halves of characters. */
const DISOBEDIENT = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu;

/** What a block would lose: characters that have to be escaped, and the spaces of a text that has nothing else. */
const NOT_AS_BLOCK = new RegExp(`${DISOBEDIENT.source}|^\\s*$`, 'u');

/**
 * YAML as it is written to files: a text of several lines as a block, which a diff shows line by line; nothing folded,
 * no anchors, no invisible character unescaped, and nothing that YAML 1.1 would read as anything but a text.
 */
export function formatYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value === 'string' && NOT_AS_BLOCK.test(scalar.value))
        scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  const text = document.toString({
    lineWidth: 0,
    blockQuote: 'literal',
    doubleQuotedMinMultiLineLength: 1e9,
  });
  return text.replace(
    DISOBEDIENT,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Undefined: it is too deep. That is counted before anything goes by recursion: how far recursion comes depends on
 * who calls and on what the engine has optimised by then.
 */
function parse(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
  if (isTooDeep(tokens)) return undefined;
  const options = { merge: true, prettyErrors: false, logLevel: 'silent' } as const;
  const [document] = new Composer(options).compose(tokens, true, text.length);
  return document as Document.Parsed | undefined;
}

function isTooDeep(roots: readonly CST.Token[]): boolean {
  const waiting = roots.map((token) => ({ token, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const depth = next.depth + ('items' in next.token ? 1 : 0);
    if (depth > DEEPEST_YAML) return true;
    for (const token of tokensIn(next.token)) waiting.push({ token, depth });
  }
  return false;
}

function tokensIn(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  return 'items' in token ? token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat()) : [];
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
function makePlain(document: Document.Parsed): Losses {
  const numbers: LostNumber[] = [];
  visit(document, {
    Scalar: (key, scalar, path) => {
      const { value, source = '' } = scalar;
      if (typeof value === 'number' && key !== 'key' && DECIMAL.test(source) && !isKept(source)) {
        numbers.push({ path: keysTo([...path, scalar]), written: source });
        scalar.value = nearestDouble(source);
        return;
      }
      const plain =
        value === null || ['string', 'boolean', 'undefined'].includes(typeof value) || Number.isFinite(value);
      if (!plain) scalar.value = scalar.source ?? String(value);
    },
  });
  // A name that stands twice is no YAML: the parser refuses it.
  return { repeated: [], numbers };
}

const DECIMAL = /^[-+]?[\d.]+(e[-+]?\d+)?$/i;

/** `nodes` lead from the document to a node, each inside the one before. */
function keysTo(nodes: readonly unknown[]): readonly string[] {
  return nodes.flatMap((node, index) => {
    if (isPair(node)) return [String(isScalar(node.key) ? node.key.value : node.key)];
    return isSeq(node) ? [String(node.items.indexOf(nodes[index + 1]))] : [];
  });
}

function positionOf(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/:$/, '');
}
