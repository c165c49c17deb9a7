import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { longestText } from './pattern-cost.ts';

/** Long enough for any sane identifier; a pattern that wants more is answered with no sample. */
const LONGEST_SAMPLE = 2_000;

/** Longer ones take seconds to read and no person wrote them. */
const LONGEST_PATTERN = 5_000;

/**
 * Whether `text` matches a `pattern` of a spec. Undefined when the pattern is not run: it is no regular expression of
 * ECMAScript, or could take exponential time, or too long on a text of this length.
 */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  const { expression, longest = 0 } = compile(pattern);
  return text.length <= longest ? expression?.test(text) : undefined;
}

/** Why a pattern is never run; undefined when it is. */
export function whyNotRun(pattern: string): string | undefined {
  return compile(pattern).reason;
}

/**
 * The pattern for a validator of JavaScript that has no flags and no limits of its own: any text on which it would
 * take too long matches. Undefined: it cannot be run.
 */
export function boundedPattern(pattern: string): string | undefined {
  const { expression, longest = 0 } = compile(pattern);
  if (expression?.flags !== '') return undefined;
  return longest >= LONG_ENOUGH ? pattern : `^[^]{${longest + 1}}|${pattern}`;
}

/** Only what is linear in a text can be held against one of this length. */
const LONG_ENOUGH = 100_000;

/** The shortest plain text that the pattern's first alternatives spell out; undefined when it does not match. */
export function sampleOfPattern(pattern: string): string | undefined {
  if (!spelled.has(pattern)) spelled.set(pattern, spell(pattern));
  return spelled.get(pattern);
}

const spelled = new Map<string, string | undefined>();

function spell(pattern: string): string | undefined {
  const ast = pattern.length > LONGEST_PATTERN ? undefined : parse(pattern);
  if (!ast) return undefined;
  const text = textOf(ast.alternatives);
  return text !== undefined && matchesPattern(pattern, text) !== false ? text : undefined;
}

interface Compiled {
  readonly expression?: RegExp;
  /** The longest text that it is held against. */
  readonly longest?: number;
  /** Why there is none. */
  readonly reason?: string;
}

const compiled = new Map<string, Compiled>();

function compile(pattern: string): Compiled {
  const known = compiled.get(pattern) ?? compileFresh(pattern);
  compiled.set(pattern, known);
  return known;
}

function compileFresh(pattern: string): Compiled {
  if (pattern.length > LONGEST_PATTERN) return { reason: `it has more than ${LONGEST_PATTERN} characters` };
  const ast = parse(pattern);
  if (!ast) return { reason: 'it is no regular expression of JavaScript' };
  const longest = longestText(ast);
  if (longest === 0) return { reason: 'it can take exponential time' };
  return { expression: new RegExp(pattern, flagsFor(pattern)), longest };
}

function parse(pattern: string): AST.Pattern | undefined {
  try {
    return new RegExpParser({ ecmaVersion: 2023 }).parsePattern(pattern, 0, pattern.length, {
      unicode: flagsFor(pattern) === 'u',
    });
  } catch {
    // No ECMAScript pattern (a Perl or Java one, say): there is nothing to hold a value against.
    return undefined;
  }
}

/** JSON Schema wants Unicode patterns, but much that is in use only parses without the flag. */
function flagsFor(pattern: string): '' | 'u' {
  return /\\[pP]\{|\\u\{/.test(pattern) ? 'u' : '';
}

function textOf(alternatives: readonly AST.Alternative[]): string | undefined {
  const [first] = alternatives;
  if (!first) return '';
  let text = '';
  for (const element of first.elements) {
    const part = textOfElement(element);
    if (part === undefined || text.length + part.length > LONGEST_SAMPLE) return undefined;
    text += part;
  }
  return text;
}

function textOfElement(element: AST.Element): string | undefined {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterSet':
      return characterOf(element);
    case 'CharacterClass':
      return characterOfClass(element);
    case 'Group':
    case 'CapturingGroup':
      return textOf(element.alternatives);
    case 'Quantifier':
      return repeatedText(element);
    case 'Assertion':
      return '';
    default:
      return undefined;
  }
}

function repeatedText(quantifier: AST.Quantifier): string | undefined {
  // `x*` may be empty, but one `x` is what a person would write.
  const times = quantifier.min === 0 ? Math.min(1, quantifier.max) : quantifier.min;
  if (times > LONGEST_SAMPLE) return undefined;
  return textOfElement(quantifier.element)?.repeat(times);
}

function characterOf(set: AST.CharacterSet): string | undefined {
  if (set.kind === 'any') return 'a';
  if (set.kind === 'digit') return set.negate ? 'a' : '1';
  if (set.kind === 'word') return set.negate ? '-' : 'a';
  if (set.kind === 'space') return set.negate ? 'a' : ' ';
  return set.negate ? '1' : 'a';
}

const PLAIN = 'a1A-_. @/:+#';

function characterOfClass(charClass: AST.CharacterClass): string | undefined {
  const admits = (character: string): boolean => admitsCharacter(charClass, character);
  const plain = [...PLAIN].find(admits);
  if (plain !== undefined) return plain;
  const [first] = charClass.elements;
  if (first?.type === 'Character') return String.fromCodePoint(first.value);
  return first?.type === 'CharacterClassRange' ? String.fromCodePoint(first.min.value) : undefined;
}

function admitsCharacter(charClass: AST.CharacterClass, character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const listed = charClass.elements.some((element) => {
    if (element.type === 'Character') return element.value === code;
    if (element.type === 'CharacterClassRange') return element.min.value <= code && code <= element.max.value;
    if (element.type === 'CharacterSet') return admitsSet(element, character);
    return false;
  });
  return listed !== charClass.negate;
}

function admitsSet(
  set: AST.EscapeCharacterSet | AST.UnicodePropertyCharacterSet,
  character: string,
): boolean {
  const inside = { digit: /\d/, word: /\w/, space: /\s/, property: /[A-Za-z]/ }[set.kind].test(character);
  return inside !== set.negate;
}
