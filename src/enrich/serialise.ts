import type { Parameter } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isArray } from '../schema/read.ts';

/** A value as it stands in a URL, a header or a form: text as it is, everything else as JSON. */
export function plainText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type Serialised = Pick<Parameter, 'name' | 'example' | 'style' | 'explode' | 'contentType'>;

/** OpenAPI 3.x, "Style Values": the key-value pairs that a query or cookie parameter, or a form's field, becomes. */
export function serialisePairs(parameter: Serialised): readonly (readonly [string, string])[] {
  const { name, example: value, style, explode, contentType } = parameter;
  if (contentType !== undefined || typeof value !== 'object' || value === null)
    return [[name, plainText(value)]];
  if (style === 'deepObject') return deepPairs(name, value);
  if (isArray(value)) {
    if (explode && style === 'form')
      return (value.length > 0 ? value : ['']).map((item) => [name, plainText(item)]);
    return [[name, value.map(plainText).join(SEPARATORS[style] ?? ',')]];
  }
  const fields = Object.entries(value);
  if (explode && fields.length > 0) return fields.map(([key, inner]) => [key, fieldText(inner)]);
  return [[name, fields.length === 0 ? '' : fields.flat().map(plainText).join(',')]];
}

const SEPARATORS: { readonly [style: string]: string } = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

/** The items of a list stand in brackets as well: `expand[0]`. */
function deepPairs(prefix: string, value: Json): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[prefix, fieldText(value)]];
  if (Object.keys(value).length === 0) return [[prefix, '']];
  return Object.entries(value).flatMap(([key, inner]) => deepPairs(`${prefix}[${key}]`, inner));
}

/** A pair has no null: it is left empty. */
function fieldText(value: Json): string {
  return value === null ? '' : plainText(value);
}

/** `simple`, `label` and `matrix` styles: the one text that a path or header parameter becomes. */
export function serialiseText({ name, example: value, style, explode }: Parameter): string {
  const prefix = style === 'label' ? '.' : style === 'matrix' ? `;${name}=` : '';
  if (typeof value !== 'object' || value === null) return prefix + plainText(value);
  if (isArray(value)) return prefix + value.map(plainText).join(',');
  return (
    prefix +
    Object.entries(value)
      .map(([key, inner]) => key + (explode ? '=' : ',') + plainText(inner))
      .join(',')
  );
}
