import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareContracts } from '../../../src/diff/compare-contracts.ts';
import { diffContracts } from '../../../src/diff/diff-contracts.ts';
import { type Rule, rules } from '../../../src/diff/rules.ts';
import { ROOT } from '../../command.ts';
import { document } from '../built-from.ts';
import { contractOf } from './contract-of.ts';

const KEY = 'POST /things';
const OK = { 200: { description: 'ok' } };
const STRING = { type: 'string' };

const api = (operation: object, more: object = {}) =>
  document({ paths: { '/things': { post: { responses: OK, ...operation } } }, ...more });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const taking = (schema: object, more: object = {}) => api({ requestBody: { ...json(schema), ...more } });
const answering = (schema: object) => api({ responses: { 200: { description: 'ok', ...json(schema) } } });
const query = (...parameters: object[]) =>
  api({ parameters: parameters.map((one) => ({ name: 'limit', in: 'query', schema: STRING, ...one })) });
const statuses = (...codes: string[]) =>
  api({ responses: Object.fromEntries(codes.map((code) => [code, { description: code }])) });
const headers = (...names: string[]) =>
  api({
    responses: {
      200: {
        description: 'ok',
        headers: Object.fromEntries(names.map((name) => [name, { schema: STRING }])),
      },
    },
  });
const types = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { schema: { type: 'object' } }]));
const secured = (...security: object[]) =>
  api(
    { security },
    {
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          renamed: { type: 'http', scheme: 'bearer' },
          key: { type: 'apiKey', in: 'header', name: 'X-Key' },
        },
      },
    },
  );
const fields = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const variants = (...oneOf: object[]) => ({ oneOf });
const INTEGER_FIELDS = fields({ a: { type: 'integer' } });

/** By schema before and after: what it is in a request, and what in a response; empty: nothing. */
const SCHEMAS: readonly (readonly [from: object, to: object, request: string, response: string])[] = [
  [fields({ a: STRING }), fields({}), 'request-field-removed', 'response-field-removed'],
  [
    fields({ a: STRING }, { additionalProperties: false }),
    fields({}, { additionalProperties: false }),
    'closed-request-field-removed',
    'response-field-removed',
  ],
  [fields({}), fields({ a: STRING }), 'request-field-added', 'response-field-added'],
  [
    fields({}),
    fields({ a: STRING }, { required: ['a'] }),
    'required-request-field-added',
    'response-field-added',
  ],
  [
    fields({ a: STRING }),
    fields({ a: STRING }, { required: ['a'] }),
    'request-field-required',
    'response-field-required',
  ],
  [
    fields({ a: STRING }, { required: ['a'] }),
    fields({ a: STRING }),
    'request-field-optional',
    'response-field-optional',
  ],
  [fields({ a: STRING }), fields({ a: { ...STRING, readOnly: true } }), 'request-field-removed', ''],
  [fields({ a: { ...STRING, writeOnly: true } }), fields({ a: STRING }), '', 'response-field-added'],
  [STRING, { type: 'integer' }, 'request-type-changed', 'response-type-changed'],
  [{ type: 'integer' }, { type: 'number' }, 'request-type-widened', 'response-type-changed'],
  [{ type: 'number' }, { type: 'integer' }, 'request-type-changed', 'response-type-narrowed'],
  [STRING, {}, 'request-type-widened', 'response-type-changed'],
  [{}, STRING, 'request-type-changed', 'response-type-narrowed'],
  [STRING, { ...STRING, nullable: true }, 'request-null-taken', 'response-null-added'],
  [{ ...STRING, nullable: true }, STRING, 'request-null-refused', 'response-null-removed'],
  [
    { ...STRING, enum: ['a', 'b'] },
    { ...STRING, enum: ['a'] },
    'request-enum-value-removed',
    'response-enum-value-removed',
  ],
  [
    { ...STRING, enum: ['a'] },
    { ...STRING, enum: ['b', 'a'] },
    'request-enum-value-added',
    'response-enum-value-added',
  ],
  [STRING, { ...STRING, enum: ['a'] }, 'request-enum-set', 'response-enum-set'],
  [{ ...STRING, enum: ['a'] }, STRING, 'request-enum-lifted', 'response-enum-lifted'],
  [STRING, { ...STRING, format: 'date' }, 'request-format-changed', 'response-format-changed'],
  [{ ...STRING, format: 'date' }, STRING, 'request-format-lifted', 'response-format-changed'],
  [STRING, { ...STRING, maxLength: 5 }, 'request-limit-tightened', 'response-limit-tightened'],
  [
    { type: 'integer', minimum: 5 },
    { type: 'integer', minimum: 4 },
    'request-limit-loosened',
    'response-limit-loosened',
  ],
  [STRING, { ...STRING, pattern: 'a' }, 'request-pattern-set', 'response-pattern-set'],
  [
    { ...STRING, pattern: 'a' },
    { ...STRING, pattern: 'b' },
    'request-pattern-changed',
    'response-pattern-changed',
  ],
  [{ ...STRING, pattern: 'a' }, STRING, 'request-pattern-lifted', 'response-pattern-changed'],
  [{ ...STRING, default: 'a' }, { ...STRING, default: 'b' }, 'request-default-changed', ''],
  [
    fields({ a: STRING }),
    fields({ a: STRING }, { additionalProperties: false }),
    'request-closed',
    'response-closed',
  ],
  [
    fields({ a: STRING }, { additionalProperties: false }),
    fields({ a: STRING }),
    'request-opened',
    'response-opened',
  ],
  [
    variants(STRING, INTEGER_FIELDS),
    variants(STRING, INTEGER_FIELDS, { type: 'boolean' }),
    'request-variant-added',
    'response-variant-added',
  ],
  [
    variants(STRING, { type: 'boolean' }, INTEGER_FIELDS),
    variants(STRING, INTEGER_FIELDS),
    'request-variant-removed',
    'response-variant-removed',
  ],
  [
    INTEGER_FIELDS,
    variants({ type: 'boolean' }, INTEGER_FIELDS),
    'request-variant-added',
    'response-variant-added',
  ],
  [STRING, { ...STRING, deprecated: true }, 'request-field-deprecated', 'response-field-deprecated'],
  [{ type: 'integer' }, { type: 'integer', multipleOf: 2 }, 'request-rule-changed', 'response-rule-changed'],
  // What makes no difference to anybody
  [fields({ a: STRING, b: STRING }), fields({ b: STRING, a: STRING }), '', ''],
  [{ ...STRING, enum: ['a', 'b'] }, { ...STRING, enum: ['b', 'a'] }, '', ''],
  [STRING, { ...STRING, description: 'Said otherwise', example: 'x' }, '', ''],
  [variants(STRING, { type: 'boolean' }), variants({ type: 'boolean' }, STRING), '', ''],
  [fields({ a: STRING }), { allOf: [fields({}), fields({ a: STRING })] }, '', ''],
  [fields({ a: STRING }), { oneOf: [fields({ a: STRING })] }, '', ''],
  [fields({ a: STRING }), { properties: { a: STRING } }, '', ''],
];

