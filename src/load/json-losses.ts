import { afterString, nameIn } from './json-string.ts';
import type { Losses, LostNumber } from './losses.ts';
import { isKept } from './number-kept.ts';

const LONG_NUMBER = /[:,[\s]-?(?:\d[\d.]{15}|[\d.]+[eE][-+\d])/;

/** What is lost of `text`, of which `JSON.parse` has made `value`. */
export function jsonLosses(text: string, value: unknown): Losses {
  // Nearly every document loses nothing, which counting tells in a fraction of the time.
  const isWhole = !LONG_NUMBER.test(text) && countNames(text) === countKeys(value);
  return isWhole ? { repeated: [], numbers: [] } : scan(text);
}

/** Strings before a colon: those of a valid text. */
function countNames(text: string): number {
  let names = 0;
  for (let at = text.indexOf('"'); at >= 0; ) {
    let end = afterString(text, at);
    while (text.charCodeAt(end) <= SPACE) end++;
    if (text.charCodeAt(end) === COLON) names++;
    at = text.indexOf('"', end);
  }
  return names;
}

/** Without recursion: how deep the value goes is not yet known to be harmless. */
function countKeys(value: unknown): number {
  let keys = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node !== 'object' || node === null) continue;
    const inner: unknown[] = Object.values(node);
    if (!Array.isArray(node)) keys += inner.length;
    for (const child of inner) if (typeof child === 'object') waiting.push(child);
  }
  return keys;
}

function scan(text: string): Losses {
  const repeated: string[][] = [];
  const numbers: LostNumber[] = [];
  const open: Level[] = [];
  const path = (): string[] => open.map(({ key }) => String(key));
  const tokens = new RegExp(TOKEN);
  for (let found = tokens.exec(text); found; found = tokens.exec(text)) {
    const level = open.at(-1);
    const [token] = found;
    if (token === '"') {
      tokens.lastIndex = afterString(text, found.index);
      const name = level?.isAtName ? nameIn(text.slice(found.index, tokens.lastIndex)) : undefined;
      if (level && name !== undefined && enterName(level, name)) repeated.push(path());
    } else if (token === '{') open.push({ key: '', isAtName: true, names: new Set() });
    else if (token === '[') open.push({ key: 0, isAtName: false });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',') nextEntry(level);
    else if (!isKept(token)) numbers.push({ path: path(), written: token });
  }
  return { repeated, numbers };
}

const SPACE = 0x20;
const COLON = 0x3a;
const TOKEN = /["{}[\],]|-?\d[-+.\deE]*/g;

/** An object or list that the scan is inside of. */
interface Level {
  key: string | number;
  isAtName: boolean;
  /** Absent: a list. */
  readonly names?: Set<string>;
}

/** True when the name stood in the object before. */
function enterName(level: Level, name: string): boolean {
  const isRepeated = level.names?.has(name) ?? false;
  level.names?.add(name);
  level.key = name;
  level.isAtName = false;
  return isRepeated;
}

function nextEntry(level: Level | undefined): void {
  if (typeof level?.key === 'number') level.key++;
  else if (level) level.isAtName = true;
}
