import type { Change } from '../model/diff.ts';
import { type Rule, rules } from './rules.ts';

const LONGEST = 120;

/** `response 200 /contact/name: type changed: string → integer`, on one line; the operation is not in it. */
export function phraseOf({ rule, subject, field, before, after }: Change): string {
  const { says }: Rule = rules[rule as keyof typeof rules];
  const place = [subject, field].filter(Boolean).join(' ');
  const values = [before, after].map((value) => value && short(value));
  const shown = before === undefined || after === undefined ? (values[0] ?? values[1]) : values.join(' → ');
  return [place, says, shown].filter((part) => part !== undefined && part !== '').join(': ');
}

function short(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
