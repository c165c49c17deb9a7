import type { ApiModel, MediaType, Parameter, Schema, Schemas } from '../model/api.ts';
import type { BundledRequest } from '../model/bundle.ts';
import type { KeyValue } from '../model/collection.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { FaultPlace, ManifestRequest, WrongValue } from '../model/output.ts';
import { chooseContent, isJson } from '../postman/choose-content.ts';
import { checkValue } from '../schema/check-value.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isObject, typesOf } from '../schema/read.ts';
import { relaxed } from '../schema/without-read-only.ts';

type Faults = Pick<ManifestRequest, 'required' | 'wrong'>;

/** What the spec says a request is refused for: what may not be left out, and values that it does not take. */
export function requestFaults({ operation, item }: BundledRequest, { schemas }: ApiModel): Faults {
  const { header, url } = item.request;
  // Rules of the profile may have dropped a parameter.
  const headers = operation.parameters.filter((one) => one.in === 'header' && stands(one, header));
  const query = operation.parameters.filter((one) => one.in === 'query' && stands(one, url.query ?? []));
  const required = [...query, ...headers].filter((parameter) => parameter.required);
  const body = bodyFaults(chooseContent(operation.body?.contents ?? []), schemas);
  const refusing = headers.filter(({ schema }) => checkValue(WRONG_TEXT, schema, schemas, 1).length > 0);
  const [sent, optional] = [query.filter((one) => one.required), query].map((some) =>
    some.filter(({ schema }) => takesNoText(schema, schemas)).map(wrong),
  );
  // What is sent anyway rather than an optional parameter, which a platform may not look at.
  const [typed] = [...(sent ?? []), ...body.wrong, ...(optional ?? [])];
  return {
    required: [...required.map(placeOf), ...body.required],
    wrong: [...refusing.map(wrong), ...(typed ? [typed] : [])],
  };
}

const WRONG_TEXT = 'wrong value';

/** No value of one type is both. */
const WRONG_VALUES: readonly Json[] = [{ wrong: 'type' }, WRONG_TEXT];

function stands({ name }: Parameter, entries: readonly KeyValue[]): boolean {
  return entries.some(({ key }) => key === name);
}

function placeOf({ in: place, name }: Parameter): FaultPlace {
  return { in: place === 'header' ? 'header' : 'query', name };
}

function wrong(parameter: Parameter): WrongValue {
  return { ...placeOf(parameter), value: WRONG_TEXT };
}

function takesNoText(schema: Schema, schemas: Schemas): boolean {
  const types = typesOf(flattenSchema(schema, schemas).schema);
  return types.length > 0 && types.every((type) => NOT_TEXT.has(type));
}

const NOT_TEXT = new Set(['integer', 'number', 'boolean']);

/** By schema: operations of a large API send the same bodies. */
const knownBodies = new WeakMap<JsonObject, Map<string, Faults>>();

function bodyFaults(media: MediaType | undefined, schemas: Schemas): Faults {
  const example = media?.examples[0]?.value;
  if (!media?.schema || !isJson(media.type) || !isObject(example)) return { required: [], wrong: [] };
  const known = knownBodies.get(example) ?? new Map<string, Faults>();
  knownBodies.set(example, known);
  const key = JSON.stringify(media.schema);
  const faults = known.get(key) ?? faultsOf(example, media.schema, schemas);
  known.set(key, faults);
  return faults;
}

/** Only where the documented body itself fits its schema can a fault be told from the spec's own. */
function faultsOf(example: JsonObject, described: Schema, schemas: Schemas): Faults {
  const schema = relaxed(described, schemas);
  const fits = (value: JsonObject): boolean => checkValue(value, schema, schemas, 1).length === 0;
  if (!fits(example)) return { required: [], wrong: [] };
  const names = Object.keys(example);
  const required = names.filter((name) => {
    const { [name]: _left, ...rest } = example;
    return !fits(rest);
  });
  const mistyped = names
    .flatMap((name) => WRONG_VALUES.map((value): WrongValue => ({ in: 'body', name, value })))
    .find(({ name, value }) => !fits({ ...example, [name]: value }));
  return {
    required: required.map((name) => ({ in: 'body', name })),
    wrong: mistyped ? [mistyped] : [],
  };
}
