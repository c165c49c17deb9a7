import type { AST } from '@eslint-community/regexpp';

/** Sets of characters as bits: one for each of ASCII, one for all others together, and one for the end of the text. */
export const NONE = 0n;
const ASCII = 128;
const OTHERS = 1n << BigInt(ASCII);
const ALL = (OTHERS << 1n) - 1n;
const END = OTHERS << 1n;

/** The characters with which a match of the elements, or of what comes after them, may begin. */
export function firstOf(elements: readonly AST.Element[], follow: bigint): bigint {
  return elements.reduceRight((after, element) => firstOfElement(element, after), follow);
}

/** The characters of which the element matches exactly one; undefined when it is no such element. */
export function charactersOf(element: AST.Element): bigint | undefined {
  if (element.type === 'Character') return bitOf(element.value);
  if (element.type === 'CharacterSet') return charactersOfSet(element);
  return element.type === 'CharacterClass' ? charactersOfClass(element) : undefined;
}

function firstOfElement(element: AST.Element, after: bigint): bigint {
  const characters = charactersOf(element);
  if (characters !== undefined) return characters;
  if (element.type === 'Quantifier')
    return firstOfElement(element.element, after) | (element.min === 0 ? after : NONE);
  if (element.type === 'Assertion') return element.kind === 'end' ? END : after;
  if (!('alternatives' in element)) return ALL;
  return element.alternatives.reduce((all, { elements }) => all | firstOf(elements, after), NONE);
}

function bitOf(code: number): bigint {
  return code < ASCII ? 1n << BigInt(code) : OTHERS;
}

function charactersOfSet(set: AST.CharacterSet): bigint {
  if (set.kind === 'any' || set.kind === 'property') return ALL;
  const { listed, beyond } = SETS[set.kind];
  return set.negate ? (ALL & ~listed) | OTHERS : listed | (beyond ? OTHERS : NONE);
}

function charactersOfClass({ elements, negate }: AST.CharacterClass): bigint {
  const listed = elements.reduce((all, element) => all | charactersOfPart(element), NONE);
  // One of the others may be listed while the rest are not.
  return negate ? (ALL & ~listed) | OTHERS : listed;
}

function charactersOfPart(element: AST.CharacterClassElement): bigint {
  if (element.type === 'Character') return bitOf(element.value);
  if (element.type === 'CharacterSet') return charactersOfSet(element);
  return element.type === 'CharacterClassRange' ? rangeOf(element.min.value, element.max.value) : ALL;
}

function rangeOf(from: number, to: number): bigint {
  let range = to >= ASCII ? OTHERS : NONE;
  for (let code = from; code <= Math.min(to, ASCII - 1); code++) range |= bitOf(code);
  return range;
}

function asciiOf(pattern: RegExp): bigint {
  let set = NONE;
  for (let code = 0; code < ASCII; code++) if (pattern.test(String.fromCharCode(code))) set |= bitOf(code);
  return set;
}

const SETS = {
  digit: { listed: asciiOf(/\d/), beyond: false },
  word: { listed: asciiOf(/\w/), beyond: false },
  space: { listed: asciiOf(/\s/), beyond: true },
};