/** What else than schemas changes, each the one change of its rule. */
const OPERATIONS: readonly (readonly [rule: string, from: object, to: object])[] = [
  ['server-removed', api({}, { servers: [{ url: 'https://a.example' }] }), api({})],
  ['server-added', api({}), api({}, { servers: [{ url: 'https://a.example' }] })],
  ['operation-removed', api({}), document({})],
  ['deprecated-operation-removed', api({ deprecated: true }), document({})],
  ['operation-added', document({}), api({})],
  [
    'operation-moved',
    api({ operationId: 'make' }),
    document({ paths: { '/v2/things': { put: { operationId: 'make', responses: OK } } } }),
  ],
  [
    'path-parameter-renamed',
    document({ paths: { '/a/{id}': { get: { responses: OK } } } }),
    document({ paths: { '/a/{thingId}': { get: { responses: OK } } } }),
  ],
  ['operation-id-changed', api({ operationId: 'make' }), api({ operationId: 'create' })],
  ['operation-deprecated', api({}), api({ deprecated: true })],
  ['operation-revived', api({ deprecated: true }), api({})],
  ['auth-required', secured(), secured({ token: [] })],
  ['auth-lifted', secured({ token: [] }), secured({ token: [] }, {})],
  ['auth-alternative-removed', secured({ token: [] }, { key: [] }), secured({ key: [] })],
  ['auth-alternative-added', secured({ token: [] }), secured({ key: [] }, { token: [] })],
  ['scope-added', secured({ token: ['a'] }), secured({ token: ['b', 'a'] })],
  ['scope-removed', secured({ token: ['a', 'b'] }), secured({ token: ['b'] })],
  ['', secured({ token: ['a'] }), secured({ renamed: ['a'] })],
  ['parameter-removed', query({}), query()],
  ['required-parameter-added', query(), query({ required: true })],
  ['parameter-added', query(), query({})],
  ['parameter-required', query({}), query({ required: true })],
  ['parameter-optional', query({ required: true }), query({})],
  [
    'parameter-serialisation-changed',
    query({ schema: { type: 'array', items: STRING } }),
    query({ schema: { type: 'array', items: STRING }, style: 'pipeDelimited' }),
  ],
  ['parameter-deprecated', query({}), query({ deprecated: true })],
  ['request-enum-set', query({}), query({ schema: { ...STRING, enum: ['a'] } })],
  ['body-removed', taking(STRING), api({})],
  ['required-body-added', api({}), taking(STRING, { required: true })],
  ['body-added', api({}), taking(STRING)],
  ['body-required', taking(STRING), taking(STRING, { required: true })],
  ['body-optional', taking(STRING, { required: true }), taking(STRING)],
  [
    'request-content-type-removed',
    api({ requestBody: { content: types('a/b', 'application/json') } }),
    api({ requestBody: { content: types('application/json') } }),
  ],
  [
    'request-content-type-added',
    api({ requestBody: { content: types('application/json') } }),
    api({ requestBody: { content: types('a/b', 'application/json; charset=utf-8') } }),
  ],
  ['success-status-removed', statuses('200', '201'), statuses('200')],
  ['success-status-added', statuses('200'), statuses('200', '201')],
  ['error-status-removed', statuses('200', '404'), statuses('200')],
  ['error-status-added', statuses('200'), statuses('200', '404')],
  ['', statuses('200', '404', '4XX'), statuses('200', '4XX')],
  [
    'response-content-type-removed',
    api({ responses: { 200: { description: '', content: types('a/b', 'c/d') } } }),
    api({ responses: { 200: { description: '', content: types('a/b') } } }),
  ],
  [
    'response-content-type-added',
    api({ responses: { 200: { description: '', content: types('a/b') } } }),
    api({ responses: { 200: { description: '', content: types('a/b', 'c/d') } } }),
  ],
  ['response-header-removed', headers('X-A', 'X-B'), headers('X-a')],
  ['response-header-added', headers('X-A'), headers('X-a', 'X-B')],
];

