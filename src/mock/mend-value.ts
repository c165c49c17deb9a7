import { keysOf } from '../diagnostics/pointer.ts';
import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { checkValue } from '../schema/check-value.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { schemaEntries, schemaKeyword } from '../schema/read.ts';
import { sampleValue } from '../schema/sample-value.ts';
import { schemaAt, withValueAt } from './json-place.ts';

const ROUNDS = 8;

/**
 * A documented example whose values contradict their own schema, with those values replaced by sampled ones; all
 * others stay. The value as it was when no round of that makes it fit.
 */
export function mendValue(value: Json, schema: Schema, schemas: Schemas): Json {
  let mended = value;
  for (let round = 0; round < ROUNDS; round++) {
    const faults = checkValue(mended, schema, schemas, 50);
    if (faults.length === 0) return mended;
    const paths = [...new Set(faults.map(({ path }) => path))];
    for (const path of paths) {
      const place = keysOf(path);
      const deep = round > 1;
      mended = withValueAt(mended, place, () =>
        sampleWithoutExample(schemaAt(schema, place, schemas), schemas, deep),
      );
    }
  }
  return value;
}

/** The example is what broke the schema; those further inside go only when that was not enough. */
function sampleWithoutExample(schema: Schema, schemas: Schemas, deep: boolean): Json {
  const { example: _example, default: _default, ...flat } = flattenSchema(schema, schemas).schema;
  const bare = deep ? withoutExamples(flat, schemas, 0) : flat;
  return sampleValue(bare, { schemas, direction: 'response', name: 'value' }).value;
}

const DEEPEST = 6;

function withoutExamples(schema: Schema, schemas: Schemas, depth: number): Schema {
  if (depth > DEEPEST) return schema;
  const { example: _example, default: _default, ...flat } = flattenSchema(schema, schemas).schema;
  const inner = (part: Schema): Schema => withoutExamples(part, schemas, depth + 1);
  const properties = schemaEntries(flat, 'properties').map(([name, part]) => [name, inner(part)] as const);
  const items = schemaKeyword(flat, 'items');
  return {
    ...flat,
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(items ? { items: inner(items) } : {}),
  };
}
