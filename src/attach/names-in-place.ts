import type { Schema, Schemas } from '../model/api.ts';
import { own, refName, schemaKeyword, schemaList } from '../schema/read.ts';

/** Names of the schemas that speak of the same value as `schema`: reached without a step into a property or item. */
export function namesInPlace(schema: Schema, schemas: Schemas): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: Schema): void => {
    for (const part of partsInPlace(node)) visit(part);
    const name = refName(node);
    if (name === undefined || names.has(name)) return;
    names.add(name);
    visit(own(schemas, name) ?? {});
  };
  visit(schema);
  return names;
}

function partsInPlace(schema: Schema): readonly Schema[] {
  return [
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => schemaList(schema, keyword)),
    ...['not', 'if', 'then', 'else'].flatMap((keyword) => {
      const part = schemaKeyword(schema, keyword);
      return part ? [part] : [];
    }),
  ];
}
