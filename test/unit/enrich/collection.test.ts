import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/enrich/rules/index.ts';
import type { Profile } from '../../../src/model/config.ts';
import { built, document } from '../built-from.ts';

const ok = {
  responses: {
    200: {
      description: 'ok',
      content: { 'application/json': { schema: { properties: { id: { example: 'x' } } } } },
    },
  },
};
const named = (summary: string, tags: readonly string[] = [], more: object = {}) => ({
  summary,
  tags,
  ...ok,
  ...more,
});

describe('names', () => {
  it('are the summaries, made unique and marked', async () => {
    const { bundle } = await built(
      document({
        paths: {
          '/a': { get: named('Get it'), post: named('Get it') },
          '/b': {
            get: named('  Other\n thing ', [], { deprecated: true }),
            put: { operationId: 'updateThing_byId', ...ok },
            patch: ok,
          },
        },
      }),
    );
    expect(bundle.requests.map(({ item }) => item.name).toSorted()).toEqual([
      'Get it (GET /a)',
      'Get it (POST /a)',
      'Other thing (deprecated)',
      'PATCH /b',
      'Update thing by id',
    ]);
  });
});

describe('folders', () => {
  it('follow the spec’s tags, with their descriptions; what has no tag stands at the root', async () => {
    const tags = [
      { name: 'Second', description: 'Two.' },
      { name: 'Unused' },
      { name: 'First', description: 'One.' },
    ];
    const { bundle } = await built(
      document({
        tags,
        paths: {
          '/a': { get: named('A', ['First', 'Second']) },
          '/b': { get: named('B', ['Second']) },
          '/c': { get: named('C', ['Undeclared']) },
          '/d': { get: named('D') },
        },
      }),
    );
    expect(bundle.folders.map(({ name, description }) => [name, description])).toEqual([
      ['Second', 'Two.'],
      ['First', 'One.'],
      ['Undeclared', ''],
    ]);
    expect(
      bundle.requests.map(({ item, folder }) => [
        item.name,
        bundle.folders.find(({ id }) => id === folder)?.name,
      ]),
    ).toEqual([
      ['B', 'Second'],
      ['A', 'First'],
      ['C', 'Undeclared'],
      ['D', undefined],
    ]);
  });

  it('hold list, create, get, update, actions and delete in this order', async () => {
    const item = { delete: named('Delete'), put: named('Update'), get: named('Get'), post: named('Act') };
    const { bundle } = await built(
      document({
        paths: {
          '/things/{thingId}/publish': { post: named('Publish') },
          '/things/{thingId}': item,
          '/things': { post: named('Make'), get: named('List') },
        },
      }),
    );
    expect(bundle.requests.map((request) => request.item.name)).toEqual([
      'List',
      'Make',
      'Get',
      'Update',
      'Publish',
      'Act',
      'Delete',
    ]);
  });
});

describe('links', () => {
  const thing = (body: unknown) => ({
    responses: { 200: { description: 'ok', content: { 'application/json': { example: body } } } },
  });
  const paths = (parts: object) => document({ paths: parts });

  it.each<[string, object, readonly object[]]>([
    [
      'a create and a list at the path before it',
      {
        '/things': { post: thing({ thing: { id: 'i' } }), get: thing({ things: [{ id: 'i' }], total: 1 }) },
        '/things/{thingId}': { get: ok, delete: ok },
      },
      [
        { producer: 'POST /things', path: ['thing', 'id'], creates: true },
        { producer: 'GET /things', path: ['things', 0, 'id'], creates: false },
      ],
    ],
    [
      'one that is called after it',
      {
        '/events/things': { post: { summary: 'Create thing', ...thing({ id: 'i' }) } },
        '/all/{thingId}': { get: ok },
      },
      [{ producer: 'POST /events/things', path: ['id'], creates: true }],
    ],
    [
      'nothing, where no response holds an id',
      { '/things': { post: thing({ done: true }) }, '/things/{thingId}': { get: ok } },
      [],
    ],
    [
      'nothing, where only what needs it could give it',
      { '/things/{thingId}': { get: thing({ id: 'i' }) } },
      [],
    ],
  ])('find %s', async (_name, parts, want) => {
    const { bundle } = await built(paths(parts));
    expect(bundle.links).toMatchObject([{ variable: 'thing_id', sources: want }]);
    expect(bundle.links[0]?.sources.length).toBe(want.length);
  });

  it('are the spec’s own where it has some, and the config’s before all', async () => {
    const created = thing({ id: 'i', other: { key: 'k' } });
    const linked = {
      ...created.responses[200],
      links: {
        Get: { operationId: 'getThing', parameters: { 'path.thingId': '$response.body#/other/key' } },
      },
    };
    const root = paths({
      '/things': { post: { responses: { 200: linked } } },
      '/things/{thingId}': { get: { operationId: 'getThing', ...ok } },
    });
    expect((await built(root)).bundle.links[0]?.sources).toMatchObject([
      { producer: 'POST /things', path: ['other', 'key'], creates: true },
    ]);
    const links = { thing_id: { from: 'POST /things', at: '/id' } };
    expect((await built(root, { links })).bundle.links[0]?.sources).toMatchObject([
      { producer: 'POST /things', path: ['id'] },
    ]);
  });

  it('know what deletes the entity, and tell a person where a value comes from', async () => {
    const { bundle } = await built(
      paths({
        '/things': { post: { summary: 'Make a thing', ...thing({ id: 'i' }) } },
        '/things/{thingId}': { get: { summary: 'Get it', ...ok }, delete: { summary: 'Drop it', ...ok } },
      }),
    );
    expect(bundle.links[0]?.removedBy).toEqual(['DELETE /things/{thingId}']);
    const get = bundle.requests.find(({ item }) => item.name === 'Get it');
    expect(get?.item.request.description).toContain('Needs `{{thing_id}}`: from *Make a thing*');
  });
});

