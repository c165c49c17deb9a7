import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/model/collection.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { built, document, operation } from '../built-from.ts';

const json = (schema: unknown, more: object = {}) => ({
  content: { 'application/json': { schema, ...more } },
});
const bodyOf = (item: Item): unknown =>
  item.request.body?.mode === 'raw' ? JSON.parse(item.request.body.raw) : item.request.body;
const path = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', example: 'x-1' },
});
const query = (name: string, more: object = {}) => ({
  name,
  in: 'query',
  schema: { type: 'string', example: 'v' },
  ...more,
});
const header = (name: string, schema: object, more: object = {}) => ({ name, in: 'header', schema, ...more });

describe('the URL', () => {
  it.each<[string, JsonObject, string, Record<string, string>]>([
    [
      'a path parameter',
      operation({ parameters: [path('contactId')] }, { path: '/contacts/{contactId}' }),
      '{{base_url}}/contacts/:contactId',
      { contactId: '{{contact_id}}' },
    ],
    [
      'a plain id, named after its resource',
      operation({ parameters: [path('id')] }, { path: '/links/{id}' }),
      '{{base_url}}/links/:id',
      { id: '{{link_id}}' },
    ],
    [
      'a plain id behind a word that says nothing',
      operation({ parameters: [path('id')] }, { path: '/companies/id/{id}' }),
      '{{base_url}}/companies/id/:id',
      { id: '{{company_id}}' },
    ],
    [
      'the account in the path',
      operation({ parameters: [path('locationId')] }, { path: '/locations/{locationId}' }),
      '{{base_url}}/locations/:locationId',
      { locationId: '{{location_id}}' },
    ],
    [
      'the account as a plain id',
      operation({ parameters: [path('id')] }, { path: '/locations/{id}' }),
      '{{base_url}}/locations/:id',
      { id: '{{location_id}}' },
    ],
    [
      'a name that is the token’s',
      operation({ parameters: [path('access_token')] }, { path: '/tokens/{access_token}' }),
      '{{base_url}}/tokens/:access_token',
      { access_token: '{{token_access_token}}' },
    ],
    ['a trailing slash', operation({}, { path: '/contacts/' }), '{{base_url}}/contacts/', {}],
    [
      'a value from a list, as it is',
      operation(
        { parameters: [{ ...path('kind'), schema: { enum: ['sms', 'email'] } }] },
        { path: '/by/{kind}' },
      ),
      '{{base_url}}/by/:kind',
      { kind: 'sms' },
    ],
  ])('holds %s', async (_name, root, raw, variables) => {
    const { url } = (await built(root)).item.request;
    expect(url.raw).toBe(raw);
    expect(Object.fromEntries((url.variable ?? []).map(({ key, value }) => [key, value]))).toEqual(variables);
  });

  it('goes to the environment’s host, whatever the spec and its examples say', async () => {
    const root = operation(
      { servers: [{ url: 'https://evil.example' }] },
      { path: '/a', more: { servers: [{ url: 'https://other.example/v1' }] } },
    );
    expect((await built(root)).item.request.url.host).toEqual(['{{base_url}}']);
  });

  it('declares each variable on the collection, with the spec’s example', async () => {
    const { bundle } = await built(
      operation({ parameters: [path('contactId')] }, { path: '/contacts/{contactId}' }),
    );
    expect(bundle.variables).toMatchObject([{ key: 'contact_id', value: 'x-1' }]);
  });
});

