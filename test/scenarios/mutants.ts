import { hoopai } from '../../src/config/profiles/hoopai.ts';
import { createRespond } from '../../src/mock/respond.ts';
import type { ApiModel, MediaType, Operation, Schema } from '../../src/model/api.ts';
import type { Collection, Folder, Item } from '../../src/model/collection.ts';
import type { Json } from '../../src/model/json.ts';
import { checkValue } from '../../src/schema/check-value.ts';
import { flattenSchema } from '../../src/schema/flatten-schema.ts';
import { isArray, isObject, own, requiredOf, schemaEntries, schemaKeyword } from '../../src/schema/read.ts';
import { sentRequests } from './sent-requests.ts';

export type Kind =
  | 'none'
  | 'a required field removed'
  | 'a wrong type'
  | 'a wrong status'
  | 'HTML'
  | 'an empty body'
  | 'an empty object'
  | 'an error body'
  | 'a refusal'
  | 'a message alone';

/** What the spec says of the body that the answer has. */
export type Documented = 'JSON' | 'another body' | 'no body';

interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
}

/** A request of a collection, and what the broken platform says to it. */
export interface Mutant {
  readonly kind: Kind;
  readonly module: string;
  readonly item: Item;
  /** Operation and place, for the list of what was missed. */
  readonly name: string;
  readonly documented: Documented;
  readonly answer: Answer;
}

/** What the mock says to each request of the collection, right and broken in every way. */
export function mutantsOf(api: ApiModel, collection: Collection): readonly Mutant[] {
  const items = leaves(collection.item);
  const environment = { location_id: 'any', access_token: 'a-token' };
  return sentRequests(collection, environment).flatMap(
    ({ key, method, target, headers, body = '' }, index) => {
      const operation = api.operations.find((one) => one.key === key);
      const item = items[index];
      if (!operation || !item) throw new Error(`${key} is no operation of ${api.module}.`);
      const respond = createRespond([api], { profile: hoopai, seed: 1, failRate: 0, now: () => 0 });
      const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      const answer = respond({ method, target, headers: Object.fromEntries(lower), body: Buffer.from(body) });
      const right = {
        status: answer.status,
        type: answer.headers['Content-Type'],
        body: String(answer.body),
      };
      const documented = documentedBy(operation, right);
      return answersOf(operation, api, right).map(([kind, place, broken]) => {
        return { kind, module: api.module, item, name: `${key} ${place}`, documented, answer: broken };
      });
    },
  );
}

function documentedBy(operation: Operation, right: Answer): Documented {
  if (jsonOf(operation, right)) return 'JSON';
  return right.type === undefined ? 'no body' : 'another body';
}

function jsonOf({ responses }: Operation, { status }: Answer): MediaType | undefined {
  const documented = responses.find((response) => response.status === String(status));
  return documented?.contents.find(({ type }) => type.includes('json'));
}

type Broken = readonly [Kind, string, Answer];

/** What comes instead of a success: the platform's errors, and those of others. */
const INSTEAD: readonly (readonly [Kind, Json])[] = [
  ['an error body', { statusCode: 400, message: 'x', error: 'Bad Request', traceId: 'a-1' }],
  ['a refusal', { success: false, message: 'x' }],
  ['a message alone', { message: 'x' }],
  ['an empty object', {}],
];
const PAGE = '<!doctype html><title>Hello</title>';

function answersOf(operation: Operation, api: ApiModel, right: Answer): readonly Broken[] {
  const statuses = [500, right.status === 204 ? 200 : 204].map((status): Broken => {
    return ['a wrong status', String(status), { ...right, status, body: status === 204 ? '' : right.body }];
  });
  // A 204 cannot have a body: what has one comes with another status.
  const sent = { ...right, status: right.status === 204 ? 200 : right.status };
  const json = { ...sent, type: 'application/json' };
  const media = jsonOf(operation, right);
  const instead = INSTEAD.filter(([kind]) => kind !== 'an empty object' || !isMap(media?.schema ?? {}, api));
  return [
    ['none', '', right],
    ...statuses,
    ...instead.map(([kind, body]): Broken => [kind, '', { ...json, body: JSON.stringify(body) }]),
    ['HTML', '', { ...sent, type: 'text/html', body: PAGE }],
    ...(media ? jsonMutants(media, api, right) : []),
  ];
}

function jsonMutants({ schema = {} }: MediaType, api: ApiModel, right: Answer): readonly Broken[] {
  return [
    ['HTML', 'called JSON', { ...right, body: PAGE }],
    ['an empty body', '', { ...right, body: '' }],
    ...bodyMutants(JSON.parse(right.body) as Json, schema, api).map(({ kind, place, body }): Broken => {
      return [kind, place, { ...right, body: JSON.stringify(body) }];
    }),
  ];
}

/** By date or by id, say: one without entries is documented, when there is nothing to list. */
function isMap(schema: Schema, { schemas }: ApiModel): boolean {
  const { schema: flat } = flattenSchema(schema, schemas);
  return schemaKeyword(flat, 'additionalProperties') !== undefined && !schemaKeyword(flat, 'properties');
}

interface BodyMutant {
  readonly kind: 'a required field removed' | 'a wrong type';
  readonly place: string;
  readonly body: Json;
}

/** The documented fields of the top two levels; the first item of a list stands for the list. */
function bodyMutants(value: Json, schema: Schema, { schemas }: ApiModel, depth = 0): readonly BodyMutant[] {
  const { schema: flat } = flattenSchema(schema, schemas);
  const into = (key: string | number, inner: readonly BodyMutant[]): readonly BodyMutant[] =>
    inner.map(({ kind, place, body }) => ({
      kind,
      place: `/${key}${place}`,
      body: withValue(value, key, body),
    }));
  if (isArray(value)) {
    const items = schemaKeyword(flat, 'items');
    const [first] = value;
    return items && first !== undefined
      ? into(0, bodyMutants(first, items, { schemas } as ApiModel, depth))
      : [];
  }
  if (!isObject(value)) return [];
  const properties = schemaEntries(flat, 'properties');
  const removed = requiredOf(flat).filter((name) => Object.hasOwn(value, name));
  return [
    ...removed.map((name): BodyMutant => {
      return { kind: 'a required field removed', place: `/${name}`, body: without(value, name) };
    }),
    ...properties.flatMap(([name, property]): BodyMutant[] => {
      const wrong = OTHERS.find((other) =>
        checkValue(other, property, schemas).some(({ path }) => path === ''),
      );
      if (wrong === undefined) return [];
      return [{ kind: 'a wrong type', place: `/${name}`, body: withValue(value, name, wrong) }];
    }),
    ...properties.flatMap(([name, property]) => {
      const inner = own(value, name);
      return depth === 0 && inner !== undefined
        ? into(name, bodyMutants(inner, property, { schemas } as ApiModel, depth + 1))
        : [];
    }),
  ];
}

/** One of each type; a documented field is not satisfied by all of them. */
const OTHERS: readonly Json[] = [7.5, 'a text', { other: true }, ['other'], true, null];

function withValue(value: Json, key: string | number, inner: Json): Json {
  if (isArray(value)) return value.map((item, index) => (index === key ? inner : item));
  return { ...(value as { readonly [name: string]: Json }), [key]: inner };
}

function without(value: { readonly [name: string]: Json }, key: string): Json {
  const { [key]: _removed, ...rest } = value;
  return rest;
}

function leaves(items: readonly (Folder | Item)[]): readonly Item[] {
  return items.flatMap((item) => ('item' in item ? leaves(item.item) : [item]));
}