describe('descriptions', () => {
  it('say operation id, scopes, token and more', async () => {
    const components = {
      securitySchemes: { agency: { type: 'http', scheme: 'bearer', description: 'An agency token.' } },
    };
    const { item, bundle } = await built(
      document({
        components,
        paths: {
          '/a': {
            get: {
              operationId: 'get-a',
              description: 'Reads **A**.',
              security: [{ agency: ['a.readonly'] }],
              externalDocs: { url: 'https://docs.example.com/a', description: 'Guide' },
              ...ok,
            },
          },
        },
      }),
    );
    const text = item.request.description ?? '';
    for (const part of [
      'Reads **A**.',
      '`get-a`',
      '`a.readonly`',
      '`agency` (An agency token.)',
      '[Guide](<https://docs.example.com/a>)',
    ])
      expect(text).toContain(part);
    expect(bundle.description).toContain('base_url');
  });

  it('let no text of a spec become a variable or markup', async () => {
    const nasty = 'a | b `c` <script>alert(1)</script> {{access_token}} [x](javascript:alert(1))';
    const { bundle } = await built(
      document({
        paths: {
          '/a': {
            get: {
              operationId: nasty,
              summary: nasty,
              parameters: [{ name: 'q', in: 'query', description: nasty, schema: {} }],
              externalDocs: { url: 'javascript:alert(1)', description: nasty },
              ...ok,
            },
          },
        },
      }),
    );
    const { item } = bundle.requests[0] ?? {};
    expect(JSON.stringify(item)).not.toContain('{{access_token}}');
    const outsideOfCode = item?.request.description?.replaceAll(/``.*?``/g, '') ?? '';
    expect(outsideOfCode).toContain('javascript');
    expect(outsideOfCode).not.toMatch(/(?<!\\)\]\(|(?<!\\)<script/);
  });
});

describe('another profile', () => {
  it.each<[string, Profile['auth'], object]>([
    [
      'apikey',
      { type: 'apikey', in: 'header', name: 'X-Key', value: 'my_key' },
      {
        type: 'apikey',
        apikey: [
          { key: 'key', value: 'X-Key' },
          { key: 'value', value: '{{my_key}}' },
          { key: 'in', value: 'header' },
        ],
      },
    ],
    [
      'basic',
      { type: 'basic', username: 'user', password: 'pass' },
      { type: 'basic', basic: [{ value: '{{user}}' }, { value: '{{pass}}' }] },
    ],
    [
      'oauth2',
      { type: 'oauth2', accessToken: 'tok', headerPrefix: 'Bearer' },
      { type: 'oauth2', oauth2: [{ value: '{{tok}}' }, { value: 'Bearer' }, { value: 'header' }] },
    ],
    ['noauth', { type: 'noauth' }, { type: 'noauth' }],
  ])('gives the collection its auth: %s', async (_name, auth, want) => {
    const profile: Profile = {
      name: 'own',
      baseUrl: { variable: 'host' },
      auth,
      openOperations: [],
      variables: [],
      headers: [{ name: 'X-Client', action: 'set', value: 'postman' }],
    };
    const { bundle, item } = await built(document({ paths: { '/a/{locationId}': { get: ok } } }), {
      profile,
    });
    expect(bundle.auth).toMatchObject(want);
    expect(item.request.url.host).toEqual(['{{host}}']);
    expect(item.request.header).toContainEqual(
      expect.objectContaining({ key: 'X-Client', value: 'postman' }),
    );
    expect(bundle.variables.map(({ key }) => key)).toEqual(['location_id']);
  });
});

describe('the list of rules', () => {
  it('names each once', () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[a-z-]+$/.test(id))).toBe(true);
  });

  it('gives the same bundle twice', async () => {
    const root = document({ paths: { '/a': { get: named('A', ['T']), post: named('B', ['T']) } } });
    expect((await built(root)).bundle).toEqual((await built(root)).bundle);
  });
});
