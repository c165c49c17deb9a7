import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/model/collection.ts';
import { built, operation } from '../built-from.ts';

const json = (schema: unknown, more: object = {}): object => ({
  content: { 'application/json': { schema, ...more } },
});
const form = (type: string, schema: object, more: object = {}): object => ({
  content: { [type]: { schema, ...more } },
});
const post = async (requestBody: object, more: object = {}): Promise<Item> =>
  (await built(operation({ requestBody, ...more }, { method: 'post' }))).item;
const rawOf = ({ request }: Item): unknown =>
  request.body?.mode === 'raw' ? JSON.parse(request.body.raw) : request.body;
const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

describe('rule body, as JSON', () => {
  it.each<[string, { given: object; want: unknown }]>([
    [
      'the documented example',
      { given: json({ properties: { a: { example: 1 } } }, { example: { a: 2 } }), want: { a: 2 } },
    ],
    [
      'the first of several examples',
      {
        given: json({}, { examples: { one: { value: { a: 1 } }, two: { value: { a: 2 } } } }),
        want: { a: 1 },
      },
    ],
    [
      'one put together',
      { given: json({ properties: { a: { example: 1 }, b: { enum: ['x'] } } }), want: { a: 1, b: 'x' } },
    ],
    [
      'one without what is read only',
      {
        given: json({ properties: { id: { readOnly: true, example: 'i' }, a: { example: 1 } } }),
        want: { a: 1 },
      },
    ],
    [
      'one with the nulls that are meant',
      {
        given: json({
          properties: {
            a: { type: 'string', nullable: true, example: null },
            b: { type: 'integer', nullable: true, default: null },
            c: { type: 'string', enum: [null, 'x'], nullable: true, example: null },
            d: { allOf: [{ type: 'object' }], nullable: true, default: null },
          },
        }),
        want: { a: null, b: null, c: null, d: null },
      },
    ],
    ['a list', { given: json({ type: 'array', items: { example: 1 } }), want: [1] }],
    ['a documented false', { given: json({}, { example: false }), want: false }],
    ['text', { given: json({ type: 'string', example: 'x' }), want: 'x' }],
    ['a document that the spec writes as text', { given: json({}, { example: '{"a": 1}' }), want: { a: 1 } }],
    [
      'names out of the object prototype',
      {
        given: json({}, { example: JSON.parse('{"__proto__": 1, "constructor": 2}') }),
        want: JSON.parse('{"__proto__": 1, "constructor": 2}'),
      },
    ],
    [
      'JSON where several media types are offered',
      {
        given: {
          content: { 'text/plain': { example: 'x' }, 'application/vnd.api+json': { example: { a: 1 } } },
        },
        want: { a: 1 },
      },
    ],
  ])('is %s', async (_name, { given, want }) => {
    const item = await post(given);
    expect(rawOf(item)).toEqual(want);
    expect(item.request.body).toMatchObject({ options: { raw: { language: 'json' } } });
  });
});

