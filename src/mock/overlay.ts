import type { Schema, Schemas } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { checkValue } from '../schema/check-value.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isArray, isObject, own, schemaKeyword } from '../schema/read.ts';
import { type Place, schemaAt, valueAt, withValueAt } from './json-place.ts';

/** A documented body and what the spec says of it. */
export interface Documented {
  readonly value: Json;
  readonly schema: Schema | undefined;
  readonly schemas: Schemas;
}

export interface Known {
  readonly id: string;
  readonly fields: JsonObject;
}

/**
 * The documented body with the entity at `idPlace` being the known one: its id, and those of its fields that the
 * spec declares for it, with values of the declared kind. What would break the schema is left out; undefined
 * when not even the id fits.
 */
export function withEntity(
  documented: Documented,
  idPlace: Place,
  names: readonly string[],
  known: Known,
): Json | undefined {
  const place = idPlace.slice(0, -1);
  const attempts = [known, { ...known, fields: {} }];
  for (const attempt of attempts) {
    const body = withValueAt(documented.value, place, (node) =>
      entityLike(node ?? null, place, idPlace, names, attempt, documented),
    );
    if (String(valueAt(body, idPlace)) === known.id && fits(body, documented)) return body;
  }
  return undefined;
}

/** The documented list with the known entities before its own items; at most `limit` in all. */
export function withListed(
  documented: Documented,
  idPlace: Place,
  names: readonly string[],
  known: readonly Known[],
  limit: number,
): Json {
  const at = idPlace.indexOf(0);
  const listPlace = idPlace.slice(0, at);
  const list = valueAt(documented.value, listPlace);
  if (at < 0 || !isArray(list)) return documented.value;
  const first = list[0] ?? null;
  const itemPlace = [...listPlace, 0];
  const items = known
    .slice(0, limit)
    .map((one) =>
      withValueAt(first, idPlace.slice(at + 1, -1), (node) =>
        entityLike(
          node ?? null,
          [...itemPlace, ...idPlace.slice(at + 1, -1)],
          idPlace,
          names,
          one,
          documented,
        ),
      ),
    );
  const shown = [...items, ...list].slice(0, Math.max(1, limit));
  const body = withValueAt(documented.value, listPlace, () => shown);
  const counted = withValueAt(body, listPlace.slice(0, -1), (holder) =>
    recounted(holder ?? null, list.length, items.length),
  );
  return [counted, body].find((one) => fits(one, documented)) ?? documented.value;
}

function fits(value: Json, { schema, schemas }: Documented): boolean {
  return schema === undefined || checkValue(value, schema, schemas, 1).length === 0;
}

function entityLike(
  node: Json,
  place: Place,
  idPlace: Place,
  names: readonly string[],
  { id, fields }: Known,
  { schema, schemas }: Documented,
): Json {
  if (!isObject(node)) return node;
  const before = own(node, String(idPlace.at(-1)));
  const declared =
    schemaKeyword(flattenSchema(schemaAt(schema ?? {}, place, schemas), schemas).schema, 'properties') ?? {};
  const told = new Map<string, Json>(Object.entries(node));
  for (const [name, value] of Object.entries(fields)) {
    if (names.includes(name.toLowerCase()) && own(node, name) === before) continue;
    if (isDeclared(name, value, declared, node, schemas)) told.set(name, value);
  }
  for (const [name, value] of told) {
    if (value === before && names.includes(name.toLowerCase()))
      told.set(name, typeof value === 'number' ? Number(id) : id);
  }
  return Object.fromEntries(told);
}

function isDeclared(
  name: string,
  value: Json,
  declared: Schema,
  node: JsonObject,
  schemas: Schemas,
): boolean {
  const property = own(declared, name);
  if (isObject(property)) return checkValue(value, property, schemas, 1).length === 0;
  return typeof own(node, name) === typeof value && isArray(own(node, name)) === isArray(value);
}

/** A total that counted the documented items counts the new ones too. */
function recounted(holder: Json, before: number, added: number): Json {
  if (!isObject(holder)) return holder;
  const entries = Object.entries(holder).map(([name, value]): [string, Json] =>
    /^(total|count|totalCount)$/i.test(name) && value === before ? [name, before + added] : [name, value],
  );
  return Object.fromEntries(entries);
}
