import { hoopai } from '../../src/config/profiles/hoopai.ts';
import { createRespond } from '../../src/mock/respond.ts';
import type { ApiModel, Operation, Schema } from '../../src/model/api.ts';
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
  | 'an error body';

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
      return answersOf(operation, api, right).map(([kind, place, broken]) => {
        return { kind, module: api.module, item, name: `${key} ${place}`, answer: broken };
      });
    },
  );
}

type Broken = readonly [Kind, string, Answer];

function answersOf(operation: Operation, api: ApiModel, right: Answer): readonly Broken[] {
  const statuses = [500, right.status === 204 ? 200 : 204].map((status): Broken => {
    return ['a wrong status', String(status), { ...right, status, body: status === 204 ? '' : right.body }];
  });
  const same: Broken = ['none', '', right];
  const documented = operation.responses.find(({ status }) => status === String(right.status));
  const media = documented?.contents.find(({ type }) => type.includes('json'));
  const error = '{"statusCode":400,"message":"x","error":"Bad Request"}';
  const broken: Broken = ['an error body', '', { ...right, type: 'application/json', body: error }];
  const empty: Broken = ['an empty object', '', { ...right, body: '{}' }];
  if (!media) return [same, ...statuses, broken];
  return [
    same,
    ...statuses,
    broken,
    ['HTML', '', { ...right, type: 'text/html', body: '<!doctype html><title>Hello</title>' }],
    ['HTML', 'called JSON', { ...right, body: '<!doctype html><title>Hello</title>' }],
    ['an empty body', '', { ...right, body: '' }],
    ...(isMap(media.schema ?? {}, api) ? [] : [empty]),
    ...bodyMutants(JSON.parse(right.body) as Json, media.schema ?? {}, api).map(
      ({ kind, place, body }): Broken => {
        return [kind, place, { ...right, body: JSON.stringify(body) }];
      },
    ),
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
