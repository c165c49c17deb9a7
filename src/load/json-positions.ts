import type { Position } from '../diagnostics/format-diagnostic.ts';
import { afterString, nameIn } from './json-string.ts';
import { positionFinder } from './text-position.ts';

/**
 * Looks up where nodes stand; the path is that of a JSON pointer, its keys unescaped. No tree is built, which of a
 * large spec would take ten times its size: an object or array is read once a path leads through it, and all that it
 * holds is skipped.
 */
export function jsonPositions(text: string): (path: readonly string[]) => Position | undefined {
  const positionAt = positionFinder(text);
  const read = new Map<number, Children>();
  const ends: Ends = new Map();
  const childrenOf = ({ value }: Place): Children => {
    const children = read.get(value) ?? readChildren(text, value, ends);
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
function readChildren(text: string, offset: number, ends: Ends): Children {
  const children = new Map<string, Place>();
  const isObject = text[offset] === '{';
  if (!isObject && text[offset] !== '[') return children;
  let at = afterSpace(text, offset + 1);
  for (let index = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; index++) {
    const nameEnd = isObject ? afterString(text, at) : at;
    const value = isObject ? afterSpace(text, afterSpace(text, nameEnd) + 1) : at;
    children.set(isObject ? nameIn(text.slice(at, nameEnd)) : String(index), { shown: at, value });
    at = afterSpace(text, endOfValue(text, value, ends));
    if (text[at] === ',') at = afterSpace(text, at + 1);
  }
  return children;
}

/** Offsets after the objects and lists that start at others, of those that take long to go through. */
type Ends = Map<number, number>;
const LONG = 10_000;

/** What lies deep inside is gone through once for all levels: their ends are noted on the way. */
function endOfValue(text: string, offset: number, ends: Ends): number {
  const known = ends.get(offset);
  if (known !== undefined) return known;
  if (text[offset] === '"') return afterString(text, offset);
  if (text[offset] !== '{' && text[offset] !== '[') return after(/[^\s,\]}]*/y, text, offset);
  const open: number[] = [];
  for (let at = offset; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = afterString(text, at) - 1;
    else if (character === '{' || character === '[') open.push(at);
    else if (character === '}' || character === ']') {
      const start = open.pop() ?? offset;
      if (at - start > LONG) ends.set(start, at + 1);
    }
    if (open.length === 0) return at + 1;
  }
  return text.length;
}

function afterSpace(text: string, offset: number): number {
  return after(/\s*/y, text, offset);
}

function after(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return offset + (pattern.exec(text)?.[0].length ?? 0);
}
