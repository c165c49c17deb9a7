import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareContracts } from '../../../src/diff/compare-contracts.ts';
import type { RuleName } from '../../../src/diff/rules.ts';
import type { Json } from '../../../src/model/json.ts';
import { document } from '../built-from.ts';
import { contractOf } from './contract-of.ts';

type Mutable = { [key: string]: Json | Mutable | Mutable[] | undefined };

/** Names that code may trip over among those that are plain. */
const NAMES = ['a', 'b', 'c', 'items', 'constructor', 'x/y', '~', 'toString', 'ß', 'oneOf'];
const LEAVES = [
  { type: 'string' },
  { type: 'integer', minimum: 1 },
  { type: 'string', enum: ['one', 'two'] },
  { type: 'boolean' },
  { $ref: '#/components/schemas/Node' },
  { $ref: '#/components/schemas/Leaf' },
];

const schema: fc.Arbitrary<object> = fc.letrec<{ any: object; object: object }>((tie) => ({
  object: fc
    .record({
      properties: fc.dictionary(fc.constantFrom(...NAMES), tie('any'), { minKeys: 1, maxKeys: 4 }),
      required: fc.subarray(['a', 'b', 'c']),
    })
    .map(({ properties, required }) => ({
      type: 'object',
      properties,
      required: required.filter((name) => Object.hasOwn(properties, name)),
    })),
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<object>(...LEAVES),
    tie('object'),
    tie('any').map((items) => ({ type: 'array', items })),
    tie('object').map((part) => ({ allOf: [part, { description: 'merged' }] })),
  ),
})).object;

/** Circles: a node has nodes, by itself and by way of another. */
const COMPONENTS = {
  schemas: {
    Node: {
      type: 'object',
      properties: {
        next: { $ref: '#/components/schemas/Node' },
        others: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
      },
    },
    Tree: { allOf: [{ $ref: '#/components/schemas/Node' }, { properties: { root: { type: 'string' } } }] },
    Leaf: { type: 'string', format: 'date' },
  },
};

const operation = fc.record({
  body: schema,
  answer: schema,
  query: fc.subarray(NAMES),
  deprecated: fc.boolean(),
});
const api = fc.array(operation, { minLength: 1, maxLength: 3 }).map((operations) =>
  document({
    paths: Object.fromEntries(
      operations.map(({ body, answer, query, deprecated }, index) => [
        `/things${index}/{id}`,
        {
          post: {
            deprecated,
            operationId: `op${index}`,
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
              ...query.map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
            ],
            requestBody: { content: { 'application/json': { schema: body } } },
            responses: { 200: { description: 'ok', content: { 'application/json': { schema: answer } } } },
          },
        },
      ]),
    ),
    components: COMPONENTS,
  }),
);

/** Changes an operation, and says what has to be found. */
type Mutation = (
  operation: Mutable,
  pick: number,
) => { readonly rule: RuleName; readonly field?: string } | undefined;

const bodyOf = (one: Mutable): Mutable => at(one, 'requestBody', 'content', 'application/json', 'schema');
const answerOf = (one: Mutable): Mutable =>
  at(one, 'responses', '200', 'content', 'application/json', 'schema');

const MUTATIONS: { readonly [name: string]: Mutation } = {
  'a required parameter comes': (one) => {
    (one['parameters'] as Mutable[]).push({
      name: 'new',
      in: 'query',
      required: true,
      schema: { type: 'string' },
    });
    return { rule: 'required-parameter-added' };
  },
  'a body field goes': (one, pick) => dropField(bodyOf(one), pick, 'request-field-removed'),
  'a response field goes': (one, pick) => dropField(answerOf(one), pick, 'response-field-removed'),
  'a field of a response comes': (one, pick) => {
    const place = objectsIn(answerOf(one))[pick % objectsIn(answerOf(one)).length];
    if (!place) return undefined;
    at(place.node, 'properties')['brandNew'] = { type: 'string' };
    return { rule: 'response-field-added', field: `${place.field}/brandNew` };
  },
  'a field of a body is of another type': (one, pick) => {
    const place = objectsIn(bodyOf(one))[pick % objectsIn(bodyOf(one)).length];
    if (!place) return undefined;
    const [name = ''] = Object.keys(at(place.node, 'properties'));
    const properties = at(place.node, 'properties');
    const type = JSON.stringify(properties[name]).includes('"boolean"') ? 'string' : 'boolean';
    properties[name] = { type, description: 'Other', nullable: true };
    return { rule: 'request-type-changed', field: `${place.field}/${escaped(name)}` };
  },
  'a status comes': (one) => {
    at(one, 'responses')['202'] = { description: 'later' };
    return { rule: 'success-status-added' };
  },
  'it is named otherwise': (one) => {
    one['operationId'] = 'other';
    return { rule: 'operation-id-changed' };
  },
};