describe('query parameters', () => {
  it.each<[string, readonly object[], readonly object[]]>([
    ['a required one is enabled', [query('a', { required: true })], [{ key: 'a', value: 'v' }]],
    [
      'an optional one is there, disabled',
      [query('a', { description: 'What for.' })],
      [{ key: 'a', value: 'v', disabled: true, description: expect.stringContaining('What for.') }],
    ],
    [
      'the account is enabled though optional',
      [query('locationId')],
      [{ key: 'locationId', value: '{{location_id}}' }],
    ],
    [
      'altId where altType can only be location',
      [
        query('altId', { required: true }),
        query('altType', { required: true, schema: { enum: ['location'] } }),
      ],
      [{ value: '{{location_id}}' }, { value: 'location' }],
    ],
    [
      'an array, one by one',
      [query('a', { required: true, schema: { type: 'array', items: { enum: ['x', 'y'] }, minItems: 2 } })],
      [
        { key: 'a', value: 'x' },
        { key: 'a', value: 'y' },
      ],
    ],
    [
      'an array in one',
      [query('a', { required: true, explode: false, schema: { type: 'array', example: ['x', 'y'] } })],
      [{ key: 'a', value: 'x,y' }],
    ],
    [
      'an object, deep',
      [
        query('a', {
          required: true,
          style: 'deepObject',
          explode: true,
          schema: { properties: { b: { const: 1 } } },
        }),
      ],
      [{ key: 'a[b]', value: '1' }],
    ],
  ])('%s', async (_name, parameters, want) => {
    expect((await built(operation({ parameters }))).item.request.url.query).toMatchObject(want);
  });

  it('altId stays the spec’s where altType may be something else', async () => {
    const altType = query('altType', { required: true, schema: { enum: ['location', 'company'] } });
    const { item } = await built(operation({ parameters: [query('altId', { required: true }), altType] }));
    expect(item.request.url.query?.[0]?.value).not.toBe('{{location_id}}');
  });
});

describe('headers', () => {
  it('hold the operation’s own Version, and no Authorization', async () => {
    const parameters = [
      header('Version', { type: 'string', enum: ['2021-04-15'] }, { required: true }),
      header('authorization', { type: 'string', example: 'Bearer secret-token-123' }),
    ];
    const { item } = await built(operation({ parameters }));
    expect(item.request.header).toMatchObject([{ key: 'Version', value: '2021-04-15' }]);
    expect(JSON.stringify(item)).not.toMatch(/secret-token/i);
  });

  it('say what is sent and what is wanted back', async () => {
    const { item } = await built(
      operation(
        { requestBody: json({ type: 'object' }), responses: { 200: json({ type: 'object' }) } },
        { method: 'post' },
      ),
    );
    expect(item.request.header.map(({ key, value }) => `${key}: ${value}`)).toEqual([
      'Content-Type: application/json',
      'Accept: application/json',
    ]);
  });
});

