import { describe, expect, it, test } from 'vitest';
import { attach } from '../../../src/attach/attach.ts';
import { type Expectation, expectationOf } from '../../../src/attach/expectation.ts';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { readTemplate } from '../../../src/io/read-templates.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { built, operation, read } from '../built-from.ts';

const json = (schema: object, example?: unknown): object => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
});
const answers = (responses: { readonly [status: string]: object | undefined }): JsonObject => {
  const entries = Object.entries(responses).map(([status, content]) => {
    return [status, { description: '', ...(content && { content }) }];
  });
  return operation({ responses: Object.fromEntries(entries) });
};

async function expected(root: JsonObject) {
  const { api } = await read(root);
  const [first] = api.operations;
  if (!first) throw new Error('The document of the test has no operation.');
  return expectationOf(first, api.schemas, { access: 'a valid token', trace: 'traceId', budget: 50 });
}

const id = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };

describe('expectationOf', () => {
  it.each<[string, { given: JsonObject; want: Partial<Expectation> }]>([
    [
      'one success',
      { given: answers({ 201: undefined, 400: json(id) }), want: { success: [201], content: {} } },
    ],
    ['several', { given: answers({ 200: undefined, 204: undefined }), want: { success: [200, 204] } }],
    ['any success', { given: answers({ '2XX': json(id) }), want: { success: ['2XX'] } }],
    [
      'the default one',
      { given: answers({ default: json(id), 404: undefined }), want: { success: ['2XX'] } },
    ],
    ['none', { given: answers({ 400: json(id) }), want: { success: ['2XX'], content: {} } }],
    ['no body', { given: answers({ 200: {} }), want: { content: {} } }],
    [
      'a body that is no JSON',
      {
        given: answers({ 200: { 'Text/Csv; charset=utf-8': { schema: { type: 'string' } } } }),
        want: { content: { 200: { types: ['text/csv'], json: false } } },
      },
    ],
    [
      'JSON or something else',
      {
        given: answers({ 200: { 'text/plain': {}, 'application/json': { schema: id } } }),
        want: { content: { 200: { types: ['text/plain', 'application/json'], json: false } } },
      },
    ],
    [
      'kinds of JSON',
      {
        given: answers({ 200: { 'application/hal+json': { schema: id } } }),
        want: { content: { 200: { types: ['application/hal+json'], json: true, schema: id } } },
      },
    ],
    [
      'a body by code',
      {
        given: answers({ 200: json({ type: 'array' }), 201: json(id) }),
        want: {
          content: {
            200: { types: ['application/json'], json: true, schema: { type: 'array' } },
            201: { types: ['application/json'], json: true, schema: id },
          },
        },
      },
    ],
  ])('knows %s', async (_name, { given, want }) => {
    expect((await expected(given)).expectation).toMatchObject({
      access: 'a valid token',
      trace: 'traceId',
      budget: 50,
      ...want,
    });
  });

  it.each<[string, object, unknown, readonly string[] | undefined]>([
    ['an object that requires nothing', { properties: { id: {}, name: {} } }, { id: 1 }, ['id', 'name']],
    [
      'but not what an error has too',
      { properties: { id: {}, message: {}, traceId: {} } },
      { id: 1 },
      ['id'],
    ],
    ['unless there is nothing else', { properties: { message: {} } }, { message: 'Done' }, ['message']],
    ['nor what is only written', { properties: { id: {}, key: { writeOnly: true } } }, { id: 1 }, ['id']],
    ['not where one is required', { required: ['id'], properties: { id: {} } }, { id: 1 }, undefined],
    ['not where the example holds none', { properties: { id: {} } }, { other: 1 }, undefined],
    ['not for a list', { type: 'array', items: { properties: { id: {} } } }, [], undefined],
  ])('wants a field of %s', async (_name, schema, example, want) => {
    const { expectation } = await expected(answers({ 200: json(schema, example) }));
    expect(expectation.content['200']?.fields).toEqual(want);
  });

  it.each<
    [string, object, unknown, { readonly fields: readonly string[]; readonly signs: readonly string[] }]
  >([
    ['nothing', id, { id: 'a' }, { fields: [], signs: [] }],
    [
      'fields of an error',
      { properties: { id: {}, message: {}, errors: {}, status: {} } },
      { id: 1 },
      { fields: ['message', 'errors'], signs: ['errors'] },
    ],
    [
      'a code',
      { properties: { statusCode: {} } },
      { statusCode: 200 },
      { fields: ['statusCode'], signs: [] },
    ],
    ['an outcome', { properties: { success: {} } }, { success: true }, { fields: [], signs: [] }],
    [
      'one that failed',
      { properties: { success: {} } },
      { success: false },
      { fields: [], signs: ['success'] },
    ],
  ])('takes nothing for an error that a success holds: %s', async (_name, schema, example, want) => {
    const { errorFields, errorSigns } = (await expected(answers({ 200: json(schema, example) }))).expectation;
    const all = (await expected(answers({ 200: undefined }))).expectation;
    expect({
      fields: all.errorFields.filter((name) => !errorFields.includes(name)),
      signs: all.errorSigns.filter((name) => !errorSigns.includes(name)),
    }).toEqual(want);
  });

  it.each<[string, JsonObject, true | undefined]>([
    ['a page', answers({ 200: undefined, 400: { 'text/html': {} } }), true],
    ['JSON', answers({ 200: undefined, 400: json(id) }), undefined],
  ])('lets a success be a page where another response is: %s', async (_name, given, want) => {
    expect((await expected(given)).expectation.pages).toBe(want);
  });

  it.each<[string, object, number]>([
    ['no schema', { 'application/json': {} }, 1],
    ['a schema of nothing', json({ description: 'Anything.' }), 1],
    ['any object', json({ type: 'object' }), 1],
    ['a map', json({ additionalProperties: { type: 'string' } }), 1],
    ['a status', json({ properties: { status: { type: 'boolean' }, message: {} } }), 0],
    ['a message alone', json({ properties: { message: { type: 'string' } } }), 1],
    ['a text', json({ type: 'string' }), 0],
    ['documented fields', json(id), 0],
    [
      'more than a script should hold',
      json({ required: ['a'], properties: { a: { enum: ['x'.repeat(20_000)] } } }),
      1,
    ],
  ])('finds %s weak or not', async (_name, content, want) => {
    const { findings } = await expected(answers({ 200: content }));
    expect(findings.filter(({ kind }) => kind === 'weak')).toHaveLength(want);
  });

  test('a check that the example of the spec fails goes, alone, and is told', async () => {
    const schema = {
      type: 'object',
      required: ['id', 'list'],
      properties: {
        id: { type: 'integer' },
        name: { type: 'string' },
        list: { type: 'array', items: { enum: ['a'] } },
      },
    };
    const { expectation, findings } = await expected(
      answers({ 200: json(schema, { id: 'seven', name: 'x', list: ['a', 'b'] }) }),
    );
    expect(findings.map((finding) => finding.kind === 'contradicted' && finding.at)).toEqual([
      '/id',
      '/list/1',
    ]);
    expect(expectation.content['200']?.schema).toEqual({
      ...schema,
      properties: { ...schema.properties, id: {}, list: { type: 'array', items: {} } },
    });
  });
});

