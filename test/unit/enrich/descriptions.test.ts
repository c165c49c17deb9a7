import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { built, document, operation } from '../built-from.ts';

const described = async (given: JsonObject): Promise<string> =>
  (await built(given)).item.request.description ?? '';
const json = (schema: unknown, more: object = {}): object => ({
  content: { 'application/json': { schema, ...more } },
});
const schemes = {
  components: {
    securitySchemes: {
      agency: { type: 'http', scheme: 'bearer', description: 'An agency token.' },
      user: { type: 'oauth2', flows: {} },
    },
  },
};
const secured = (security: readonly object[]): JsonObject => operation({ security }, { more: schemes });

describe('rules request-description and assembled-description', () => {
  it('say first what the spec says, then the facts, then the body', async () => {
    const given = operation(
      {
        operationId: 'make-thing',
        deprecated: true,
        description: 'Makes a **thing**.\n\nReally.',
        externalDocs: { url: 'https://docs.example/a', description: 'Guide' },
        security: [{ agency: ['things.write'] }],
        requestBody: {
          description: 'The thing.',
          ...json({
            required: ['a'],
            properties: { a: { type: 'string', example: 'x', description: 'Why' } },
          }),
        },
      },
      { method: 'post', more: schemes },
    );
    expect(await described(given)).toBe(
      [
        '**Deprecated.** The provider may remove this operation.',
        'Makes a **thing**.\n\nReally.',
        '**Body:** The thing.',
        [
          '- Operation: `make-thing`',
          '- Scopes: `things.write`',
          '- Token: `agency` (An agency token.)',
          '- More: [Guide](<https://docs.example/a>)',
        ].join('\n'),
        '**Body fields**',
        '- `a` string, required. Why',
      ].join('\n\n'),
    );
  });

  it.each<[string, { given: JsonObject; want: string }]>([
    [
      'one of several tokens',
      {
        given: secured([{ agency: [] }, { user: [] }]),
        want: '- Token: `agency` (An agency token.), or `user`',
      },
    ],
    [
      'tokens that go together',
      {
        given: secured([{ agency: [], user: [] }]),
        want: '- Token: `agency` (An agency token.) with `user`',
      },
    ],
    [
      'a token that may be left out',
      { given: secured([{}, { user: [] }]), want: '- Token: none, or `user`' },
    ],
    ['that it is open', { given: secured([]), want: '- Token: none, the operation is open' }],
    [
      'that the spec names no token',
      {
        given: operation({}),
        want: '- Token: the spec names none; the collection’s is sent'.replace('’', "'"),
      },
    ],
    [
      'that the profile sends none',
      {
        given: operation({}, { path: '/oauth/token', method: 'post' }),
        want: '- Token: none is sent, the operation is open',
      },
    ],
    [
      'that the profile sends none, whatever the spec asks for',
      {
        given: operation(
          { security: [{ user: [] }] },
          { path: '/oauth/token', method: 'post', more: schemes },
        ),
        want: '- Token: none is sent, the operation is open',
      },
    ],
    [
      'what a parameter inside a segment of the path means',
      {
        given: operation(
          {
            parameters: [
              {
                name: 'fmt',
                in: 'path',
                required: true,
                description: 'The *form* of it',
                schema: { enum: ['json', 'xml'] },
              },
              { name: 'id', in: 'path', required: true, description: 'Which', schema: { type: 'string' } },
            ],
          },
          { path: '/reports/{id}/all.{fmt}' },
        ),
        want: '- `fmt` in the path: The \\*form\\* of it. One of `json`, `xml`.',
      },
    ],
    [
      'the scopes of all schemes once',
      { given: secured([{ agency: ['a', 'b'] }, { user: ['b', 'c'] }]), want: '- Scopes: `a`, `b`, `c`' },
    ],
    [
      'a server of its own',
      {
        given: operation({ servers: [{ url: 'https://files.example' }] }),
        want: '- Server of its own in the spec: `https://files.example`',
      },
    ],
    [
      'where an address that no browser may follow leads',
      {
        given: operation({ externalDocs: { url: 'javascript:alert(1)', description: 'Guide' } }),
        want: '- More: Guide javascript:alert(1)',
      },
    ],
  ])('say %s', async (_name, { given, want }) => {
    expect((await described(given)).split('\n')).toContain(want);
  });

  it('say nothing of a server that is the whole API’s', async () => {
    const servers = [{ url: 'https://api.example' }];
    const given = operation({ servers }, { more: { servers } });
    expect(await described(given)).not.toContain('Server of its own');
  });

  it.each<[string, { given: object; want: string }]>([
    [
      'choices',
      {
        given: { properties: { a: { enum: ['x', 'y'] } } },
        want: '- `a` One of `x`, `y`'.replace(' One', '. One'),
      },
    ],
    [
      'an example that the body does not show',
      {
        given: { properties: { a: { type: 'string', enum: ['x'], description: 'Why' } } },
        want: '- `a` string. Why',
      },
    ],
    [
      'fields of fields',
      {
        given: {
          properties: { a: { type: 'object', properties: { b: { type: 'string', description: 'Why' } } } },
        },
        want: '- `a.b` string. Why',
      },
    ],
    [
      'fields of items',
      {
        given: {
          properties: {
            a: {
              type: 'array',
              items: {
                type: 'object',
                properties: { b: { type: 'integer', format: 'int32', description: 'Why' } },
              },
            },
          },
        },
        want: '- `a[].b` integer (int32). Why',
      },
    ],
    [
      'the Markdown of a description, on one line',
      {
        given: {
          properties: {
            a: { type: 'string', description: 'Use `a` or\n[docs](https://x.example) **now**.' },
          },
        },
        want: '- `a` string. Use `a` or [docs](https://x.example) **now**',
      },
    ],
    [
      'what is deprecated',
      {
        given: { properties: { a: { type: 'string', deprecated: true } } },
        want: '- `a` string, deprecated',
      },
    ],
    [
      'what may be null',
      {
        given: { properties: { a: { type: 'string', nullable: true, description: 'Why' } } },
        want: '- `a` string or null. Why',
      },
    ],
    [
      'all branches',
      {
        given: {
          oneOf: [{ properties: { a: { description: 'A' } } }, { properties: { b: { description: 'B' } } }],
        },
        want: '- `b`. B',
      },
    ],
  ])('list of a body’s fields: %s', async (_name, { given, want }) => {
    const text = await described(operation({ requestBody: json(given) }, { method: 'post' }));
    expect(text.split('\n')).toContain(want);
  });

  it('lists every field of two levels, and below them what needs a word', async () => {
    const deep = {
      type: 'object',
      required: ['c'],
      properties: { c: { type: 'string' }, d: { type: 'string' } },
    };
    const b = { type: 'array', items: deep };
    const a = { type: 'object', properties: { b, e: { type: 'boolean' } } };
    const text = await described(
      operation({ requestBody: json({ properties: { a, f: { type: 'number' } } }) }, { method: 'post' }),
    );
    expect(text.split('\n\n').at(-1)).toBe(
      [
        '- `a` object',
        '- `a.b` array of object',
        '- `a.b[].c` string, required',
        '- `a.e` boolean',
        '- `f` number',
      ].join('\n'),
    );
  });

  it('ends a long list, the deepest first, and says how much is left', async () => {
    const some = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, { type: 'string' }]));
    const properties = { top: { type: 'object', properties: some(30) }, ...some(50) };
    const text = await described(operation({ requestBody: json({ properties }) }, { method: 'post' }));
    const lines = text.split('\n').filter((line) => /^- (`|…)/.test(line));
    expect(lines).toHaveLength(61);
    expect(lines.slice(9, 11)).toEqual(['- `top.f8` string', '- `f0` string']);
    expect(lines.at(-1)).toBe('- … and 21 more, see the spec');
  });

  it('lists fields of a cycle once, and none that only the server sets', async () => {
    const node = {
      properties: {
        id: { type: 'string', readOnly: true, description: 'Id' },
        next: { $ref: '#/components/schemas/Node', description: 'Next' },
        name: { type: 'string', description: 'Name' },
      },
    };
    const text = await described(
      operation(
        { requestBody: json({ $ref: '#/components/schemas/Node' }) },
        { method: 'post', more: { components: { schemas: { Node: node } } } },
      ),
    );
    expect(text).not.toContain('`id`');
    expect(text.match(/`name`/g)).toHaveLength(1);
  });

  it('shows the bodies that are not sent: examples, shapes, media types', async () => {
    const examples = { one: { value: { a: 1 } }, two: { summary: 'The other', value: { a: 2 } } };
    const content = {
      'application/json': { schema: {}, examples },
      'text/plain': { example: 'a 3' },
    };
    const text = await described(operation({ requestBody: { content } }, { method: 'post' }));
    expect(text).toContain('The body sent is the example *one*.');
    expect(text).toContain('The other:\n\n```json\n{\n  "a": 2\n}\n```');
    expect(text).toContain('text/plain:\n\n```text\na 3\n```');
  });

  it.each<[string, { given: string; want: string }]>([
    ['a fence', { given: 'So:\n```\ncode', want: 'So:\n```\ncode\n```\n\n- Token' }],
    ['a longer fence', { given: '~~~~\ncode\n~~~', want: '~~~~\ncode\n~~~\n~~~~\n\n- Token' }],
    [
      'a fence in a list, which ends with it',
      { given: '1. ```\n   code', want: '1. ```\n   code\n\n- Token' },
    ],
    [
      'nothing, where a fence is closed',
      { given: '- x\n  ```js\n  code\n  ```', want: '- x\n  ```js\n  code\n  ```\n\n* Token' },
    ],
    ['a comment', { given: 'So:\n<!-- hidden', want: 'So:\n&lt;!-- hidden\n\n- Token' }],
    ['a script', { given: '<script>\nx', want: '&lt;script>\nx\n\n- Token' }],
    [
      'nothing, where HTML is closed',
      { given: '<!-- a -->\n<pre>\nb\n</pre>', want: '<!-- a -->\n<pre>\nb\n</pre>\n\n- Token' },
    ],
    ['a list', { given: 'Does:\n- a\n- b', want: 'Does:\n- a\n- b\n\n* Token' }],
  ])('close what the spec’s text leaves open: %s', async (_name, { given, want }) => {
    expect((await described(operation({ description: given }))).startsWith(want)).toBe(true);
    const withBody = operation({ requestBody: { description: given, ...json({}) } }, { method: 'post' });
    expect(await described(withBody)).toContain(want);
  });
});

