import type { Parameter } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isArray, keyword, numberKeyword } from '../schema/read.ts';

/**
 * The value that a query parameter is sent with: the spec's example, unless it is no value. An example outside the
 * choices (`AD_MANAGER or INTEGRATION`) gives way to the first choice that it names, and one that skips records
 * (`offset=10`) to the start, since a list has to show what there is.
 */
export function queryValue(parameter: Parameter): Json {
  const choices = keyword(parameter.schema, 'enum');
  if (isArray(choices) && choices.length > 0) return chosen(parameter.example, choices);
  const start = parameter.required ? startOf(parameter) : undefined;
  return start === undefined || typeof parameter.example === 'object' ? parameter.example : start;
}

function chosen(example: Json, choices: readonly Json[]): Json {
  // Several at once, with commas between them, are what some parameters take.
  if (typeof example !== 'string' || choices.includes(example) || example.includes(',')) return example;
  const words = example.toLowerCase().split(/[^a-z0-9_-]+/);
  const named = choices.filter((choice) => words.includes(String(choice).toLowerCase()));
  return named.toSorted((left, right) => place(words, left) - place(words, right))[0] ?? example;
}

function place(words: readonly string[], choice: Json): number {
  return words.indexOf(String(choice).toLowerCase());
}

/** Where a list begins: at its first record, or its first page. */
function startOf({ name, schema, example }: Parameter): number | undefined {
  const lowest = numberKeyword(schema, 'minimum');
  if (/^(skip|offset)$/i.test(name)) return Math.max(0, lowest ?? 0);
  if (!/^page(_?(number|no|index))?$/i.test(name)) return undefined;
  return Number(example) === 0 ? 0 : (lowest ?? 1);
}
