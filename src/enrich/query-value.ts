import type { Parameter } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { numberKeyword } from '../schema/read.ts';

/**
 * The value that a query parameter is sent with: the spec's example, unless it skips records (`offset=10`): a list has
 * to show what there is.
 */
export function queryValue(parameter: Parameter): Json {
  const start = parameter.required ? startOf(parameter) : undefined;
  return start === undefined || typeof parameter.example === 'object' ? parameter.example : start;
}

/** Where a list begins: at its first record, or its first page. */
function startOf({ name, schema, example }: Parameter): number | undefined {
  const lowest = numberKeyword(schema, 'minimum');
  if (/^(skip|offset)$/i.test(name)) return Math.max(0, lowest ?? 0);
  if (!/^page(_?(number|no|index))?$/i.test(name)) return undefined;
  return Number(example) === 0 ? 0 : (lowest ?? 1);
}
