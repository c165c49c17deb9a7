import { describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { built, document } from '../built-from.ts';

const ok = { responses: { 200: { description: 'ok' } } };
const named = (summary: string, tags: readonly string[] = [], more: object = {}): object => ({
  summary,
  tags,
  ...ok,
  ...more,
});
const namesOf = async (root: JsonObject): Promise<readonly string[]> =>
  (await built(root)).bundle.requests.map(({ item }) => item.name);

describe('rule names', () => {
  it.each<[string, { given: object; want: readonly string[] }]>([
    ['the summary', { given: { '/a': { get: named(' Other\n thing ') } }, want: ['Other thing'] }],
    [
      'else the operation id',
      { given: { '/a': { get: { operationId: 'updateThing_byId', ...ok } } }, want: ['Update thing by id'] },
    ],
    ['else the key', { given: { '/a': { get: ok } }, want: ['GET /a'] }],
    [
      'a mark on what is deprecated',
      { given: { '/a': { get: named('Old', [], { deprecated: true }) } }, want: ['Old (deprecated)'] },
    ],
    [
      'one mark only',
      {
        given: { '/a': { get: named('Old [Deprecated]', [], { deprecated: true }) } },
        want: ['Old [Deprecated]'],
      },
    ],
    [
      'the key where two are called the same',
      {
        given: { '/a': { get: named('Get it'), post: named('Get it') } },
        want: ['Get it (GET /a)', 'Get it (POST /a)'],
      },
    ],
    [
      'a sentence its end after what is added',
      {
        given: {
          '/a': { get: named('Get it.') },
          '/b': { get: named('Get it.') },
          '/c': { get: named('And so on...', [], { deprecated: true }) },
          '/d': { get: named('Keep it.') },
        },
        want: ['Get it (GET /a)', 'Get it (GET /b)', 'And so on... (deprecated)', 'Keep it.'],
      },
    ],
    [
      'no more than fits',
      { given: { '/a': { get: named('x'.repeat(300)) } }, want: [`${'x'.repeat(159)}…`] },
    ],
  ])('gives %s', async (_name, { given, want }) => {
    expect(await namesOf(document({ paths: given }))).toEqual(want);
  });

  it.each<[string, object]>([
    [
      'a name that is another’s made unique',
      { '/a': { get: named('X'), post: named('X') }, '/b': { get: named('X (GET /a)') } },
    ],
    [
      'a name that is another’s marked',
      { '/a': { get: named('X', [], { deprecated: true }) }, '/b': { get: named('X (deprecated)') } },
    ],
    [
      'names that differ beyond what fits',
      { '/a': { get: named(`${'x'.repeat(200)}1`), post: named(`${'x'.repeat(200)}2`) } },
    ],
  ])('tells apart: %s', async (_name, paths) => {
    const names = await namesOf(document({ paths }));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('rule folders', () => {
  const shelf = async (root: JsonObject): Promise<readonly (readonly [string, string | undefined])[]> => {
    const { bundle } = await built(root);
    const names = new Map(bundle.folders.map(({ id, name }) => [id, name]));
    return bundle.requests.map(({ item, folder }) => [item.name, names.get(folder ?? '')]);
  };
  const paths = {
    '/a': { get: named('A', ['First', 'Second']) },
    '/b': { get: named('B', ['Second']) },
    '/c': { get: named('C', ['Undeclared']) },
    '/d': { get: named('D') },
  };
  const tags = [
    { name: 'Second', description: 'Two.' },
    { name: 'Unused' },
    { name: 'First', description: 'One.' },
  ];

  it('stand in the order of the tags, with their descriptions; unused ones do not', async () => {
    const { bundle } = await built(document({ tags, paths }));
    expect(bundle.folders.map(({ name, description }) => [name, description])).toEqual([
      ['Second', 'Two.'],
      ['First', 'One.'],
      ['Undeclared', ''],
    ]);
  });

  it('say where to read more', async () => {
    const more = [
      { name: 'First', description: 'One.', externalDocs: { url: 'https://x.io/t', description: 'T*' } },
    ];
    const { bundle } = await built(document({ tags: more, paths }));
    expect(bundle.folders[0]?.description).toBe('One.\n\nMore: [T\\*](<https://x.io/t>)');
  });

  it('hold each operation once, under its first tag; without one it stands at the root', async () => {
    expect(await shelf(document({ tags, paths }))).toEqual([
      ['B', 'Second'],
      ['A', 'First'],
      ['C', 'Undeclared'],
      ['D', undefined],
    ]);
  });

  it.each(['__proto__', 'webhook', ' spaced\nout ', 'a/b'])('may be called %j', async (tag) => {
    const want = tag.replaceAll(/\s+/g, ' ').trim();
    expect(await shelf(document({ paths: { '/a': { get: named('A', [tag]) } } }))).toEqual([['A', want]]);
  });
});

describe('rule order', () => {
  it('is list, create, get, update, actions, delete inside a folder, and the spec’s among equals', async () => {
    const item = { delete: named('Delete'), put: named('Update'), get: named('Get'), post: named('Act') };
    const given = document({
      paths: {
        '/things/{thingId}/publish': { post: named('Publish') },
        '/things/{thingId}': item,
        '/things': { post: named('Make'), get: named('List') },
      },
    });
    expect(await namesOf(given)).toEqual(['List', 'Make', 'Get', 'Update', 'Publish', 'Act', 'Delete']);
  });

  it.each<[string, { given: object; want: readonly string[] }]>([
    [
      'a POST on what has items creates',
      { given: { '/things': { post: ok }, '/things/{id}': { get: ok } }, want: ['create', 'get'] },
    ],
    [
      'a POST that says so creates',
      { given: { '/things/new': { post: named('Create thing') } }, want: ['create'] },
    ],
    ['any other POST is an action', { given: { '/things/{id}/send': { post: ok } }, want: ['action'] }],
    [
      'a trailing slash changes nothing',
      { given: { '/things/': { post: ok }, '/things/{id}': { get: ok } }, want: ['create', 'get'] },
    ],
    [
      'PATCH and PUT update',
      { given: { '/things/{id}': { patch: ok, put: ok } }, want: ['update', 'update'] },
    ],
    ['HEAD and GET read', { given: { '/things': { head: ok, get: ok } }, want: ['list', 'list'] }],
    ['OPTIONS acts', { given: { '/things': { options: ok } }, want: ['action'] }],
  ])('%s', async (_name, { given, want }) => {
    const { bundle } = await built(document({ paths: given }));
    expect(bundle.requests.map(({ kind }) => kind)).toEqual(want);
  });
});

describe('rule webhooks', () => {
  const event = {
    post: {
      tags: ['Things'],
      summary: 'Thing made',
      operationId: 'thingMade',
      description: 'Somebody made it.',
      requestBody: { content: { 'application/json': { schema: { properties: { id: { example: 'c' } } } } } },
      responses: { 200: { description: 'Taken.' } },
    },
  };
  const root = document(
    { paths: { '/a': { get: named('A', ['Webhooks']) } }, webhooks: { made: event } },
    '3.1.0',
  );

  it('go to the receiver, without the token, in a folder of their own', async () => {
    const { bundle } = await built(root, { webhooks: true });
    const sent = bundle.requests.find(({ item }) => item.name === 'Thing made');
    expect(sent?.item.request).toMatchObject({
      auth: { type: 'noauth' },
      method: 'POST',
      url: { raw: '{{webhook_url}}', host: ['{{webhook_url}}'] },
      body: { raw: '{\n  "id": "c"\n}' },
    });
    expect(bundle.folders.map(({ name }) => name)).toEqual(['Webhooks', 'Webhooks']);
    expect(sent?.folder).toBe(bundle.folders[1]?.id);
    expect(sent?.item.request.description).toBe(
      'Somebody made it.\n\n- Operation: `thingMade`\n- Webhook: `made`, which the API sends to your receiver\n\n**Body fields**\n\n- `id`',
    );
    expect(bundle.folders[1]?.description).toContain('`webhook_url`');
  });

  it('declare the receiver, and a path parameter of that name gets another', async () => {
    const taken = document(
      { paths: { '/hooks/{webhookUrl}': { get: ok } }, webhooks: { made: event } },
      '3.1.0',
    );
    const { bundle } = await built(taken, { webhooks: true });
    expect(bundle.variables.map(({ key }) => key)).toEqual(['hook_webhook_url', 'webhook_url']);
  });

  it.each([
    ['one that the spec names', '{inbound_url}', 'inbound_url'],
    ['not the API', '{base_url}', 'webhook_url'],
    ['nothing that may be a secret', '{access_token}', 'webhook_url'],
    ['nothing whose name could be anything', '{Some name}', 'webhook_url'],
    ['no fixed address', 'https://elsewhere.example', 'webhook_url'],
  ])('go to a variable of their own: %s', async (_case, url, want) => {
    const hook = { post: { ...event.post, servers: [{ url, variables: {} }] } };
    const { bundle, item } = await built(document({ webhooks: { made: hook } }, '3.1.0'), { webhooks: true });
    expect(item.request.url.raw).toBe(`{{${want}}}`);
    expect(bundle.variables).toMatchObject([{ key: want, value: 'http://127.0.0.1:8080' }]);
  });

  it('alone have the folders of their tags, no auth at the root either, and no header of the profile', async () => {
    const profile = { ...hoopai, headers: [{ name: 'X-Key', action: 'set' as const, value: '{{key}}' }] };
    const { bundle, item } = await built(document({ webhooks: { made: event } }, '3.1.0'), {
      webhooks: true,
      profile,
    });
    expect(bundle.folders.map(({ name }) => name)).toEqual(['Things']);
    expect(bundle.auth).toEqual({ type: 'noauth' });
    expect(item.request.header.map(({ key }) => key)).toEqual(['Content-Type']);
    expect(bundle.description).toContain('`webhook_url`');
  });

  it('are left out unless asked for', async () => {
    const { bundle } = await built(root);
    expect([bundle.requests.length, bundle.variables.length]).toEqual([1, 0]);
  });
});
