import type { Schema } from '../model/api.ts';
import { isArray, isObject, keyword, own } from '../schema/read.ts';

/**
 * An `enum` of a list whose members are no lists, as many specs have it, can only mean the list's items: read as it
 * stands, it would let no value pass.
 */
export function choicesOfItems(schema: Schema): Schema {
  const choices = keyword(schema, 'enum');
  const items = keyword(schema, 'items') ?? {};
  if (keyword(schema, 'type') !== 'array' || !isArray(choices) || !isObject(items)) return schema;
  if (choices.length === 0 || choices.some((choice) => isArray(choice) || choice === null)) return schema;
  const { enum: _choices, ...list } = schema;
  const shown = own(items, '$ref') === undefined ? items : { allOf: [items] };
  return { ...list, items: { enum: choices, ...shown } };
}
