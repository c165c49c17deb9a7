import { type Pieces, piecesOf, type VariableNames } from './pieces.ts';

/** A JSON value whose texts may hold variables. */
export type JsonPieces =
  | { readonly kind: 'text'; readonly pieces: Pieces }
  | { readonly kind: 'plain'; readonly value: number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly JsonPieces[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: Pieces, value: JsonPieces])[] };

/**
 * The value of a JSON text; undefined unless writing the value gives the very text again, so that no long number, no
 * name that stands twice and no order of names is lost on the way.
 */
export function jsonBody(raw: string, names: VariableNames): JsonPieces | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return JSON.stringify(value, null, 2) === raw ? read(value, names) : undefined;
  } catch {
    // Variables outside of quotes, or no JSON at all: it is sent as the text that it is.
    return undefined;
  }
}

function read(value: unknown, names: VariableNames): JsonPieces {
  if (typeof value === 'string') return { kind: 'text', pieces: piecesOf(value, names) };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => read(item, names)) };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => [piecesOf(key, names), read(inner, names)] as const,
    );
    return { kind: 'object', entries };
  }
  return { kind: 'plain', value: value as number | boolean | null };
}

/** How a language writes what JSON has. */
export interface JsonWords {
  readonly text: (pieces: Pieces) => string;
  readonly key: (pieces: Pieces) => string;
  readonly plain: (value: number | boolean | null) => string;
  /** One level of indentation. */
  readonly step: string;
}

/** The value as an expression over several lines, each but the first begun with `indent`. */
export function writeJson(json: JsonPieces, words: JsonWords, indent: string): string {
  if (json.kind === 'text') return words.text(json.pieces);
  if (json.kind === 'plain') return words.plain(json.value);
  const inner = `${indent}${words.step}`;
  const lines =
    json.kind === 'list'
      ? json.items.map((item) => writeJson(item, words, inner))
      : json.entries.map(([key, value]) => `${words.key(key)}: ${writeJson(value, words, inner)}`);
  const [open, close] = json.kind === 'list' ? '[]' : '{}';
  if (lines.length === 0) return `${open}${close}`;
  return `${open}\n${lines.map((line) => `${inner}${line},\n`).join('')}${indent}${close}`;
}
