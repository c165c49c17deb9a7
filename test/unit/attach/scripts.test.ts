import { beforeAll, describe, expect, it, test } from 'vitest';
import { attach } from '../../../src/attach/attach.ts';
import { renderScript } from '../../../src/attach/render-script.ts';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { readTemplate } from '../../../src/io/read-templates.ts';
import type { Json } from '../../../src/model/json.ts';
import { built, operation } from '../built-from.ts';
import { type FakeResponse, runScript } from './fake-pm.ts';

const requestTest = readTemplate('request-test.js');
const templates = {
  requestTest,
  webhookTest: readTemplate('webhook-test.js'),
  capture: readTemplate('capture.js'),
  restore: readTemplate('restore.js'),
  mockToken: readTemplate('mock-token.js'),
  captureTokens: readTemplate('capture-tokens.js'),
  refreshToken: readTemplate('refresh-token.js'),
};

/** The script that a request gets whose only success is a 200 with this schema. */
async function scriptOf(schema: object | undefined, example?: unknown): Promise<readonly string[]> {
  const content = { 'application/json': { schema, ...(example === undefined ? {} : { example }) } };
  const answer = { description: '', ...(schema && { content }) };
  const { bundle } = await built(operation({ responses: { 200: answer, 404: { description: '' } } }));
  const { value } = attach(bundle, { templates, profile: hoopai, budget: 50 });
  return value.requests[0]?.item.event?.[0]?.script.exec ?? [];
}

const failures = (script: readonly string[], response: FakeResponse) =>
  runScript(script, response).tests.filter(({ error }) => error !== undefined);

const STATUS = 'Status is a documented success';
const TIME = 'Response is in time';
const TYPE = 'Content type is documented';
const BODY = 'Body is the documented one';
const NO_ERROR = 'Body is no error';

