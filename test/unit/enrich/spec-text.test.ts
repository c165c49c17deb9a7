import { describe, expect, it } from 'vitest';
import type { Bundle } from '../../../src/model/bundle.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { built, document, operation } from '../built-from.ts';

/** What a person gets to see: the bundle without the model that it was made from. */
function shown({ api: _api, requests, ...rest }: Bundle): string {
  return JSON.stringify([rest, requests.map(({ operation: _operation, ...request }) => request)]);
}

const json = (schema: unknown, more: object = {}): object => ({
  content: { 'application/json': { schema, ...more } },
});
const param = (place: string, name: string, text: string): object => ({
  name,
  in: place,
  required: true,
  description: text,
  schema: { type: 'string', example: text },
});
/** One operation that says `text` wherever a spec may say something. */
const saying = (text: string): JsonObject =>
  document({
    info: { title: text, version: text, description: text },
    tags: [{ name: text, description: text }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: text } } },
    paths: {
      '/things/{id}': {
        post: {
          operationId: text,
          summary: text,
          description: text,
          tags: [text],
          security: [{ token: [text] }],
          externalDocs: { url: `https://docs.example/${text}`, description: text },
          servers: [{ url: `https://api.example/${encodeURIComponent(text)}` }],
          parameters: [
            param('path', 'id', text),
            param('query', 'q', text),
            param('query', text, text),
            param('header', 'X-A', text),
            param('cookie', 'c', text),
          ],
          requestBody: {
            description: text,
            ...json(
              { properties: { a: { description: text, enum: [text, 'x'] } } },
              {
                examples: {
                  [text]: { summary: text, value: { a: text } },
                  other: { value: { [text]: text } },
                },
              },
            ),
          },
          responses: {
            200: {
              description: text,
              headers: { 'X-B': { description: text, schema: { example: text } } },
              ...json({}, { example: { a: text } }),
            },
          },
        },
      },
    },
  });

describe('rule spec-text: variables', () => {
  it.each<[string, { given: string; want: readonly string[] }]>([
    ['the token', { given: '{{access_token}}', want: ['access_token'] }],
    ['the token between spaces', { given: '{{ access_token }}', want: ['access_token'] }],
    ['the account', { given: '{{location_id}}', want: ['location_id'] }],
    ['an entity’s', { given: '{{thing_id}}', want: ['thing_id'] }],
    ['a dynamic one', { given: '{{$guid}}', want: ['$guid'] }],
    ['two of them', { given: '{{$guid}}{{base_url}}', want: ['$guid', 'base_url'] }],
  ])('no text of the spec may name %s', async (_name, { given, want }) => {
    const { bundle, diagnostics } = await built(saying(`before ${given} after`));
    const places = shown(bundle).split('before ').slice(1);
    expect(places.length).toBeGreaterThan(20);
    expect(places.filter((place) => place.replaceAll('\\', '').startsWith(given))).toEqual([]);
    const found = diagnostics.filter(({ code }) => code === 'variable-neutralised');
    expect(found.map(({ args }) => ('variable' in args ? args.variable : '')).toSorted()).toEqual(
      want.toSorted(),
    );
  });

  it.each(['{{contact.name}}', '{{ user.firstName }}', '{{custom_values.x}}', '{{unclosed', '{ {x} }'])(
    'the platform’s merge tag %s stays',
    async (tag) => {
      const given = operation({ requestBody: json({}, { example: { text: tag } }) }, { method: 'post' });
      const { item, diagnostics } = await built(given);
      expect(item.request.body).toMatchObject({ raw: JSON.stringify({ text: tag }, null, 2) });
      expect(diagnostics).toEqual([]);
    },
  );

  it('the receiver of webhooks is ours where there are webhooks', async () => {
    const given = operation(
      { description: 'See {{webhook_url}}.' },
      {
        more: { webhooks: { made: { post: { responses: {} } } } },
        version: '3.1.0',
      },
    );
    expect((await built(given, { webhooks: true })).diagnostics).toMatchObject([
      { code: 'variable-neutralised', args: { variable: 'webhook_url' } },
    ]);
    expect((await built(given)).diagnostics).toEqual([]);
  });
});