describe('rule body, in other modes', () => {
  it.each<[string, { given: object; want: object }]>([
    [
      'text',
      {
        given: { content: { 'text/plain': { example: 'a\nb' } } },
        want: { mode: 'raw', raw: 'a\nb', options: { raw: { language: 'text' } } },
      },
    ],
    [
      'XML',
      {
        given: { content: { 'application/xml': { example: { a: '<1>', b: [1, 2] } } } },
        want: {
          mode: 'raw',
          raw: '<?xml version="1.0" encoding="UTF-8"?>\n<body>\n  <a>&lt;1&gt;</a>\n  <b>1</b>\n  <b>2</b>\n</body>',
          options: { raw: { language: 'xml' } },
        },
      },
    ],
    [
      'fields: optional ones disabled, with their description',
      {
        given: form(URLENCODED, {
          required: ['a'],
          properties: {
            a: { example: 'x', description: 'Why.' },
            b: { example: 2 },
            c: { example: ['p', 'q'] },
          },
        }),
        want: {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'a', value: 'x', description: 'Why.' },
            { key: 'b', value: '2', disabled: true },
            { key: 'c', value: 'p', disabled: true },
            { key: 'c', value: 'q', disabled: true },
          ],
        },
      },
    ],
    [
      'fields of which none is required: all sent',
      {
        given: form(URLENCODED, { properties: { a: { example: 'x' } } }),
        want: { mode: 'urlencoded', urlencoded: [{ key: 'a', value: 'x' }] },
      },
    ],
    [
      'a field that is an empty list: there, disabled',
      {
        given: form(URLENCODED, { properties: { a: { example: [] }, b: { example: 'x' } } }),
        want: {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'a', value: '', disabled: true },
            { key: 'b', value: 'x' },
          ],
        },
      },
    ],
    [
      'a field that is null: there, disabled unless it is required',
      {
        given: form(URLENCODED, {
          required: ['a'],
          properties: { a: { example: null }, b: { type: 'string', nullable: true, default: null } },
        }),
        want: {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'a', value: '' },
            { key: 'b', value: '', disabled: true },
          ],
        },
      },
    ],
    [
      'fields of a deep object and a deep list, each with the description and the state of its property',
      {
        given: form(
          URLENCODED,
          {
            required: ['meta'],
            properties: {
              meta: { type: 'object', description: 'Why.', example: { k: 'v', n: { z: 'zz' } } },
              expand: { type: 'array', example: ['p', 'q'] },
            },
          },
          {
            encoding: {
              meta: { style: 'deepObject', explode: true },
              expand: { style: 'deepObject', explode: true },
            },
          },
        ),
        want: {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'meta[k]', value: 'v', description: 'Why.' },
            { key: 'meta[n][z]', value: 'zz', description: 'Why.' },
            { key: 'expand[0]', value: 'p', disabled: true },
            { key: 'expand[1]', value: 'q', disabled: true },
          ],
        },
      },
    ],
    [
      'fields of an object by its style: form and exploded, form, JSON',
      {
        given: form(
          URLENCODED,
          {
            properties: {
              plain: { type: 'object', example: { a: 'x', b: 2 } },
              joined: { type: 'object', example: { c: 'x', d: 2 } },
              json: { type: 'object', example: { e: 1 } },
              nested: { type: 'object', example: { f: { g: 1 } } },
              list: { type: 'array', example: ['p', 'q'] },
            },
          },
          {
            encoding: {
              joined: { explode: false },
              json: { contentType: 'application/json' },
              list: { style: 'pipeDelimited' },
            },
          },
        ),
        want: {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'a', value: 'x' },
            { key: 'b', value: '2' },
            { key: 'joined', value: 'c,x,d,2' },
            { key: 'json', value: '{"e":1}' },
            { key: 'nested', value: '{"f":{"g":1}}' },
            { key: 'list', value: 'p|q' },
          ],
        },
      },
    ],
    [
      'parts: a file, a list, an object, one with a type of its own',
      {
        given: form(
          MULTIPART,
          {
            required: ['file'],
            properties: {
              file: { type: 'string', format: 'binary', description: 'Which.' },
              tags: { example: ['p', 'q'] },
              meta: { type: 'object', example: { a: 1 } },
              page: { example: '<p>' },
              none: { type: 'array', example: [] },
            },
          },
          { encoding: { page: { contentType: 'text/html' } } },
        ),
        want: {
          mode: 'formdata',
          formdata: [
            { key: 'file', type: 'file', src: null, description: 'Which.' },
            { key: 'tags', value: 'p', type: 'text', disabled: true },
            { key: 'tags', value: 'q', type: 'text', disabled: true },
            { key: 'meta', value: '{"a":1}', type: 'text', disabled: true, contentType: 'application/json' },
            { key: 'page', value: '<p>', type: 'text', disabled: true, contentType: 'text/html' },
            { key: 'none', value: '', type: 'text', disabled: true },
          ],
        },
      },
    ],
    [
      'several files in one field',
      {
        given: form(MULTIPART, {
          properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
        }),
        want: { mode: 'formdata', formdata: [{ key: 'files', type: 'file', src: null }] },
      },
    ],
    [
      'a file',
      {
        given: form('application/octet-stream', { type: 'string', format: 'binary' }),
        want: { mode: 'file', file: { src: null } },
      },
    ],
    ['an image', { given: { content: { 'image/png': {} } }, want: { mode: 'file', file: { src: null } } }],
  ])('is %s', async (_name, { given, want }) => {
    expect((await post(given)).request.body).toEqual(want);
  });

  it.each<[string, { given: object; want: string | undefined }]>([
    ['a file of its media type', { given: { content: { 'image/png': {} } }, want: 'image/png' }],
    [
      'fields of theirs',
      { given: form(URLENCODED, { properties: { a: { example: 'x' } } }), want: URLENCODED },
    ],
    [
      'JSON with its parameters',
      {
        given: { content: { 'application/json; charset=utf-8': { example: {} } } },
        want: 'application/json; charset=utf-8',
      },
    ],
  ])('announces %s', async (_name, { given, want }) => {
    const { header } = (await post(given)).request;
    expect(header.find(({ key }) => key === 'Content-Type')?.value).toBe(want);
  });

  it.each<[string, { given: string; want: object | undefined }]>([
    ['GET, which Postman would send without', { given: 'get', want: { disableBodyPruning: true } }],
    ['DELETE, which it sends', { given: 'delete', want: undefined }],
  ])('goes along with %s', async (_name, { given, want }) => {
    const { item } = await built(
      operation({ requestBody: json({}, { example: { a: 1 } }) }, { method: given }),
    );
    expect(rawOf(item)).toEqual({ a: 1 });
    expect(item.protocolProfileBehavior).toEqual(want);
  });

  it.each<[string, { given: object }]>([
    ['none where the operation takes none', { given: {} }],
    ['none where the spec names no media type', { given: { requestBody: { content: {} } } }],
  ])('is %s', async (_name, { given }) => {
    expect((await built(operation(given, { method: 'post' }))).item.request.body).toBeUndefined();
  });
});

