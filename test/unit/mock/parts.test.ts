import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entityStore } from '../../../src/mock/entity-store.ts';
import { formParts } from '../../../src/mock/form-parts.ts';
import { mintId } from '../../../src/mock/mint-id.ts';
import { seededRandom } from '../../../src/mock/random.ts';
import { readMultipart, readUrlencoded } from '../../../src/mock/read-form.ts';
import { negotiate, successOf } from '../../../src/mock/success-answer.ts';
import { operation, read } from '../built-from.ts';
import { shop } from './shop.ts';

describe('mintId', () => {
  it.each<[string | number, RegExp]>([
    ['c8LmP3xRv6TqWn1ZkYbF', /^[a-z]\d[A-Z][a-z][A-Z]\d/],
    [
      '6f1c2a9e-4b7d-4e55-9c3a-0d8e7f615b24',
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/,
    ],
    ['507f1f77bcf86cd799439011', /^[0-9a-f]{24}$/],
    ['cus_9s6XKzkNRiz8i3', /^cus_\d[a-z]\d[A-Z]/],
    [4711, /^[1-9]\d{3}$/],
  ])('makes one like %s', (example, like) => {
    const id = mintId(example, seededRandom(1), () => false);
    expect([typeof id, String(id)]).toEqual([typeof example, expect.stringMatching(like)]);
    expect(id).not.toBe(example);
  });

  it('makes a longer one when all of the kind are taken', () => {
    expect(mintId('7', seededRandom(1), (id) => id.length === 1)).toMatch(/^\d{7}$/);
  });
});

describe('entityStore', () => {
  const entity = (id: string, size = 0) => ({
    id,
    resource: { kind: 'item', collection: 'items', module: 'shop' },
    place: 'items',
    fields: { text: 'x'.repeat(size) },
  });

  it('lets the oldest go when there are too many, or too large ones', () => {
    const store = entityStore({ entries: 3, size: 1_000 });
    for (const id of ['1', '2', '3', '4']) store.add(entity(id));
    expect(store.list('items').map(({ id }) => id)).toEqual(['4', '3', '2']);
    store.add(entity('5', 980));
    expect(store.list('items').map(({ id }) => id)).toEqual(['5']);
    expect(store.made('4')).toBeUndefined();
  });

  it('does not bring back what was deleted', () => {
    const store = entityStore();
    store.add(entity('1'));
    store.remove(entity('1'));
    store.update(entity('1'));
    expect(store.made('1')?.deleted).toBe(true);
    expect(store.list('items')).toEqual([]);
  });
});

describe('a form', () => {
  it('is read, or said to be none, whatever it holds', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, fc.string(), (body, type) => {
        const fields = readMultipart(body, `multipart/form-data; boundary=${type}`);
        return typeof fields === 'string' || Array.isArray(fields);
      }),
    );
  });

  it('gives back the names and texts that were put in', () => {
    const token = fc.stringMatching(/^[a-zA-Z0-9 ä€]{1,20}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(token, token)), (pairs) => {
        const body = pairs.map(
          ([name, text]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
        );
        const fields = readMultipart(
          Buffer.from(`${body.join('')}--b--\r\n`),
          'multipart/form-data; boundary=b',
        );
        expect(fields).toEqual(pairs.map(([name, text]) => ({ name, text, isFile: false })));
      }),
    );
  });
});