describe('the test script of a request', () => {
  let script: readonly string[];
  beforeAll(async () => {
    const next = { type: 'string', nullable: true };
    const own = JSON.parse('{"constructor":{"type":"string"},"__proto__":{"type":"string"}}') as object;
    script = await scriptOf({
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'string', format: 'our-own' }, next, ...own, toString: { type: 'string' } },
    });
  });

  it('has four tests, and passes what is documented, whatever fields are called', () => {
    const { tests } = runScript(script, {
      code: 200,
      text: '{"id":"a","next":null}',
      type: 'application/json; charset=utf-8',
    });
    expect(tests).toEqual([STATUS, TIME, TYPE, BODY].map((name) => ({ name, error: undefined })));
  });

  it.each<[string, FakeResponse, readonly string[]]>([
    ['another success', { code: 201, text: '{"id":"a"}' }, [STATUS]],
    ['a documented failure', { code: 404, text: '{"id":"a"}' }, [STATUS]],
    ['no token', { code: 401, text: '' }, [STATUS]],
    ['a slow answer', { code: 200, text: '{"id":"a"}', time: 51 }, [TIME]],
    ['another type', { code: 200, text: '{"id":"a"}', type: 'text/json' }, [TYPE]],
    ['no type', { code: 200, text: '{"id":"a"}', type: null }, [TYPE]],
    ['HTML', { code: 200, text: '<html>', type: 'text/html' }, [TYPE, BODY]],
    ['nothing', { code: 200, text: '' }, [BODY]],
    ['a wrong type', { code: 200, text: '{"id":1}' }, [BODY]],
    ['a field missing', { code: 200, text: '{}' }, [BODY]],
    ['null', { code: 200, text: 'null' }, [BODY]],
    ['a list', { code: 200, text: '[]' }, [BODY]],
    ['an error in a success', { code: 200, text: '{"id":"a","statusCode":422}' }, [BODY]],
    ['a failure in a success', { code: 200, text: '{"id":"a","success":false}' }, [BODY]],
    ['errors in a success', { code: 200, text: '{"id":"a","errors":["x"]}' }, [BODY]],
  ])('fails for %s', (_name, response, want) => {
    expect(failures(script, response).map(({ name }) => name)).toEqual(want);
  });

  it.each<[string, FakeResponse, string]>([
    ['the trace id of a header', { code: 500, headers: { traceid: 't-1' } }, 'traceId t-1'],
    ['the trace id of the body', { code: 500, text: '{"traceId":"t-2"}' }, 'traceId t-2'],
    ['what the server says', { code: 500, text: '{"message":["a","b"]}' }, '["a","b"]'],
    ['the codes', { code: 500 }, 'expected 200, got 500'],
    ['what a token needs', { code: 403 }, '403: this request needs a valid token'],
    ['the schema', { code: 200, text: '{"id":1}', headers: { traceId: 't-3' } }, 'data.id should be string'],
    ['the trace id with a body', { code: 200, text: '{"id":1}', headers: { traceId: 't-3' } }, 'traceId t-3'],
  ])('says %s', (_name, response, want) => {
    expect(failures(script, response)[0]?.error).toContain(want);
  });

  it.each<[string, object | undefined, unknown, string, readonly string[]]>([
    ['an object without its fields', { properties: { id: {}, name: {} } }, { id: 1 }, '{}', [BODY]],
    ['an object with others', { properties: { id: {} } }, { id: 1 }, '{"error":"x","message":"y"}', [BODY]],
    ['an object with one of them', { properties: { id: {}, name: {} } }, { id: 1 }, '{"name":0}', []],
    ['a text without fields', { properties: { id: {} } }, { id: 1 }, '"id"', [BODY]],
    [
      'a message alone where one is documented',
      { properties: { message: {} } },
      { message: 'x' },
      '{"message":"y"}',
      [],
    ],
    ['an empty map', { additionalProperties: { type: 'string' } }, { a: 'x' }, '{}', []],
    ['an error in a map', { additionalProperties: {} }, { a: 'x' }, '{"success":false,"a":1}', [BODY]],
    [
      'errors that are documented',
      { properties: { id: {}, errors: {} } },
      { id: 1 },
      '{"id":1,"errors":["x"]}',
      [],
    ],
    [
      'one of several shapes',
      { oneOf: [{ properties: { a: {} } }, { properties: { b: {} } }] },
      { a: 1 },
      '{"b":1}',
      [],
    ],
    ['anything where no schema is documented', {}, undefined, '[1]', []],
  ])('judges %s', async (_name, schema, example, text, want) => {
    const found = failures(await scriptOf(schema, example), { code: 200, text });
    expect(found.map(({ name }) => name)).toEqual(want);
  });

  it.each<[string, string, boolean]>([
    ['nothing', '', true],
    ['a word', 'OK', true],
    ['a resource', '{"id":"a"}', true],
    ['an outcome', '{"success":true,"errors":[],"error":null}', true],
    ['a list', '[]', true],
    ['a page', ' <!doctype html><title>Hello</title>', false],
    ['an empty object', '{}', false],
    ["the platform's error", '{"statusCode":400,"message":"x","error":"Bad Request","traceId":"t"}', false],
    ['a refusal', '{"success":false,"message":"x"}', false],
    ['a message alone', '{"message":"x"}', false],
    ['a list of errors', '{"ok":true,"errors":["x"]}', false],
    ['a status inside', '{"status":500,"id":"a"}', false],
  ])('judges %s where no body is documented', async (_name, text, isRight) => {
    const found = failures(await scriptOf(undefined), { code: 200, text, type: null });
    expect(found.map(({ name }) => name)).toEqual(isRight ? [] : [NO_ERROR]);
  });

  test('a code beats its class, and the class the default', () => {
    const content = (type: string) => ({ types: [type], json: false });
    const spec = {
      success: ['2XX'],
      content: { 200: content('a/b'), '2XX': content('image/*') },
      errorSigns: [],
      errorFields: [],
      access: '',
      trace: null,
      budget: 50,
    };
    const typed = (code: number, type: string) =>
      failures(renderScript(requestTest, { spec }), { code, type });
    expect([
      typed(200, 'A/B;q=1'),
      typed(201, 'image/png'),
      typed(201, 'a/b').map(({ name }) => name),
    ]).toEqual([[], [], [TYPE]]);
    expect(typed(302, 'a/b').map(({ name }) => name)).toEqual([STATUS]);
  });

  test('the budget can be set in Postman', () => {
    const slow = { code: 200, text: '{"id":"a"}', time: 80 };
    const { tests } = runScript(script, slow, { environment: { response_budget_ms: '90' } });
    expect(tests.filter(({ error }) => error !== undefined)).toEqual([]);
  });
});

