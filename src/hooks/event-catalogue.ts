import type { ApiModel, MediaType, Operation, Schema, Schemas } from '../model/api.ts';
import { isArray, keyword, own, refName, schemaKeyword, schemaList } from '../schema/read.ts';

/** One event that a spec describes under `webhooks` (OpenAPI 3.1). */
export interface KnownEvent {
  readonly name: string;
  readonly module: string;
  /** Of its body. */
  readonly schema: Schema;
  readonly schemas: Schemas;
}

/** By what an event's `type` says: usually one, several where specs or webhooks share a type. */
export type EventCatalogue = ReadonlyMap<string, readonly KnownEvent[]>;

/** The events of specs, by the values that the `type` of their body may have and by their own name. */
export function eventCatalogue(apis: readonly ApiModel[]): EventCatalogue {
  const catalogue = new Map<string, KnownEvent[]>();
  for (const { module, webhooks, schemas } of apis) {
    for (const { path: name, body } of webhooks) {
      const schema = jsonSchemaOf(body);
      if (!schema) continue;
      const event = { name, module, schema, schemas };
      for (const type of new Set([name, ...typesIn(schema, schemas)]))
        catalogue.set(type, [...(catalogue.get(type) ?? []), event]);
    }
  }
  return catalogue;
}

function jsonSchemaOf(body: Operation['body']): Schema | undefined {
  const isJson = ({ type }: MediaType): boolean => /^application\/(.+\+)?json\b/i.test(type);
  return body?.contents.find(isJson)?.schema;
}

/** Values of a property `type` that is fixed, in whatever part of the schema it stands. */
function typesIn(schema: Schema, schemas: Schemas): readonly string[] {
  const types: string[] = [];
  const waiting: Schema[] = [schema];
  const seen = new Set<string>();
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const name = refName(part);
    if (name !== undefined) {
      const target = seen.has(name) ? undefined : own(schemas, name);
      seen.add(name);
      if (target) waiting.push(target);
      continue;
    }
    for (const word of ['allOf', 'anyOf', 'oneOf']) waiting.push(...schemaList(part, word));
    const type = schemaKeyword(schemaKeyword(part, 'properties') ?? {}, 'type');
    if (type) types.push(...fixedValues(resolved(type, schemas)));
  }
  return types;
}

function resolved(schema: Schema, schemas: Schemas): Schema {
  return own(schemas, refName(schema) ?? '') ?? schema;
}

function fixedValues(schema: Schema): readonly string[] {
  const values = keyword(schema, 'enum');
  return [keyword(schema, 'const'), ...(isArray(values) ? values : [])].filter(
    (value) => typeof value === 'string',
  );
}
