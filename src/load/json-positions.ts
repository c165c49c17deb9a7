import type { Position } from '../diagnostics/format-diagnostic.ts';
import { positionFinder } from './text-position.ts';

/**
 * Looks up where nodes stand; the path is that of a JSON pointer, its keys unescaped. No tree is built, which of a
 * large spec would take ten times its size: an object or array is read once a path leads through it, and all that it
 * holds is skipped.
 */
export function jsonPositions(text: string): (path: readonly string[]) => Position | undefined {
  const positionAt = positionFinder(text);
  const read = new Map<number, Children>();
  const childrenOf = ({ value }: Place): Children => {
    const children = read.get(value) ?? readChildren(text, value);
    read.set(value, children);
    return children;
  };
  const start = afterSpace(text, 0);
  return (path) => {
    let place: Place | undefined = { shown: start, value: start };
    for (const key of path) place = place && childrenOf(place).get(key);
    return place && positionAt(place.shown);
  };
}

/** Offsets in the text. */
interface Place {
  /** Of the property's name, which a person looks for rather than its value; of an item itself. */
  readonly shown: number;
  readonly value: number;
}

type Children = ReadonlyMap<string, Place>;

/** Of a name that stands twice the last one counts, as it does for JSON.parse. */
function readChildren(text: string, offset: number): Children {
  const children = new Map<string, Place>();
  const isObject = text[offset] === '{';
  if (!isObject && text[offset] !== '[') return children;
  let at = afterSpace(text, offset + 1);
  for (let index = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; index++) {
    const nameEnd = isObject ? endOfString(text, at) : at;
    const value = isObject ? afterSpace(text, afterSpace(text, nameEnd) + 1) : at;
    children.set(isObject ? nameIn(text.slice(at, nameEnd)) : String(index), { shown: at, value });
    at = afterSpace(text, endOfValue(text, value));
    if (text[at] === ',') at = afterSpace(text, at + 1);
  }
  return children;
}

/** The file may have changed since it was read: what is no JSON string is taken as it is written. */
function nameIn(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

function endOfValue(text: string, offset: number): number {
  if (text[offset] === '"') return endOfString(text, offset);
  if (text[offset] !== '{' && text[offset] !== '[') return after(/[^\s,\]}]*/y, text, offset);
  let depth = 0;
  for (let at = offset; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at) - 1;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function endOfString(text: string, offset: number): number {
  for (let at = text.indexOf('"', offset + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    if (!isEscaped(text, at)) return at + 1;
  }
  return text.length;
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text[offset - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function afterSpace(text: string, offset: number): number {
  return after(/\s*/y, text, offset);
}

function after(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return offset + (pattern.exec(text)?.[0].length ?? 0);
}