describe('rule spec-text: credentials', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const authorization = {
    name: 'Authorization',
    in: 'header',
    schema: { type: 'string', example: `Bearer ${token}` },
  };
  const escaped = 'pit_0a1b2c3_d4e5_f6a7b8c9';
  const basic = 'dXNlcjpwYXNzd29yZDEyMw==';

  it.each<[string, { given: object; secret?: string }]>([
    ['the example of an Authorization header', { given: { parameters: [authorization] } }],
    ['its copy in a description', { given: { parameters: [authorization], description: `Send ${token}.` } }],
    [
      'its copy in a body',
      { given: { parameters: [authorization], requestBody: json({}, { example: { token } }) } },
    ],
    [
      'its copy in a saved example',
      {
        given: {
          parameters: [authorization],
          responses: { 200: { description: 'ok', ...json({}, { example: { echoed: token } }) } },
        },
      },
    ],
    [
      'a response that shows the headers it got',
      {
        given: {
          responses: {
            200: {
              description: 'ok',
              ...json({}, { example: { headers: { authorization: token }, token } }),
            },
          },
        },
      },
    ],
    [
      'a response header',
      {
        given: {
          responses: {
            200: { description: 'ok', headers: { Authorization: { schema: { example: token } } } },
          },
        },
      },
    ],
    ...[
      { authorization: [`Token ${'ARRSECRET12345'}`] },
      { list: [{ key: 'Authorization', value: 'ARRSECRET12345' }] },
      { list: [{ name: 'authorization', values: ['ARRSECRET12345'] }] },
    ].map((value): [string, { given: object; secret: string }] => [
      `a header in the form ${JSON.stringify(value)}`,
      {
        given: {
          requestBody: json({}, { example: value }),
          responses: {
            200: { description: 'ok', ...json({}, { example: { ...value, echo: 'ARRSECRET12345' } }) },
          },
        },
        secret: 'ARRSECRET12345',
      },
    ]),
    [
      'a secret of letters alone',
      {
        given: { requestBody: json({}, { example: { key: 'Authorization', value: 'KVSECRET' } }) },
        secret: 'KVSECRET',
      },
    ],
    [
      'a token in the query',
      {
        given: { parameters: [{ name: 'access_token', in: 'query', schema: { example: 'QUERYSECRET1' } }] },
        secret: 'QUERYSECRET1',
      },
    ],
    ...['Set-Cookie', 'Cookie'].map((name): [string, { given: object; secret: string }] => [
      `the ${name} of a response`,
      {
        given: {
          responses: {
            200: { description: 'ok', headers: { [name]: { schema: { example: 'sid=crumb; Path=/' } } } },
          },
        },
        secret: 'crumb',
      },
    ]),
    [
      'a JSON web token under any name',
      { given: { requestBody: json({}, { example: { session: token } }) } },
    ],
    [
      'a JSON web token where our Markdown escapes it',
      {
        given: {
          requestBody: json({
            properties: { a: { type: 'string', description: `Like ${token.replace('MiJ9', 'M_J9')}` } },
          }),
        },
        secret: 'c2lnbmF0dXJl',
      },
    ],
    ['a bearer token in prose', { given: { description: `curl -H "Authorization: Bearer ${token}"` } }],
    ['a basic one in prose', { given: { description: `Authorization: Basic ${basic}` }, secret: basic }],
    [
      'another header',
      { given: { parameters: [{ name: 'X-Auth', in: 'header', schema: { example: `Bearer ${token}` } }] } },
    ],
    [
      'its copy where our Markdown escapes it',
      {
        given: {
          parameters: [{ ...authorization, schema: { example: `Bearer ${escaped}` } }],
          requestBody: json(
            { properties: { a: { type: 'string', description: `Like ${escaped}` } } },
            { examples: { [escaped]: { value: 1 }, [`of ${escaped}`]: { value: 2 } } },
          ),
        },
        secret: 'd4e5',
      },
    ],
    [
      'a bearer token where our Markdown escapes it',
      {
        given: {
          requestBody: json({ properties: { a: { type: 'string', description: `Bearer ${escaped}` } } }),
        },
        secret: 'd4e5',
      },
    ],
    [
      'its copy in a text that is cut',
      {
        given: {
          parameters: [authorization],
          summary: `${'x'.repeat(130)} ${token}`,
          requestBody: json({
            properties: { a: { type: 'string', description: `${'x'.repeat(280)} ${token}` } },
          }),
          responses: { 200: { description: `${'x'.repeat(80)} ${token}` } },
        },
        secret: token.slice(0, 12),
      },
    ],
    [
      'a form',
      {
        given: {
          requestBody: {
            content: {
              'application/x-www-form-urlencoded': {
                schema: { properties: { h: { example: `Bearer ${token}` } } },
              },
            },
          },
        },
      },
    ],
  ])('goes nowhere: %s', async (_name, { given, secret = token }) => {
    const { bundle, diagnostics } = await built(operation(given, { method: 'post' }));
    expect(shown(bundle)).not.toContain(secret);
    const dropped = shown(bundle).includes('(removed)') ? ['credential-removed'] : [];
    expect([...new Set(diagnostics.map(({ code }) => code))]).toEqual(dropped);
  });

  it('the name and the terms of a cookie stay', async () => {
    const headers = { 'Set-Cookie': { schema: { example: 'sid=crumb; Path=/; HttpOnly' } } };
    const { item } = await built(operation({ responses: { 200: { description: 'ok', headers } } }));
    expect(item.response[0]?.header).toMatchObject([{ value: 'sid=(removed); Path=/; HttpOnly' }]);
  });

  it.each([
    'Bearer authentication is needed.',
    'Basic information',
    'A Bearer token',
    'Send Bearer {{access}}',
  ])('words stay words: %s', async (text) => {
    const { item, diagnostics } = await built(operation({ description: text }));
    expect(item.request.description).toContain(text);
    expect(diagnostics).toEqual([]);
  });
});

describe('hostile text', () => {
  const nasty =
    'a | b `c` ``d`` "e" \'f\' \\ </script><script>alert(1)</script> <!-- [x](javascript:alert(1)) #*_~\u2028';

  it('stands in the request as data, and in our own Markdown as text', async () => {
    const { item, bundle } = await built(saying(nasty));
    const want = JSON.stringify({ a: nasty }, null, 2);
    expect(item.request.body).toMatchObject({ raw: want });
    expect(item.response[0]?.body).toBe(want);
    expect(item.request.url.query?.map(({ value }) => value)).toEqual([nasty, nasty]);
    expect(bundle.variables[0]?.value).toBe(nasty);
    const lines = (item.request.description ?? '').split('\n').filter((line) => /^[-*] /.test(line));
    const ours = lines.map((line) => line.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, ''));
    expect(ours.length).toBeGreaterThan(4);
    for (const line of ours) expect(line).not.toMatch(/(?<!\\)(<(?!https:)|\]\((?!<https:)|\|)/);
  });

  it.each(['__proto__', 'constructor', 'toString'])('may call everything %s', async (name) => {
    const { bundle, item } = await built(saying(name));
    expect(item.name.toLowerCase()).toBe(name.toLowerCase());
    expect(bundle.folders.map((folder) => folder.name)).toEqual([name]);
    expect(item.request.body).toMatchObject({ raw: JSON.stringify({ a: name }, null, 2) });
  });
});
