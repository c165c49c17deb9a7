import type { Schema } from '../model/api.ts';
import { FORMATS, SOFT_SAMPLES } from './formats.ts';
import { matchesPattern, sampleOfPattern } from './pattern.ts';
import { numberKeyword, own, stringKeyword } from './read.ts';
import { longText, realisticText } from './realistic-text.ts';

/** Padding stops here: a longer `minLength` is a limit to test, not a value to read. */
const LONGEST_TEXT = 5_000;

/** Text that satisfies `format`, `pattern` and lengths where it can, and otherwise reads like a field `name`. */
export function sampleString(schema: Schema, name: string): string {
  const pattern = stringKeyword(schema, 'pattern');
  const format = stringKeyword(schema, 'format') ?? '';
  const formatted = own(FORMATS, format)?.sample ?? own(SOFT_SAMPLES, format);
  const candidates =
    formatted === undefined ? textsFor(name, pattern) : [formatted, ...textsFor(name, pattern)];
  return (
    candidates.find((text) => fits(schema, text, pattern)) ?? stretched(schema, candidates[0] ?? '', pattern)
  );
}

function textsFor(name: string, pattern: string | undefined): readonly string[] {
  const texts = [realisticText(name)];
  if (pattern === undefined) return texts;
  const others = Object.values(FORMATS).map(({ sample }) => sample);
  const spelled = sampleOfPattern(pattern);
  return [
    ...texts,
    ...others,
    'Europe/Paris',
    '09:30',
    '#1F6FEB',
    ...(spelled === undefined ? [] : [spelled]),
  ];
}

function fits(schema: Schema, text: string, pattern: string | undefined): boolean {
  const length = [...text].length;
  if (length < (numberKeyword(schema, 'minLength') ?? 0)) return false;
  if (length > (numberKeyword(schema, 'maxLength') ?? Number.POSITIVE_INFINITY)) return false;
  return pattern === undefined || matchesPattern(pattern, text) !== false;
}

function stretched(schema: Schema, text: string, pattern: string | undefined): string {
  const base = (pattern === undefined ? undefined : sampleOfPattern(pattern)) ?? text;
  const shortest = Math.min(numberKeyword(schema, 'minLength') ?? 0, LONGEST_TEXT);
  const longest = Math.max(0, numberKeyword(schema, 'maxLength') ?? LONGEST_TEXT);
  if (pattern === undefined && PROSE.test(base)) return longText(base, Math.min(shortest, longest), longest);
  if (pattern !== undefined) {
    const grown = lengthened(base, shortest).find((candidate) => fits(schema, candidate, pattern));
    if (grown !== undefined) return grown;
  }
  const filler = base === '' ? 'a' : base;
  const long = base.length >= shortest ? base : filler.repeat(Math.ceil(shortest / filler.length));
  const wanted = Math.min(Math.max(base.length, shortest), longest);
  const cut = long.slice(0, wanted).trimEnd();
  return cut.padEnd(Math.min(shortest, longest), 'a');
}

/** The text with one of its characters repeated, from the last to the first: `i-a` -> `i-aaaa` for `^i-[a-f0-9]+$`. */
function lengthened(text: string, length: number): readonly string[] {
  const characters = [...text];
  const times = 1 + length - characters.length;
  if (times <= 1 || characters.length > LONGEST_SPELLED) return [];
  return characters
    .map((character, index) => characters.with(index, character.repeat(times)).join(''))
    .toReversed();
}

/** Each of its characters is tried. */
const LONGEST_SPELLED = 200;

/** More words make such a text longer; an address, an id or a number is repeated. */
const PROSE = /^[A-Za-z][A-Za-z .-]*$/;

/** A number within the limits: 1 where nothing speaks against it. */
export function sampleNumber(schema: Schema, integer: boolean): number {
  const step = integer ? 1 : 0.5;
  const lowest = lowestOf(schema, step);
  const highest = highestOf(schema, step);
  const plain = Math.min(Math.max(1, lowest), highest);
  const multiple = numberKeyword(schema, 'multipleOf');
  if (multiple !== undefined && multiple > 0) {
    const up = Math.ceil(plain / multiple) * multiple;
    return up <= highest ? tidy(up) : tidy(Math.floor(highest / multiple) * multiple);
  }
  return integer ? Math.ceil(plain) : plain;
}

function lowestOf(schema: Schema, step: number): number {
  const exclusive = numberKeyword(schema, 'exclusiveMinimum');
  const inclusive = numberKeyword(schema, 'minimum') ?? Number.NEGATIVE_INFINITY;
  return exclusive === undefined ? inclusive : Math.max(inclusive, exclusive + step);
}

function highestOf(schema: Schema, step: number): number {
  const exclusive = numberKeyword(schema, 'exclusiveMaximum');
  const inclusive = numberKeyword(schema, 'maximum') ?? Number.POSITIVE_INFINITY;
  const highest = exclusive === undefined ? inclusive : Math.min(inclusive, exclusive - step);
  return Math.max(highest, lowestOf(schema, step));
}

/** `3 * 0.1` is meant to be 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
