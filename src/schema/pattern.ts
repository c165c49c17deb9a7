import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** Long enough for any sane identifier; a pattern that wants more is answered with no sample. */
const LONGEST_SAMPLE = 2_000;

/**
 * Whether `text` matches a `pattern` of a spec. A pattern that is no regular expression of ECMAScript, or one
 * that can take exponential time, is not run: undefined.
 */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  return compile(pattern)?.test(text);
}

/** Whether any validator of JavaScript can run the pattern, as it is and in reasonable time. */
export function isSafePattern(pattern: string): boolean {
  return flagsFor(pattern) === '' && compile(pattern) !== undefined;
}

/** The shortest plain text that the pattern's first alternatives spell out; undefined when it does not match. */
export function sampleOfPattern(pattern: string): string | undefined {
  const ast = parse(pattern);
  if (!ast) return undefined;
  const text = textOf(ast.alternatives);
  return text !== undefined && matchesPattern(pattern, text) !== false ? text : undefined;
}

const compiled = new Map<string, RegExp | undefined>();

function compile(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) {
    const ast = parse(pattern);
    compiled.set(pattern, ast && !canExplode(ast) ? new RegExp(pattern, flagsFor(pattern)) : undefined);
  }
  return compiled.get(pattern);
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

/** Repetition inside repetition, or alternatives inside repetition, may backtrack exponentially. */
function canExplode(ast: AST.Pattern): boolean {
  return ast.alternatives.some((alternative) =>
    alternative.elements.some((element) => explodes(element, false)),
  );
}

function explodes(element: AST.Element | AST.QuantifiableElement, repeated: boolean): boolean {
  if (element.type === 'Quantifier') {
    const loops = element.max > 16;
    return (loops && repeated) || explodes(element.element, repeated || loops);
  }
  if (element.type !== 'Group' && element.type !== 'CapturingGroup' && element.type !== 'Assertion')
    return false;
  if (!('alternatives' in element)) return false;
  if (repeated && element.alternatives.length > 1) return true;
  return element.alternatives.some((alternative) =>
    alternative.elements.some((inner) => explodes(inner, repeated)),
  );
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
