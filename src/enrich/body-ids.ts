import type { Operation, Schema, Schemas } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { chooseContent, isJson } from '../postman/choose-content.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isArray, isObject, keyword, own, schemaKeyword, stringKeyword } from '../schema/read.ts';
import { ID_NAME } from './resource-name.ts';
import { singular } from './resource-words.ts';
import { snakeCase } from './variable-name.ts';

/** A field of a JSON body that names another entity by its id. */
export interface BodyId {
  /** Where it stands: `contactId`, `details.contactId`, `items[].productId`; `productIds[]` for a list of ids. */
  readonly path: string;
  readonly name: string;
  /** The variable that it would hold: `contact_id`. */
  readonly base: string;
  readonly description: string;
  readonly example: string;
  /** Schema of the object that it is a field of. */
  readonly owner: Schema;
  /** At the top and called an id: no reading of it but as one. */
  readonly isPlainlyOne: boolean;
}

/** Ids in the body that an operation sends: at the top, and one level below. `plainId`: what a bare `id` at the top names. */
export function bodyIds(
  operation: Operation,
  schemas: Schemas,
  plainId: string | undefined,
): readonly BodyId[] {
  const media = operation.body && chooseContent(operation.body.contents);
  const value = media?.examples[0]?.value ?? null;
  if (!media || !isJson(media.type) || !isObject(value)) return [];
  const top = idsIn(value, { schema: media.schema, schemas, at: '', bare: plainId });
  const below = Object.entries(value).flatMap(([name, inner]) => {
    const list = isArray(inner);
    const entity = list ? inner[0] : inner;
    if (!isObject(entity ?? null)) return [];
    const property = propertyOf(media.schema, name, schemas);
    const schema = list ? property && schemaKeyword(property, 'items') : property;
    const at = `${name}${list ? '[]' : ''}.`;
    return idsIn(entity as JsonObject, { schema, schemas, at, bare: nested(name, list) });
  });
  return [...top, ...below.map((id) => ({ ...id, isPlainlyOne: false }))];
}

/** `contactDetails: {id}` names a contact; the entries of a list are often new, and their ids their own. */
function nested(name: string, list: boolean): string | undefined {
  return list ? undefined : `${snakeCase(name.replace(/(Details|Info|Data)$/, ''))}_id`;
}

interface Level {
  readonly schema: Schema | undefined;
  readonly schemas: Schemas;
  readonly at: string;
  readonly bare: string | undefined;
}

function idsIn(value: JsonObject, { schema, schemas, at, bare }: Level): readonly BodyId[] {
  return Object.entries(value).flatMap(([name, inner]): BodyId[] => {
    const base = name === 'id' ? bare : baseOf(name, isArray(inner));
    const example = isArray(inner) ? inner[0] : inner;
    const property = propertyOf(schema, name, schemas) ?? {};
    if (base === undefined || !looksLikeId(example) || keyword(property, 'enum') !== undefined) return [];
    const description = stringKeyword(property, 'description') ?? '';
    const path = `${at}${name}${isArray(inner) ? '[]' : ''}`;
    return [{ path, name, base, description, example, owner: schema ?? {}, isPlainlyOne: name !== 'id' }];
  });
}

function baseOf(name: string, list: boolean): string | undefined {
  if (!list) return ID_NAME.test(name) ? snakeCase(name) : undefined;
  return /[a-z](Ids|_ids)$/.test(name) ? singular(snakeCase(name)) : undefined;
}

/** An example may be of another kind than the name says: `additionalEmailIds: ['a@b.c']`. */
function looksLikeId(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[^\s@/{}]{1,100}$/.test(value);
}

function propertyOf(schema: Schema | undefined, name: string, schemas: Schemas): Schema | undefined {
  const properties = schema && schemaKeyword(flattenSchema(schema, schemas).schema, 'properties');
  const property = properties && own(properties, name);
  return isObject(property ?? null) ? flattenSchema(property as Schema, schemas).schema : undefined;
}
