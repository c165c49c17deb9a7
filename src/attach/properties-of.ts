import type { Schema, Schemas } from '../model/api.ts';
import { countChoices, flattenSchema } from '../schema/flatten-schema.ts';
import { keyword, requiredOf, schemaEntries } from '../schema/read.ts';

export interface Properties {
  /** Of an answer in any of the shapes that the schema offers; what is only written is none. */
  readonly names: readonly string[];
  /** For each of the shapes, the names that it requires. */
  readonly required: readonly (readonly string[])[];
}

/** The properties that a schema documents at its top: of each branch of a `oneOf` or `anyOf`. */
export function propertiesOf(schema: Schema, schemas: Schemas): Properties {
  const shapes = Array.from({ length: countChoices(schema, schemas) }, (_, choice) => {
    const { schema: flat } = flattenSchema(schema, schemas, choice);
    const names = schemaEntries(flat, 'properties')
      .filter(([, property]) => keyword(flattenSchema(property, schemas).schema, 'writeOnly') !== true)
      .map(([name]) => name);
    return { names, required: requiredOf(flat).filter((name) => names.includes(name)) };
  });
  return {
    names: [...new Set(shapes.flatMap(({ names }) => names))],
    required: shapes.map(({ required }) => required),
  };
}