describe('formParts', () => {
  const text = { type: 'string' };
  const schema = {
    type: 'object',
    properties: {
      meta: { type: 'object', properties: { k: text, n: { type: 'object', properties: { z: text } } } },
      expand: { type: 'array', items: { type: 'integer' } },
      card: { type: 'object', properties: { number: text, year: { type: 'integer' } } },
      note: text,
    },
  };
  const encoding = { meta: { style: 'deepObject', explode: true }, expand: { style: 'deepObject' } };
  it.each<[string, { given: string; want: object }]>([
    ['a deep object', { given: 'meta[k]=v&meta[n][z]=1', want: { meta: { k: 'v', n: { z: '1' } } } }],
    ['a deep list', { given: 'expand[0]=1&expand[1]=2', want: { expand: [1, 2] } }],
    ['a list without numbers', { given: 'expand[]=1&expand[]=x', want: { expand: [1, 'x'] } }],
    ['an exploded object', { given: 'number=42&year=2030', want: { card: { number: '42', year: 2030 } } }],
    ['what is no part', { given: 'note=n&other[a]=1&meta=x', want: {} }],
    [
      'names of the prototype',
      { given: 'meta[__proto__][a]=1', want: { meta: JSON.parse('{"__proto__":{"a":"1"}}') } },
    ],
  ])('reads back %s', (_name, { given, want }) => {
    expect(formParts(readUrlencoded(Buffer.from(given)), encoding, schema, {})).toEqual(want);
  });

  it('takes any name', () => {
    const name = fc.stringMatching(/^meta[[\]a0]{0,80}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        const fields = pairs.map(([key, value]) => ({ name: key, text: value, isFile: false }));
        expect(() => JSON.stringify(formParts(fields, encoding, schema, {}))).not.toThrow();
      }),
    );
  });
});

describe('the mock', () => {
  it('has an answer for whatever is asked', async () => {
    const send = await shop();
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE');
    const target = fc.oneof(
      fc.string().map((text) => `/${text.replaceAll(' ', '')}`),
      fc.webUrl({ withQueryParameters: true }),
      fc.constantFrom(
        '/items/?locationId=l',
        '/items/__proto__',
        '/items/It5XvL0rBn8QwJ3yGzHc',
        '//',
        '*',
        '',
      ),
    );
    fc.assert(
      fc.property(method, target, fc.json(), (verb, path, body) => {
        const { status } = send(`${verb} ${path}`, { body });
        return status >= 200 && status < 500;
      }),
    );
  });
});

describe('a success', () => {
  const content = { 'application/json': { example: { a: 1 } }, 'text/csv': {}, 'image/*': {} };
  const headers = { 'X-Total': { schema: { type: 'integer' }, example: 3 }, 'X-Bad\r\n': {}, Date: {} };

  it('is the first that is documented, with the headers that can be sent', async () => {
    const responses = {
      404: { description: 'no' },
      201: { description: 'ok', headers },
      202: { description: 'later' },
    };
    const { api } = await read(operation({ responses }));
    const [only] = api.operations;
    expect(only && successOf(only, api.schemas)).toEqual({
      status: 201,
      headers: { 'X-Total': '3' },
      contents: [],
    });
  });

  it.each<[string, string]>([
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['text/*;q=0.5, image/png', 'image/png'],
    ['application/json;q=0, audio/wav', 'application/json'],
  ])('for Accept: %s comes as %s', async (accept, type) => {
    const { api } = await read(operation({ responses: { 200: { description: 'ok', content } } }));
    const [only] = api.operations;
    const contents = only ? successOf(only, api.schemas).contents : [];
    expect(negotiate(contents, accept)?.type).toBe(type);
  });

  it('is written as the XML that its schema describes', async () => {
    const schema = {
      type: 'object',
      xml: { name: 'pet' },
      properties: {
        id: { type: 'integer', xml: { attribute: true }, example: 7 },
        tags: { type: 'array', xml: { wrapped: true }, items: { type: 'string', example: 'a<b' } },
      },
    };
    const { api } = await read(
      operation({ responses: { 200: { description: 'ok', content: { 'application/xml': { schema } } } } }),
    );
    const [only] = api.operations;
    expect(only && successOf(only, api.schemas).contents[0]?.bytes).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<pet id="7">',
        '  <tags>',
        '    <tags>a&lt;b</tags>',
        '  </tags>',
        '</pet>',
      ].join('\n'),
    );
  });
});