async function found(from: object, to: object): Promise<readonly string[]> {
  const [was, is] = await Promise.all([contractOf(from as never), contractOf(to as never)]);
  return compareContracts(was, is).map(({ rule }) => rule);
}

const wanted = (rule: string): readonly string[] => (rule === '' ? [] : [rule]);

describe('the rules of a diff', () => {
  it.each(SCHEMAS.map(([from, to, request, response]) => [request, response, from, to] as const))(
    'request: %s, response: %s',
    async (request, response, from, to) => {
      expect(await found(taking(from), taking(to))).toEqual(wanted(request));
      expect(await found(answering(from), answering(to))).toEqual(wanted(response));
      const below = (schema: object) => taking({ type: 'array', items: fields({ deep: schema }) });
      expect(await found(below(from), below(to))).toEqual(wanted(request));
    },
  );

  it.each(OPERATIONS)('%s', async (rule, from, to) => {
    expect(await found(from, to)).toEqual(wanted(rule));
    expect(await found(from, from)).toEqual([]);
  });

  it('has a case for each', () => {
    const cases = [
      ...SCHEMAS.flatMap(([, , request, response]) => [request, response]),
      ...OPERATIONS.map(([rule]) => rule),
      'module-removed',
      'module-added',
    ];
    expect([...new Set(cases)].filter((rule) => rule !== '').toSorted()).toEqual(
      Object.keys(rules).toSorted(),
    );
  });

  it('tells of modules that come and go', async () => {
    const [a, b, c] = await Promise.all(
      ['a', 'b', 'c'].map(async (module) => ({ ...(await contractOf(api({}))), module })),
    );
    if (!a || !b || !c) throw new Error('no contracts');
    const side = { name: 'x', oneFile: false, place: <T>(where: T) => where };
    const report = diffContracts({ ...side, contracts: [a, b] }, { ...side, contracts: [b, c] });
    expect(report.changes.map(({ rule, module }) => [module, rule])).toEqual([
      ['a', 'module-removed'],
      ['c', 'module-added'],
    ]);
  });

  it('names operation, place in the value and place in the spec', async () => {
    const pet = (name: object) => ({
      components: {
        schemas: {
          Pet: fields({ name, friends: { type: 'array', items: { $ref: '#/components/schemas/Pet' } } }),
        },
      },
    });
    const body = { requestBody: json({ $ref: '#/components/schemas/Pet' }) };
    const [from, to] = await Promise.all([
      contractOf(api(body, pet(STRING))),
      contractOf(api(body, pet({ type: 'integer' }))),
    ]);
    expect(compareContracts(from, to)).toEqual([
      {
        rule: 'request-type-changed',
        grade: 'breaking',
        module: 'test',
        operation: KEY,
        subject: 'body',
        field: '/name',
        before: 'string',
        after: 'integer',
        side: 'to',
        where: { file: '/specs/test.json', pointer: '/components/schemas/Pet/properties/name' },
      },
    ]);
  });

  it('are the table of the README', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const table = [...readme.matchAll(/^\| `([a-z-]+)` \| (breaking|risky|safe) \| (.+) \|$/gm)];
    const stated = table.map(([, name, grade, says]) => [name, grade, says]);
    expect(stated).toEqual(Object.entries<Rule>(rules).map(([name, { grade, says }]) => [name, grade, says]));
  });
});
