import { describe, expect, it } from 'vitest';
import { collectionFiles } from '../../../../src/emit/v3/collection-files.ts';
import { environmentFile } from '../../../../src/emit/v3/environment-file.ts';
import type {
  Auth,
  Body,
  Collection,
  Folder,
  Item,
  KeyValue,
  SavedExample,
} from '../../../../src/model/collection.ts';
import { frozen } from '../../built-from.ts';

const AT = 'postman/collections/shop';
const URL = { raw: '{{base_url}}/a', host: ['{{base_url}}'], path: ['a'] };
const BEARER: Auth = {
  type: 'bearer',
  bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }],
};

const item = (parts: Partial<Item> = {}, request: Partial<Item['request']> = {}): Item => ({
  id: 'item-id',
  name: 'Get a',
  response: [],
  ...parts,
  request: { method: 'GET', header: [], url: URL, ...request },
});

const example = (parts: Partial<SavedExample> = {}): SavedExample => ({
  id: 'example-id',
  name: 'An a.',
  originalRequest: { method: 'GET', header: [], url: URL },
  status: 'OK',
  code: 200,
  _postman_previewlanguage: 'json',
  header: [],
  cookie: [],
  body: '{}',
  ...parts,
});

const filesOf = (items: Collection['item'], parts: Partial<Collection> = {}) => {
  const info = { _postman_id: 'collection-id', name: 'Shop', description: 'What is sold.', schema: '' };
  const collection = frozen<Collection>({ info, item: items, auth: BEARER, variable: [], ...parts });
  return new Map(collectionFiles(collection, 'shop').map(({ path, content }) => [path, content]));
};

const requestOf = (parts: Partial<Item>, request: Partial<Item['request']> = {}) =>
  filesOf([item(parts, request)]).get(`${AT}/Get a.request.yaml`);

