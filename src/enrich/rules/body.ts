import type { Encoding, MediaType, Operation, Schema, Schemas } from '../../model/api.ts';
import type { Body, FormField, KeyValue } from '../../model/collection.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { chooseContent, isJson } from '../../postman/choose-content.ts';
import { flattenSchema } from '../../schema/flatten-schema.ts';
import {
  isArray,
  isObject,
  keyword,
  own,
  requiredOf,
  schemaKeyword,
  stringKeyword,
} from '../../schema/read.ts';
import { bodyText, languageOf } from '../body-text.ts';
import { requestRule } from '../rule.ts';
import { plainText, serialisePairs } from '../serialise.ts';

/** The request body: the documented example, or the sampled one, in the mode that its media type wants. */
export const body = requestRule('body', (bundled, { api }) => {
  const { operation, item } = bundled;
  const media = operation.body && chooseContent(operation.body.contents);
  const { body: _body, ...request } = item.request;
  if (!media) return { ...bundled, item: { ...item, request } };
  const filled = { ...item, request: { ...request, body: bodyOf(media, operation, api.schemas) } };
  // Postman and Newman send no body with GET and HEAD unless told to.
  const pruned = operation.method === 'GET' || operation.method === 'HEAD';
  return {
    ...bundled,
    item: pruned ? { ...filled, protocolProfileBehavior: { disableBodyPruning: true } } : filled,
  };
});

function bodyOf(media: MediaType, operation: Operation, schemas: Schemas): Body {
  const value = media.examples[0]?.value ?? null;
  const schema = flattenSchema(media.schema ?? {}, schemas).schema;
  if (/^multipart\//i.test(media.type))
    return { mode: 'formdata', formdata: formFields(value, schema, media, schemas) };
  if (/^application\/x-www-form-urlencoded/i.test(media.type))
    return { mode: 'urlencoded', urlencoded: urlencodedFields(value, schema, media, schemas) };
  if (isFile(media, schema)) return { mode: 'file', file: { src: null } };
  const raw = bodyText(media, value, operation.operationId ?? 'body', schemas);
  return { mode: 'raw', raw, options: { raw: { language: languageOf(media.type) } } };
}

function isFile({ type }: MediaType, schema: Schema): boolean {
  if (
    /^(image|audio|video|font)\//i.test(type) ||
    /^application\/(octet-stream|pdf|zip|gzip|x-tar)/i.test(type)
  )
    return true;
  return !isJson(type) && stringKeyword(schema, 'format') === 'binary';
}

interface Field {
  readonly key: string;
  readonly value: Json;
  readonly schema: Schema;
  readonly description: string;
  readonly disabled: boolean;
}

function fieldsOf(value: Json, schema: Schema, schemas: Schemas): readonly Field[] {
  const properties = schemaKeyword(schema, 'properties') ?? {};
  const required = new Set(requiredOf(schema));
  const values = isObject(value) ? value : {};
  return Object.entries(values).map(([key, inner]) => {
    const property = own(properties, key);
    const flat = isObject(property) ? flattenSchema(property, schemas).schema : {};
    const isEmptyList = isArray(inner) && inner.length === 0;
    const isOptional = required.size > 0 && !required.has(key);
    // Where nothing is required, a form of disabled fields would send nothing.
    return {
      key,
      value: isEmptyList || inner === null ? '' : inner,
      schema: flat,
      description: stringKeyword(flat, 'description') ?? '',
      // A form has no null: left out, it says so.
      disabled: isOptional || ((isEmptyList || inner === null) && !required.has(key)),
    };
  });
}

/** OpenAPI 3.x, "Support for x-www-form-urlencoded Request Bodies". */
function urlencodedFields(
  value: Json,
  schema: Schema,
  { encoding }: MediaType,
  schemas: Schemas,
): readonly KeyValue[] {
  return fieldsOf(value, schema, schemas).flatMap((field) =>
    pairsOf(field, own(encoding, field.key) ?? {}).map(([key, text]) => ({
      key,
      value: text,
      ...notes(field),
    })),
  );
}

function pairsOf({ key, value }: Field, encoding: Encoding): ReturnType<typeof serialisePairs> {
  const { style = 'form', explode = style === 'form', contentType } = encoding;
  const byStyle = encoding.style !== undefined || encoding.explode !== undefined;
  // A style says nothing of objects in objects, and a content type alone takes its place.
  const isText =
    isObject(value) && style !== 'deepObject' && (isNested(value) || (contentType !== undefined && !byStyle));
  return isText ? [[key, plainText(value)]] : serialisePairs({ name: key, example: value, style, explode });
}

function isNested(value: JsonObject): boolean {
  return Object.values(value).some((inner) => typeof inner === 'object' && inner !== null);
}

/** OpenAPI 3.x, "Special Considerations for multipart Content". */
function formFields(value: Json, schema: Schema, media: MediaType, schemas: Schemas): readonly FormField[] {
  return fieldsOf(value, schema, schemas).flatMap((field): FormField[] => {
    const contentType = own(media.encoding, field.key)?.contentType;
    if (holdsFile(field.schema, schemas))
      return [
        {
          key: field.key,
          type: 'file',
          src: null,
          ...notes(field),
          ...(contentType === undefined ? {} : { contentType }),
        },
      ];
    const structured = typeof field.value === 'object' && field.value !== null;
    const items =
      isArray(field.value) && field.value.every((item) => typeof item !== 'object')
        ? field.value
        : [field.value];
    const type = contentType ?? (structured && items[0] === field.value ? 'application/json' : undefined);
    return items.map((inner) => ({
      key: field.key,
      value: plainText(inner),
      type: 'text',
      ...notes(field),
      ...(type === undefined ? {} : { contentType: type }),
    }));
  });
}

function holdsFile(schema: Schema, schemas: Schemas): boolean {
  const items = schemaKeyword(schema, 'items');
  const flat = items ? flattenSchema(items, schemas).schema : schema;
  return stringKeyword(flat, 'format') === 'binary' || keyword(flat, 'contentMediaType') !== undefined;
}

function notes({ description, disabled }: Field): Pick<KeyValue, 'description' | 'disabled'> {
  return { ...(description === '' ? {} : { description }), ...(disabled ? { disabled: true } : {}) };
}