describe('attach', () => {
  const templates = {
    requestTest: readTemplate('request-test.js'),
    webhookTest: readTemplate('webhook-test.js'),
    capture: readTemplate('capture.js'),
    restore: readTemplate('restore.js'),
    mockToken: readTemplate('mock-token.js'),
    captureTokens: readTemplate('capture-tokens.js'),
    refreshToken: readTemplate('refresh-token.js'),
  };

  test('names the dropped checks at the response, and the weak ones at the request', async () => {
    const contradicted = json({ properties: { id: { type: 'integer' } } }, { id: 'seven' });
    const { bundle } = await built(answers({ 200: contradicted, 201: { 'application/json': {} } }));
    const { value, diagnostics } = attach(bundle, { templates, profile: hoopai, budget: 50 });
    expect(diagnostics).toMatchObject([
      {
        code: 'assertion-dropped',
        where: { file: '/specs/test.json', pointer: '/paths/~1things/get/responses/200' },
      },
    ]);
    expect(value.requests[0]?.weak).toHaveLength(1);
  });

  test('a webhook gets the script that asks the receiver for a success, and nothing of the API', async () => {
    const root = operation(
      { responses: { 200: { description: '' } } },
      { version: '3.1.0', more: { webhooks: { made: { post: { responses: {} } } } } },
    );
    const { bundle } = await built(root, { webhooks: true });
    const { value } = attach(bundle, { templates, profile: hoopai, budget: 50 });
    const scripts = Object.fromEntries(
      value.requests.map(({ operation: { key }, item }) => [key, item.event?.[0]?.script.exec.join('\n')]),
    );
    expect(scripts).toEqual({
      'GET /things': expect.stringContaining('const spec'),
      'POST made': templates.webhookTest.trimEnd(),
    });
  });
});