describe('a path item', () => {
  const own = { summary: 'Own', description: 'Own words.' };
  it.each<[string, { given: object; want: string }]>([
    [
      'speaks for an operation without a description',
      { given: { summary: 'Own' }, want: 'Path\n\nPath words.' },
    ],
    ['gives its summary as the name', { given: {}, want: 'Path words.' }],
    ['keeps silent for one that has its own', { given: own, want: 'Own words.' }],
  ])('%s', async (_name, { given, want }) => {
    const get = { responses: {}, ...given };
    const paths = { '/a': { summary: 'Path', description: 'Path words.', get } };
    expect((await described(document({ paths }))).split('\n\n- Token')[0]).toBe(want);
  });
});

describe('rule collection-description', () => {
  it('says what it is, of which version, and how to begin', async () => {
    const info = { title: ' Things\n API ', version: '2_1', description: 'All **things**.' };
    const { bundle } = await built(operation({}, { more: { info } }));
    expect(bundle.name).toBe('Things API');
    expect(bundle.description).toMatch(/^All \*\*things\*\*\.\n\nVersion 2\\_1 of the spec\. /);
    for (const name of ['base_url', 'access_token', 'location_id'])
      expect(bundle.description).toContain(`\`${name}\``);
  });

  it.each<[string, { given: object; want: readonly string[] }]>([
    ['a summary', { given: { info: { summary: 'All *at* once' } }, want: ['All \\*at\\* once'] }],
    [
      'whom to ask',
      {
        given: { info: { contact: { name: 'Jo_', email: 'jo@x.io', url: 'https://x.io' } } },
        want: ['Contact: Jo\\_, jo@x.io, [https://x.io](<https://x.io>)'],
      },
    ],
    [
      'a licence and terms',
      {
        given: {
          info: { license: { name: 'MIT', url: 'https://mit.io' }, termsOfService: 'javascript:alert(1)' },
        },
        want: ['License: [MIT](<https://mit.io>)', 'Terms of service: javascript:alert(1)'],
      },
    ],
    [
      'a licence without an address',
      { given: { info: { license: { identifier: 'MIT' } } }, want: ['License: MIT'] },
    ],
    [
      'where to read more',
      {
        given: { externalDocs: { url: 'https://x.io/docs', description: 'The [docs]' } },
        want: ['Documentation: [The \\[docs\\]](<https://x.io/docs>)'],
      },
    ],
  ])('says %s', async (_name, { given, want }) => {
    const { bundle } = await built(operation({}, { more: { info: { title: 'T' }, ...given } }));
    expect(bundle.description.split('\n\n').slice(0, -1)).toEqual(want);
  });

  it('lists the servers of the spec, their variables filled in', async () => {
    const servers = [
      {
        url: 'https://{region}.example.com:{port}/v1',
        description: 'By *region*',
        variables: { region: { default: 'eu' }, port: { enum: ['8443'], default: '8443' } },
      },
      { url: 'https://test.example.com' },
    ];
    const { bundle } = await built(operation({}, { more: { servers } }));
    expect(bundle.description.split('\n')).toContain(
      'Servers in the spec: `https://eu.example.com:8443/v1` (By \\*region\\*), `https://test.example.com`',
    );
  });

  it('never cuts a title through a character', async () => {
    const { bundle } = await built(
      operation({}, { more: { info: { title: '😀'.repeat(100), version: '' } } }),
    );
    expect(bundle.name).toBe(`${'😀'.repeat(79)}…`);
  });
});