describe('the variables of a collection', () => {
  const spec = {
    success: [200],
    content: {},
    errorSigns: [],
    errorFields: [],
    access: '',
    trace: null,
    budget: 50,
  };
  const script = (template: string, values: { readonly [name: string]: Json }) => [
    ...renderScript(requestTest, { spec }),
    ...renderScript(template, values),
  ];
  const create = script(templates.capture, {
    captures: [{ variable: 'id', path: ['list', 0, 'id'], made: true }],
  });
  const list = script(templates.capture, { captures: [{ variable: 'id', path: ['id'], made: false }] });
  const remove = script(templates.restore, { restores: ['id'] });
  const before = new Map([['id', 'example']]);

  it.each<[string, readonly string[], number, unknown, object]>([
    ['a create gives', create, 200, { list: [{ id: 'new' }] }, { id: 'new', 'id.before': '["example"]' }],
    ['a list gives', list, 200, { id: 7 }, { id: '7' }],
    ['an object does not give', list, 200, { id: {} }, { id: 'example' }],
    ['a missing value does not give', create, 200, { list: null }, { id: 'example' }],
    ['an empty body does not give', create, 200, undefined, { id: 'example' }],
    ['a failure does not give', create, 500, { list: [{ id: 'new' }] }, { id: 'example' }],
    ['a delete of nothing made does not give back', remove, 200, {}, { id: 'example' }],
  ])('%s', (_name, code, status, body, want) => {
    const { collection } = runScript(
      code,
      { code: status, text: JSON.stringify(body) ?? '' },
      { collection: before },
    );
    expect(Object.fromEntries(collection)).toEqual(want);
  });

  test('a delete for each of two creates leaves what was there before the first', () => {
    const made = (id: string) => ({ code: 200, text: JSON.stringify({ list: [{ id }] }) });
    const first = runScript(create, made('a'), { collection: before });
    const second = runScript(create, made('b'), { collection: first.collection });
    expect(Object.fromEntries(second.collection)).toEqual({ id: 'b', 'id.before': '["example","a"]' });
    const again = runScript(create, made('b'), { collection: second.collection });
    expect(again.collection).toEqual(second.collection);
    const failed = runScript(remove, { code: 500 }, { collection: second.collection });
    expect(failed.collection).toEqual(second.collection);
    const one = runScript(remove, { code: 200 }, { collection: second.collection });
    expect(Object.fromEntries(one.collection)).toEqual({ id: 'a', 'id.before': '["example"]' });
    expect(runScript(remove, { code: 404 }, { collection: one.collection }).collection).toEqual(before);
  });
});

test.each<[string, string | undefined, object]>([
  ['http://127.0.0.1:4010', undefined, { token: 'any-value' }],
  ['http://localhost', undefined, { token: 'any-value' }],
  ['http://[::1]:80/base', undefined, { token: 'any-value' }],
  ['http://127.0.0.1:4010', 'mine', {}],
  ['https://services.example.com', undefined, {}],
  ['http://localhost.example.com', undefined, {}],
  ['http://127.0.0.1@example.com', undefined, {}],
])('a token is made up for the mock alone: %s with the token %s', (url, token, want) => {
  const script = renderScript(templates.mockToken, { host: 'base_url', credentials: ['token'] });
  const environment = { base_url: url, ...(token === undefined ? {} : { token }) };
  expect(Object.fromEntries(runScript(script, undefined, { environment }).local)).toEqual(want);
});

test.each<[readonly (number | '4XX')[], number, boolean]>([
  [[400], 400, true],
  [[400, 422], 422, true],
  [['4XX'], 404, true],
  [[400], 404, false],
  [[400], 200, false],
  [['4XX'], 500, false],
])('a request with a fault wants a documented refusal, %j: %i', (refusals, code, want) => {
  const spec = { refusals, fault: 'no token' };
  const [only] = runScript(renderScript(readTemplate('negative-test.js'), { spec }), { code }).tests;
  expect(only?.error).toEqual(want ? undefined : expect.stringContaining('for no token'));
});