describe('rule body-variables', () => {
  const account = { type: 'string', example: 'L' };
  it.each<[string, { given: object; want: unknown }]>([
    [
      'the account at the top',
      {
        given: json({ properties: { locationId: account, a: { example: 1 } } }),
        want: { locationId: '{{location_id}}', a: 1 },
      },
    ],
    [
      'the account further down, and in lists',
      {
        given: json({}, { example: { a: { location_id: 'L' }, b: [{ locationId: 'L' }] } }),
        want: { a: { location_id: '{{location_id}}' }, b: [{ locationId: '{{location_id}}' }] },
      },
    ],
    [
      'the account that the example forgot',
      {
        given: json({ properties: { locationId: account } }, { example: { a: 1 } }),
        want: { a: 1, locationId: '{{location_id}}' },
      },
    ],
    [
      'nothing that is read only',
      {
        given: json({ properties: { locationId: { ...account, readOnly: true }, a: { example: 1 } } }),
        want: { a: 1 },
      },
    ],
    [
      'altId where altType can only be location',
      {
        given: json({ properties: { altId: account, altType: { enum: ['location'] } } }),
        want: { altId: '{{location_id}}', altType: 'location' },
      },
    ],
    [
      'a variable of its own for altId where altType may be something else',
      {
        given: json({ properties: { altId: account, altType: { enum: ['location', 'company'] } } }),
        want: { altId: '{{alt_id}}', altType: 'location' },
      },
    ],
    [
      'a field of that name that is no text',
      {
        given: json({
          properties: { locationId: { type: 'array', items: { type: 'string' }, example: ['L'] } },
        }),
        want: { locationId: ['L'] },
      },
    ],
    [
      'an account behind a reference and allOf',
      {
        given: json({
          allOf: [{ properties: { locationId: account } }, { properties: { a: { example: 1 } } }],
        }),
        want: { locationId: '{{location_id}}', a: 1 },
      },
    ],
  ])('holds %s', async (_name, { given, want }) => {
    expect(rawOf(await post(given))).toEqual(want);
  });

  it.each<[string, { given: string }]>([
    ['urlencoded', { given: URLENCODED }],
    ['formdata', { given: MULTIPART }],
  ])('fills and enables the field of a form: %s', async (mode, { given }) => {
    const schema = { required: ['a'], properties: { a: { example: 'x' }, locationId: account } };
    const { body } = (await post(form(given, schema))).request;
    expect(body).toMatchObject({
      mode,
      [mode]: [{ key: 'a' }, { key: 'locationId', value: '{{location_id}}' }],
    });
    expect(JSON.stringify(body)).not.toContain('disabled');
  });

  it('says which value it took the place of', async () => {
    const item = await post(json({ properties: { locationId: account } }));
    expect(item.request.description).toContain('- `{{location_id}}` stands in the body for `L`');
  });
});