describe('a collection in the newer format', () => {
  it('says of itself what format 2.1 says', () => {
    const files = filesOf([], {
      variable: [
        { key: 'a_id', value: '1', type: 'string', description: 'From *Create a*.' },
        { key: 'b_id', value: '', type: 'string' },
      ],
      event: [
        { listen: 'prerequest', script: { type: 'text/javascript', exec: ['one();', '', '  two();'] } },
      ],
    });
    expect(files.get(`${AT}/.resources/definition.yaml`)).toEqual({
      $kind: 'collection',
      id: 'collection-id',
      name: 'Shop',
      description: 'What is sold.',
      variables: [
        { key: 'a_id', value: '1', description: 'From *Create a*.' },
        { key: 'b_id', value: '' },
      ],
      scripts: [{ type: 'http:beforeRequest', code: 'one();\n\n  two();', language: 'text/javascript' }],
      auth: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          type: 'bearer',
          name: 'bearer auth',
          credentials: { token: '{{access_token}}' },
        },
      ],
    });
  });

  it('is a folder for a folder, in order, with names that are files and names that are none', () => {
    const folder = (name: string, ...inside: Folder['item']): Folder => ({
      id: `folder ${name}`,
      name,
      description: '',
      item: inside,
    });
    const files = filesOf([
      folder('In/out', item(), item({ name: 'get a', response: [example(), example({ name: 'an A.' })] })),
      folder('..', folder('.resources')),
      item(),
    ]);
    expect([...files].map(([path, { name, order }]) => [path.slice(AT.length + 1), name, order])).toEqual([
      ['.resources/definition.yaml', 'Shop', undefined],
      ['In-out/.resources/definition.yaml', 'In/out', 1000],
      ['In-out/Get a.request.yaml', undefined, 1000],
      ['In-out/get a 1.request.yaml', 'get a', 2000],
      ['In-out/.resources/get a 1.resources/examples/An a..example.yaml', undefined, 1000],
      ['In-out/.resources/get a 1.resources/examples/an A. 1.example.yaml', 'an A.', 2000],
      ['-/.resources/definition.yaml', '..', 2000],
      ['-/-resources/.resources/definition.yaml', '.resources', 1000],
      ['Get a.request.yaml', undefined, 3000],
    ]);
  });

  it.each<[string, Auth, object]>([
    ['noauth', { type: 'noauth' }, { type: 'noauth' }],
    ['bearer', BEARER, { type: 'bearer', credentials: { token: '{{access_token}}' } }],
    [
      'apikey',
      {
        type: 'apikey',
        apikey: [
          { key: 'key', value: 'X-Key', type: 'string' },
          { key: 'value', value: '{{key}}', type: 'string' },
        ],
      },
      { type: 'apikey', credentials: { key: 'X-Key', value: '{{key}}' } },
    ],
  ])('signs a request with %s', (_name, auth, want) => {
    expect(requestOf({}, { auth })).toMatchObject({ auth: want });
  });

  it('leaves a request without auth of its own to the collection', () => {
    expect(requestOf({})).not.toHaveProperty('auth');
  });

  it.each<[string, Body, object]>([
    [
      'JSON',
      { mode: 'raw', raw: '{\n  "a": 1\n}', options: { raw: { language: 'json' } } },
      { type: 'json', content: '{\n  "a": 1\n}' },
    ],
    ['text', { mode: 'raw', raw: '' }, { type: 'text', content: '' }],
    [
      'YAML, which Postman has no type for',
      { mode: 'raw', raw: 'a: 1', options: { raw: { language: 'yaml' } } },
      { type: 'text', content: 'a: 1' },
    ],
    [
      'a form',
      { mode: 'urlencoded', urlencoded: [{ key: 'a', value: '1' }] },
      { type: 'urlencoded', content: { a: '1' } },
    ],
    ['an empty form', { mode: 'urlencoded', urlencoded: [] }, { type: 'urlencoded', content: [] }],
    [
      'parts',
      {
        mode: 'formdata',
        formdata: [
          { key: 'a', type: 'text', value: '1', contentType: 'application/json', description: 'One.' },
          { key: 'f', type: 'file', src: null, disabled: true },
        ],
      },
      {
        type: 'formdata',
        content: [
          { type: 'text', key: 'a', value: '1', contentType: 'application/json', description: 'One.' },
          { type: 'file', key: 'f', src: '', disabled: true },
        ],
      },
    ],
    ['a file', { mode: 'file', file: { src: null } }, { type: 'file', content: {} }],
  ])('sends %s', (_name, body, want) => {
    expect(requestOf({}, { body })).toMatchObject({ body: want });
  });

  it.each<[string, readonly KeyValue[], unknown]>([
    ['nothing', [], undefined],
    ['names and values', [{ key: 'A', value: '1' }], { A: '1' }],
    ['a name that objects have', [{ key: '__proto__', value: '1' }], { ['__proto__']: '1' }],
    [
      'one name twice',
      [
        { key: 'A', value: '1' },
        { key: 'A', value: '2' },
      ],
      [
        { key: 'A', value: '1' },
        { key: 'A', value: '2' },
      ],
    ],
    [
      'a number as name, whose place an object would not keep',
      [
        { key: 'A', value: '1' },
        { key: '1', value: '2' },
      ],
      [
        { key: 'A', value: '1' },
        { key: '1', value: '2' },
      ],
    ],
    [
      'what is off, and described',
      [{ key: 'A', value: '1', disabled: true, description: 'An A.' }],
      [{ key: 'A', value: '1', disabled: true, description: 'An A.' }],
    ],
  ])('writes headers and parameters: %s', (_name, entries, want) => {
    const url = { ...URL, query: entries, variable: entries };
    const content = requestOf({}, { header: entries, url });
    const written = ['headers', 'queryParams', 'pathVariables'].map((key) => content?.[key]);
    expect(written).toEqual([want, want, want]);
  });

  it('keeps scripts, and where the examples are', () => {
    const script = (exec: readonly string[]) => ({ type: 'text/javascript' as const, exec });
    const event = [
      { listen: 'prerequest' as const, script: script([]) },
      { listen: 'test' as const, script: script(['a();', 'b();']) },
    ];
    expect(requestOf({ event, response: [example()] })).toMatchObject({
      scripts: [{ type: 'afterResponse', code: 'a();\nb();', language: 'text/javascript' }],
      examples: './.resources/Get a.resources/examples',
    });
  });

  it('keeps a saved example: what was sent, and what came', () => {
    const saved = example({
      code: 422,
      status: 'Unprocessable Entity',
      _postman_previewlanguage: 'auto',
      header: [{ key: 'Content-Type', value: 'text/csv' }],
      body: 'a,b\n',
    });
    const files = filesOf([item({ response: [saved] })]);
    expect(files.get(`${AT}/.resources/Get a.resources/examples/An a..example.yaml`)).toEqual({
      $kind: 'http-example',
      id: 'example-id',
      request: { url: '{{base_url}}/a', method: 'GET' },
      response: {
        statusCode: 422,
        statusText: 'Unprocessable Entity',
        headers: { 'Content-Type': 'text/csv' },
        body: { type: 'text', content: 'a,b\n' },
      },
      order: 1000,
    });
  });
});

it('an environment keeps its id and its values', () => {
  const secret = { key: 'access_token', value: '', type: 'secret', enabled: true } as const;
  const content = { id: 'an-id', name: 'mock', values: [secret], _postman_variable_scope: 'environment' };
  const path = 'environments/mock.postman_environment.json';
  expect(environmentFile({ name: 'mock', path, content: frozen(content as never) })).toEqual({
    path: 'postman/environments/mock.environment.yaml',
    content: { id: 'an-id', name: 'mock', values: [secret] },
  });
});
