import type { Body, FormField } from '../../model/collection.ts';
import type { JsonObject } from '../../model/json.ts';
import { pairsOf } from './pairs-of.ts';

const TYPES: ReadonlySet<string> = new Set(['json', 'xml', 'html', 'javascript', 'text']);

/** The language of a raw body, or of a saved response, as the type of a body. */
export function bodyType(language: string): string {
  return TYPES.has(language) ? language : 'text';
}

/** The body of a request. Files are named by whoever sends it: `src` is empty, as `collection migrate` writes it. */
export function bodyOf(body: Body): JsonObject {
  switch (body.mode) {
    case 'raw':
      return { type: bodyType(body.options?.raw.language ?? 'text'), content: body.raw };
    case 'urlencoded':
      return { type: 'urlencoded', content: pairsOf(body.urlencoded) ?? [] };
    case 'formdata':
      return { type: 'formdata', content: body.formdata.map(fieldOf) };
    case 'file':
      return { type: 'file', content: {} };
  }
}

function fieldOf(field: FormField): JsonObject {
  const { type, key, contentType, description, disabled } = field;
  return {
    type,
    key,
    ...(type === 'file' ? { src: '' } : { value: field.value }),
    ...(contentType && { contentType }),
    ...(disabled && { disabled }),
    ...(description && { description }),
  };
}