describe('compareContracts', () => {
  it('finds nothing between a contract and itself, read twice', async () => {
    await fc.assert(
      fc.asyncProperty(api, async (root) => {
        const [from, to] = await Promise.all([contractOf(root), contractOf(structuredClone(root))]);
        expect(compareContracts(from, to)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(Object.entries(MUTATIONS))('finds that %s, there and nowhere else', async (_name, mutate) => {
    await fc.assert(
      fc.asyncProperty(api, fc.nat(), async (root, pick) => {
        const changed = structuredClone(root) as Mutable;
        const paths = Object.keys(at(changed, 'paths'));
        const path = paths[pick % paths.length] ?? '';
        const want = mutate(at(changed, 'paths', path, 'post'), pick);
        fc.pre(want !== undefined);
        const [from, to] = await Promise.all([contractOf(root), contractOf(changed as never)]);
        const found = compareContracts(from, to);
        // A new type may bring limits along, at the same place.
        const rules = found.filter(({ rule }) => rule === want?.rule);
        expect(rules.map(({ operation }) => operation)).toEqual([`POST ${path}`]);
        if (want?.field !== undefined) expect(rules.map(({ field }) => field)).toEqual([want.field]);
        expect(new Set(found.map(({ operation, field }) => `${operation} ${field}`)).size).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it('turns the other way round into the other grade or rule, at the same places', async () => {
    await fc.assert(
      fc.asyncProperty(api, api, async (one, other) => {
        const [from, to] = await Promise.all([contractOf(one), contractOf(other)]);
        const places = (changes: ReturnType<typeof compareContracts>) =>
          [
            ...new Set(changes.map(({ operation, subject, field }) => `${operation} ${subject} ${field}`)),
          ].toSorted();
        expect(places(compareContracts(to, from))).toEqual(places(compareContracts(from, to)));
      }),
      { numRuns: 40 },
    );
  });
});

interface Place {
  readonly node: Mutable;
  readonly field: string;
}

/** Every object schema that is written out, by its place in the value. */
function objectsIn(node: Mutable, field = ''): readonly Place[] {
  const below = Object.entries((node['properties'] ?? {}) as Mutable).flatMap(([name, child]) =>
    objectsIn(child as Mutable, `${field}/${escaped(name)}`),
  );
  const items = node['items'] ? objectsIn(node['items'] as Mutable, `${field}/*`) : [];
  const parts = ((node['allOf'] ?? []) as Mutable[]).flatMap((part) => objectsIn(part, field));
  return [...(node['properties'] ? [{ node, field }] : []), ...below, ...items, ...parts];
}

function dropField(root: Mutable, pick: number, rule: RuleName) {
  const places = objectsIn(root);
  const place = places[pick % places.length];
  if (!place) return undefined;
  const [name = ''] = Object.keys(at(place.node, 'properties'));
  delete at(place.node, 'properties')[name];
  place.node['required'] = ((place.node['required'] ?? []) as string[]).filter((one) => one !== name);
  return { rule, field: `${place.field}/${escaped(name)}` };
}

function at(node: Mutable, ...keys: string[]): Mutable {
  return keys.reduce((inner, key) => inner[key] as Mutable, node);
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
