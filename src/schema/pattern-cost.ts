import type { AST } from '@eslint-community/regexpp';
import { charactersOf, firstOf, NONE } from './pattern-first.ts';

/** Ways to match that a search may have to go through before it fails: a fraction of a second. */
const MOST_WAYS = 10_000_000;

/**
 * The longest text that a pattern can be held against in time, in UTF-16 code units: 0 when the ways to match may grow
 * exponentially. A backtracking engine tries them all on a text that almost matches (`^\s*a?\s*b$`, `^(a?){40}a{40}$`).
 * Where the next character alone decides how to go on, there is one way.
 */
export function longestText(ast: AST.Pattern): number {
  const { factor, power, inside } = waysOf(ast.alternatives, NONE);
  const starts = ast.alternatives.every(isAnchored) ? 0 : 1;
  const degree = power + inside + starts;
  if (factor > MOST_WAYS) return 0;
  return degree === 0 ? Number.POSITIVE_INFINITY : Math.floor((MOST_WAYS / factor) ** (1 / degree));
}

/** More repetitions than this may go through all of a text. */
const LONGEST_STEP = 16;

/** Of a text of n characters: `factor` times n to the power of `power`. */
interface Ways {
  readonly factor: number;
  readonly power: number;
  /** The power of the work at each of them: a run that is gone through before it fails, a lookaround. */
  readonly inside: number;
}

const ONE: Ways = { factor: 1, power: 0, inside: 0 };
const WITHOUT_END: Ways = { ...ONE, factor: Number.POSITIVE_INFINITY };

/** `follow` are the characters that may come after. */
function waysOf(alternatives: readonly AST.Alternative[], follow: bigint): Ways {
  const each = alternatives.map(({ elements }) => waysOfSequence(elements, follow));
  const firsts = alternatives.map(({ elements }) => firstOf(elements, follow));
  const isDecided = firsts.every((first, index) =>
    firsts.slice(index + 1).every((other) => !(first & other)),
  );
  const factors = each.map(({ factor }) => factor);
  return {
    factor: isDecided ? Math.max(1, ...factors) : factors.reduce((sum, factor) => sum + factor, 0),
    power: Math.max(0, ...each.map(({ power }) => power)),
    inside: Math.max(0, ...each.map(({ inside }) => inside)),
  };
}

function waysOfSequence(elements: readonly AST.Element[], follow: bigint): Ways {
  return elements
    .map((element, index) => waysOfElement(element, firstOf(elements.slice(index + 1), follow)))
    .reduce(inSequence, ONE);
}

function inSequence(first: Ways, second: Ways): Ways {
  return {
    factor: first.factor * second.factor,
    power: first.power + second.power,
    inside: Math.max(first.inside, second.inside),
  };
}

function waysOfElement(element: AST.Element, follow: bigint): Ways {
  if (element.type === 'Quantifier') return waysOfRepetition(element, follow);
  if (!('alternatives' in element)) return ONE;
  if (element.type !== 'Assertion') return waysOf(element.alternatives, follow);
  const { factor, power, inside } = waysOf(element.alternatives, NONE);
  return { factor, power: 0, inside: power + inside };
}

function waysOfRepetition({ element, min, max }: AST.Quantifier, follow: bigint): Ways {
  const again = firstOf([element], NONE);
  const each = charactersOf(element) === undefined ? waysOfElement(element, again | follow) : ONE;
  const { factor, power, inside } = each;
  const isPlain = factor === 1 && power === 0;
  const isRun = max > LONGEST_STEP && follow !== NONE;
  if (isPlain && !(again & follow)) return isRun ? { ...each, inside: Math.max(1, inside) } : each;
  if (max === Number.POSITIVE_INFINITY) return isPlain ? { ...each, power: 1 } : WITHOUT_END;
  return { factor: factor ** max * (max - min + 1), power: power * max, inside };
}

function isAnchored({ elements: [first] }: AST.Alternative): boolean {
  if (first?.type === 'Assertion') return first.kind === 'start';
  const isGroup = first?.type === 'Group' || first?.type === 'CapturingGroup';
  return isGroup && first.alternatives.every(isAnchored);
}