describe('the body', () => {
  it.each<[string, object, unknown]>([
    ['the documented example', json({ properties: { a: { example: 1 } } }, { example: { a: 2 } }), { a: 2 }],
    [
      'one put together, with the account',
      json({ properties: { locationId: { type: 'string', example: 'L' }, a: { example: 1 } } }),
      { locationId: '{{location_id}}', a: 1 },
    ],
    [
      'one without what is read only',
      json({ properties: { id: { readOnly: true, example: 'i' }, a: { example: 1 } } }),
      { a: 1 },
    ],
    [
      'fields',
      {
        content: {
          'application/x-www-form-urlencoded': {
            schema: { required: ['a'], properties: { a: { example: 'x' }, b: { example: 'y' } } },
          },
        },
      },
      {
        mode: 'urlencoded',
        urlencoded: [
          { key: 'a', value: 'x' },
          { key: 'b', value: 'y' },
        ],
      },
    ],
    [
      'parts and a file',
      {
        content: {
          'multipart/form-data': {
            schema: {
              required: ['file'],
              properties: {
                file: { type: 'string', format: 'binary' },
                meta: { type: 'object', properties: { a: { const: 1 } } },
              },
            },
            encoding: { meta: { contentType: 'application/json' } },
          },
        },
      },
      {
        mode: 'formdata',
        formdata: [
          { key: 'file', type: 'file', src: null },
          { key: 'meta', type: 'text', value: '{"a":1}', contentType: 'application/json' },
        ],
      },
    ],
    [
      'a file',
      { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
      { mode: 'file' },
    ],
  ])('is %s', async (_name, requestBody, want) => {
    const { item } = await built(operation({ requestBody }, { method: 'post' }));
    expect(bodyOf(item)).toMatchObject(want as object);
  });

  it('keeps the platform’s merge tags, and lets Postman fill in nothing else', async () => {
    const example = { text: 'Hi {{contact.name}}, {{access_token}} {{$guid}}' };
    const { item, diagnostics } = await built(
      operation({ requestBody: json({}, { example }) }, { method: 'post' }),
    );
    expect(bodyOf(item)).toEqual({ text: 'Hi {{contact.name}}, { {access_token} } { {$guid} }' });
    expect(diagnostics.map(({ code }) => code)).toEqual(['variable-neutralised', 'variable-neutralised']);
  });
});

describe('saved examples', () => {
  it('are one for each documented response', async () => {
    const responses = {
      200: { description: 'Fine.', ...json({ properties: { a: { example: 1 } } }) },
      '4XX': { description: 'Refused.' },
      default: { description: 'Else.' },
    };
    const { item } = await built(operation({ responses }));
    expect(item.response.map(({ code, name }) => [code, name])).toEqual([
      [200, 'Fine.'],
      [400, 'Refused.'],
      [500, 'Else.'],
    ]);
    expect(item.response[0]).toMatchObject({
      status: 'OK',
      body: '{\n  "a": 1\n}',
      header: [{ key: 'Content-Type', value: 'application/json' }],
    });
    expect(item.response[1]?.body).toBe('');
  });

  it('answer the request as it is sent, without its description and auth', async () => {
    const { item } = await built(
      operation({ parameters: [query('a', { required: true })], responses: { 200: { description: 'ok' } } }),
    );
    const { description: _description, ...request } = item.request;
    expect(item.response[0]?.originalRequest.url).toEqual(request.url);
    expect(item.response[0]?.originalRequest.auth).toBeUndefined();
  });

  it('hold no credential, wherever the spec has one', async () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
    const parameters = [header('Authorization', { type: 'string', example: `Bearer ${token}` })];
    const echoed = json({
      properties: { echoed: { example: token }, headers: { example: { Authorization: `Bearer ${token}` } } },
    });
    const root = operation(
      {
        parameters,
        description: `Send ${token}.`,
        requestBody: json({}, { example: { token } }),
        responses: { 200: { description: 'ok', ...echoed } },
      },
      { method: 'post' },
    );
    const { bundle, diagnostics } = await built(root);
    const { api: _api, ...shown } = bundle;
    const items = shown.requests.map(({ item }) => item);
    expect(JSON.stringify([items, shown.description, shown.variables])).not.toContain(token);
    expect(diagnostics.map(({ code }) => code)).toContain('credential-removed');
  });
});

describe('auth', () => {
  it('stands at the root and nowhere else', async () => {
    const { bundle, item } = await built(
      operation(
        { security: [{ bearer: ['a.read'] }] },
        { more: { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } } },
      ),
    );
    expect(bundle.auth).toEqual({
      type: 'bearer',
      bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }],
    });
    expect(item.request.auth).toBeUndefined();
  });

  it.each<[string, JsonObject]>([
    ['an operation that the spec says is open', operation({ security: [] })],
    ['the token endpoint', operation({}, { path: '/oauth/token', method: 'post' })],
  ])('is none for %s', async (_name, root) => {
    expect((await built(root)).item.request.auth).toEqual({ type: 'noauth' });
  });
});

describe('webhooks', () => {
  it('go to the receiver, without the token', async () => {
    const root = document(
      {
        webhooks: {
          created: { post: { requestBody: json({ properties: { id: { example: 'c' } } }), responses: {} } },
        },
      },
      '3.1.0',
    );
    const { bundle, item } = await built(root, { webhooks: true });
    expect(item.request).toMatchObject({
      auth: { type: 'noauth' },
      url: { host: ['{{webhook_url}}'], raw: '{{webhook_url}}' },
    });
    expect(bundle.folders.map(({ name }) => name)).toEqual(['Webhooks']);
    expect(bundle.variables.map(({ key }) => key)).toContain('webhook_url');
  });
});
