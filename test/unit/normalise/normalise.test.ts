import { describe, expect, it } from 'vitest';
import { nodeAt } from '../../../src/diagnostics/pointer.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { countsWebhooks } from '../../../src/normalise/counts-webhooks.ts';
import { normalise } from '../../../src/normalise/normalise.ts';
import { summarise } from '../../../src/normalise/summarise.ts';
import { document, loaded, operation, type Read, read } from '../built-from.ts';

const first = ({ api }: Read) => {
  const [operation] = api.operations;
  if (!operation) throw new Error('no operation');
  return operation;
};
const json = (schema: unknown, more: object = {}) => ({
  content: { 'application/json': { schema, ...more } },
});
const sampleOfBody = (read: Read) => first(read).body?.contents[0]?.examples[0]?.value;
const sampleOfResponse = (read: Read) => first(read).responses[0]?.contents[0]?.examples[0]?.value;
const parameters = (read: Read) =>
  first(read).parameters.map(({ name, in: place, required, example }) => ({
    name,
    in: place,
    required,
    example,
  }));

describe('normalise', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    [
      'server variables, with their defaults',
      document({
        servers: [
          {
            url: 'https://{r}.example.com/{v}',
            variables: { r: { default: 'eu' }, v: { enum: ['v1'], default: 'v1' } },
          },
        ],
      }),
      ['https://eu.example.com/v1'],
    ],
    [
      'host, basePath and schemes of Swagger 2.0',
      document({ host: 'api.example.com', basePath: '/v2', schemes: ['https', 'http'] }, '2.0'),
      ['https://api.example.com/v2', 'http://api.example.com/v2'],
    ],
    [
      'without user name and password',
      document({
        servers: [{ url: 'https://harbour:hunter2@api.example.com/v2' }, { url: '//a@b.example' }],
      }),
      ['https://api.example.com/v2', '//a@b.example'],
    ],
    [
      'without those in the host of Swagger 2.0',
      document({ host: 'harbour@api.example.com' }, '2.0'),
      ['https://api.example.com'],
    ],
  ])('reads servers: %s', async (_name, root, want) => {
    expect((await read(root)).api.servers.map(({ url }) => url)).toEqual(want);
  });

  it('merges the parameters of a path with those of an operation, which win', async () => {
    const root = document({
      paths: {
        '/a/{id}': {
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string', example: 'p' } },
            { name: 'q', in: 'query', schema: { type: 'string', example: 'path' } },
          ],
          get: {
            parameters: [
              { name: 'q', in: 'query', required: true, schema: { type: 'string', example: 'own' } },
            ],
            responses: {},
          },
        },
      },
    });
    expect(parameters(await read(root))).toEqual([
      { name: 'id', in: 'path', required: true, example: 'p' },
      { name: 'q', in: 'query', required: true, example: 'own' },
    ]);
  });

  it.each<[string, object, unknown]>([
    ['its own example', { example: 'a', schema: { example: 'b' } }, 'a'],
    [
      'the first of its examples',
      { examples: { one: { value: 'x' }, two: { value: 'y' } }, schema: {} },
      'x',
    ],
    ['the example of its schema', { schema: { type: 'string', example: 'b' } }, 'b'],
    ['the default', { schema: { type: 'integer', default: 20 } }, 20],
    ['the first value of an enum', { schema: { type: 'string', enum: ['a', 'b'] } }, 'a'],
    ['a falsy example', { schema: { type: 'integer', example: 0 } }, 0],
    [
      'an example of its content',
      { content: { 'application/json': { schema: { type: 'object', properties: { a: { example: 1 } } } } } },
      { a: 1 },
    ],
    [
      'empty examples and a format',
      { examples: {}, schema: { type: 'string', format: 'date' } },
      '2026-01-15',
    ],
    ['its enum, where the example is not listed', { schema: { enum: ['a', 'b'] }, example: 'A' }, 'a'],
  ])('gives a parameter the value of %s', async (_name, parameter, want) => {
    const found = await read(operation({ parameters: [{ name: 'q', in: 'query', ...parameter }] }));
    expect(parameters(found)).toMatchObject([{ example: want }]);
  });

  it('takes a {name} that nobody declares for a required string', async () => {
    const found = await read(operation({}, { path: '/a/{thingId}' }));
    expect(parameters(found)).toMatchObject([{ name: 'thingId', in: 'path', required: true }]);
    expect(found.diagnostics).toMatchObject([
      { code: 'path-parameter-undeclared', where: { pointer: '/paths/~1a~1{thingId}/get' } },
    ]);
  });

  it.each<[string, JsonObject, unknown]>([
    [
      'the root’s',
      operation({}, { more: { security: [{ token: ['read'] }] } }),
      [{ schemes: [{ name: 'token', scopes: ['read'] }] }],
    ],
    [
      'the operation’s own',
      operation({ security: [{ key: [] }] }, { more: { security: [{ token: [] }] } }),
      [{ schemes: [{ name: 'key', scopes: [] }] }],
    ],
    ['none, explicitly', operation({ security: [] }, { more: { security: [{ token: [] }] } }), []],
    ['none at all', operation({}), undefined],
    [
      'several at once, or none',
      operation({ security: [{ key: [], token: [] }, {}] }),
      [
        {
          schemes: [
            { name: 'key', scopes: [] },
            { name: 'token', scopes: [] },
          ],
        },
        { schemes: [] },
      ],
    ],
  ])('reads security: %s', async (_name, root, want) => {
    const schemes = {
      token: { type: 'http', scheme: 'bearer' },
      key: { type: 'apiKey', in: 'header', name: 'X' },
    };
    expect(first(await read({ ...root, components: { securitySchemes: schemes } })).security).toEqual(want);
  });

  it.each<[string, unknown, unknown]>([
    [
      'properties',
      { type: 'object', properties: { a: { type: 'integer', example: 7 }, b: { type: 'boolean' } } },
      { a: 7, b: true },
    ],
    [
      'allOf',
      {
        allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 2 } } }],
        properties: { c: { const: 3 } },
      },
      { a: 1, b: 2, c: 3 },
    ],
    [
      'oneOf beside properties',
      {
        properties: { kind: { const: 'k' } },
        oneOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 2 } } }],
      },
      { kind: 'k', a: 1 },
    ],
    ['anyOf with null', { anyOf: [{ type: 'null' }, { type: 'string', example: 's' }] }, 's'],
    ['an array', { type: 'array', items: { type: 'string', example: 's' } }, ['s']],
    ['a map', { type: 'object', additionalProperties: { type: 'integer', example: 1 } }, { key: 1 }],
    [
      'readOnly, which requests leave out',
      { properties: { id: { readOnly: true, example: 'r' }, name: { example: 'n' } } },
      { name: 'n' },
    ],
    ['nullable', { properties: { a: { type: 'string', nullable: true, example: null } } }, { a: null }],
  ])('puts a body together from %s', async (_name, schema, want) => {
    expect(sampleOfBody(await read(operation({ requestBody: json(schema) }, { method: 'post' })))).toEqual(
      want,
    );
  });

  it('leaves writeOnly out of responses', async () => {
    const schema = { properties: { password: { writeOnly: true, example: 'p' }, name: { example: 'n' } } };
    expect(sampleOfResponse(await read(operation({ responses: { 200: json(schema) } })))).toEqual({
      name: 'n',
    });
  });

  it('reads what is new in 3.1', async () => {
    const schema = {
      type: 'object',
      $defs: { Name: { type: ['string', 'null'], examples: ['Momo'] } },
      properties: {
        kind: { const: 'pet' },
        name: { $ref: '#/components/schemas/Thing/$defs/Name', description: 'Beside a reference.' },
        pair: {
          prefixItems: [
            { type: 'integer', examples: [3] },
            { type: 'string', examples: ['x'] },
          ],
        },
        size: { type: 'integer', exclusiveMinimum: 4 },
      },
    };
    const root = operation(
      { requestBody: json({ $ref: '#/components/schemas/Thing' }) },
      { method: 'post', version: '3.1.0', more: { components: { schemas: { Thing: schema } } } },
    );
    expect(sampleOfBody(await read(root))).toEqual({ kind: 'pet', name: 'Momo', pair: [3, 'x'], size: 5 });
  });

  it('reads webhooks of 3.1, and none of 3.0', async () => {
    const webhooks = { created: { post: { responses: {} } } };
    expect((await read(document({ webhooks }, '3.1.0'))).api.webhooks.map(({ key }) => key)).toEqual([
      'POST created',
    ]);
    expect((await read(document({ webhooks }))).api.webhooks).toEqual([]);
  });

  it('reads the bodies of Swagger 2.0', async () => {
    const body = await read(
      operation(
        {
          consumes: ['application/json'],
          parameters: [
            {
              in: 'body',
              name: 'b',
              required: true,
              schema: { properties: { a: { type: 'integer', example: 1 } } },
            },
          ],
        },
        { method: 'post', version: '2.0' },
      ),
    );
    expect(first(body).body).toMatchObject({
      required: true,
      contents: [{ type: 'application/json', examples: [{ value: { a: 1 } }] }],
    });
    const form = await read(
      operation(
        {
          consumes: ['multipart/form-data'],
          parameters: [
            { in: 'formData', name: 'file', type: 'file', required: true },
            { in: 'formData', name: 'note', type: 'string' },
          ],
        },
        { method: 'post', version: '2.0' },
      ),
    );
    expect(first(form).body?.contents[0]?.type).toBe('multipart/form-data');
    expect(first(form).body?.contents[0]?.schema).toMatchObject({
      required: ['file'],
      properties: { file: { format: 'binary' }, note: { type: 'string' } },
    });
  });

  it('keeps responses by code, range and default, with all their media types', async () => {
    const found = await read(
      operation({
        responses: { 200: { content: { 'application/json': {}, 'text/csv': {} } }, '4xx': {}, default: {} },
      }),
    );
    expect(
      first(found).responses.map(({ status, contents }) => [status, contents.map(({ type }) => type)]),
    ).toEqual([
      ['200', ['application/json', 'text/csv']],
      ['4XX', []],
      ['default', []],
    ]);
  });

  it('takes a header or a scheme called x-… for one, and an extension of the responses for none', async () => {
    const found = await read(
      document({
        paths: {
          '/a': {
            get: {
              security: [{ 'x-key': [] }],
              responses: { 200: { headers: { 'x-limit': { schema: {} } } }, 'x-note': {} },
            },
          },
        },
        components: { securitySchemes: { 'x-key': { type: 'apiKey', in: 'header', name: 'x-key' } } },
      }),
    );
    expect(first(found).responses).toMatchObject([{ status: '200', headers: [{ name: 'x-limit' }] }]);
    expect(first(found).security).toMatchObject([{ schemes: [{ name: 'x-key' }] }]);
  });

  it.each<[string, JsonObject, string]>([
    [
      'two operations of one operationId',
      document({
        paths: {
          '/a': { get: { operationId: 'x', responses: {} } },
          '/b': { get: { operationId: 'x', responses: {} } },
        },
      }),
      'operation-id-duplicate',
    ],
    [
      'a path parameter without a place',
      operation({ parameters: [{ name: 'x', in: 'path', required: true, schema: {} }] }),
      'path-parameter-unused',
    ],
    [
      'a security scheme that is declared nowhere',
      operation({ security: [{ ghost: [] }] }),
      'security-scheme-unknown',
    ],
    [
      'a security scheme that is declared nowhere, after a requirement that is none',
      operation({ security: ['x', { ghost: [] }] }),
      'security-scheme-unknown',
    ],
    ['a requirement that is none', operation({ security: ['x', {}] }), 'node-invalid'],
    [
      'a form field whose default breaks its schema',
      operation(
        { parameters: [{ in: 'formData', name: 'note', type: 'integer', default: 'one' }] },
        { method: 'post', version: '2.0' },
      ),
      'default-contradicts-schema',
    ],
    [
      'a type that is none',
      operation({ parameters: [{ name: 'q', in: 'query', schema: { type: 'text' } }] }),
      'schema-type-unknown',
    ],
    [
      'an example that breaks its schema',
      operation({ parameters: [{ name: 'q', in: 'query', schema: { type: 'integer', example: 'one' } }] }),
      'example-contradicts-schema',
    ],
    [
      'a default that breaks its schema',
      operation({ parameters: [{ name: 'q', in: 'query', schema: { type: 'integer', default: 'one' } }] }),
      'default-contradicts-schema',
    ],
    ['an empty module', document({}), 'no-operations'],
    ['parameters that are none', operation({ parameters: ['q', null, { name: 'x' }] }), 'node-invalid'],
    ['an operation that is a text', document({ paths: { '/a': { get: 'x' } } }), 'node-invalid'],
    ['a response that is a number', operation({ responses: { 200: 5 } }), 'node-invalid'],
    ['a status that is none', operation({ responses: { fine: {} } }), 'node-invalid'],
    [
      'a schema that is a text',
      operation({ requestBody: json('string') }, { method: 'post' }),
      'node-invalid',
    ],
    [
      'properties that are a list',
      operation({ requestBody: json({ properties: [] }) }, { method: 'post' }),
      'node-invalid',
    ],
  ])('reports %s, at a place that exists', async (_name, root, code) => {
    const { diagnostics, spec } = await read(root);
    expect(diagnostics.map((found) => found.code)).toContain(code);
    for (const { where } of diagnostics)
      expect(nodeAt(spec.document, where?.pointer ?? '/nowhere')).toBeDefined();
  });

  it('takes a document of webhooks alone for what it is, asked for or not', async () => {
    const { paths: _none, ...root } = document(
      { webhooks: { docked: { post: { responses: {} } } } },
      '3.1.0',
    );
    const { value, diagnostics } = normalise(await loaded(root));
    expect(diagnostics).toEqual([]);
    expect(countsWebhooks(value, { webhooks: false })).toBe(true);
    expect(summarise(value, { webhooks: false }).operations).toMatchObject([{ key: 'POST docked' }]);
  });

  it.each<[string, JsonObject, string | undefined]>([
    [
      'the whole address',
      { url: '{inbound_url}', variables: { inbound_url: { default: 'x' } } },
      'inbound_url',
    ],
    ['part of it', { url: 'https://{host}', variables: { host: { default: 'x' } } }, undefined],
  ])('knows the variable of a server that is %s', async (_name, server, want) => {
    const { api } = await read(document({ servers: [server] }));
    expect(api.servers[0]?.variable).toBe(want);
  });

  it('ends circular schemas after one round', async () => {
    const Node = {
      properties: {
        name: { const: 'n' },
        next: { $ref: '#/components/schemas/Node' },
        all: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
      },
    };
    const found = await read(
      operation(
        { requestBody: json({ $ref: '#/components/schemas/Node' }) },
        { method: 'post', more: { components: { schemas: { Node } } } },
      ),
    );
    expect(sampleOfBody(found)).toEqual({ name: 'n', all: [] });
  });

  it('takes __proto__, constructor and toString for names like any other', async () => {
    const names =
      '{"type":"object","properties":{"__proto__":{"const":1},"constructor":{"const":2},"toString":{"const":3}}}';
    const root = JSON.parse(
      `{"openapi":"3.0.3","info":{},"paths":{"/__proto__":{"post":{"tags":["constructor"],"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/__proto__"}}}},"responses":{}}}},"components":{"schemas":{"__proto__":${names}}}}`,
    ) as JsonObject;
    expect(Object.entries(sampleOfBody(await read(root)) as object)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
      ['toString', 3],
    ]);
  });

  it('gives the same model for the same document', async () => {
    const spec = await loaded(
      operation(
        { requestBody: json({ properties: { a: { type: 'string' }, b: { type: 'number' } } }) },
        { method: 'post' },
      ),
    );
    expect(normalise(spec)).toEqual(normalise(spec));
  });
});

describe('summarise', () => {
  const get = { responses: {} };
  const root = document({ paths: { '/a': { get } }, webhooks: { made: { post: get } } }, '3.1.0');

  it.each<[string, { webhooks: boolean; want: readonly object[] }]>([
    ['counts operations', { webhooks: false, want: [{ key: 'GET /a' }] }],
    [
      'and webhooks, where they were asked for',
      { webhooks: true, want: [{ key: 'GET /a' }, { key: 'POST made', webhook: true }] },
    ],
  ])('%s', async (_name, { webhooks, want }) => {
    const { operations } = summarise((await read(root)).api, { webhooks });
    expect(operations).toMatchObject(want);
    expect(operations.length).toBe(want.length);
  });
});
