import { describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { built, document, operation } from '../built-from.ts';

const inPath = (name: string, schema: object = { type: 'string', example: 'x-1' }, more: object = {}) => ({
  name,
  in: 'path',
  required: true,
  schema,
  ...more,
});
const at = (path: string, ...parameters: readonly object[]): JsonObject =>
  operation({ parameters }, { path });

interface Case {
  readonly given: JsonObject;
  readonly want: { readonly raw: string; readonly variable?: Record<string, string> };
}

describe('rules url, base-url, parameter-variables and raw-url', () => {
  it.each<[string, Case]>([
    [
      'a parameter that fills a segment is a path variable',
      {
        given: at('/contacts/{contactId}', inPath('contactId')),
        want: { raw: '{{base_url}}/contacts/:contactId', variable: { contactId: '{{contact_id}}' } },
      },
    ],
    [
      'a plain id is named after its resource',
      {
        given: at('/links/{id}', inPath('id')),
        want: { raw: '{{base_url}}/links/:id', variable: { id: '{{link_id}}' } },
      },
    ],
    ...['analysis', 'analyses'].map((word): [string, Case] => [
      `and of ${word} there is one`,
      {
        given: at(`/audio-${word}/{id}`, inPath('id')),
        want: { raw: `{{base_url}}/audio-${word}/:id`, variable: { id: '{{audio_analysis_id}}' } },
      },
    ]),
    ...['Sid', 'sid', 'uuid', 'GUID', 'slug'].map((name): [string, Case] => [
      `a plain ${name}, likewise`,
      {
        given: at(`/Accounts/{${name}}`, inPath(name)),
        want: {
          raw: `{{base_url}}/Accounts/:${name}`,
          variable: { [name]: `{{account_${name.toLowerCase()}}}` },
        },
      },
    ]),
    [
      'a plain id behind a word that says nothing',
      {
        given: at('/companies/id/{id}', inPath('id')),
        want: { raw: '{{base_url}}/companies/id/:id', variable: { id: '{{company_id}}' } },
      },
    ],
    [
      'a plain id behind another entity is named after the nearest resource',
      {
        given: at('/contacts/{contactId}/tasks/{id}', inPath('contactId'), inPath('id')),
        want: {
          raw: '{{base_url}}/contacts/:contactId/tasks/:id',
          variable: { contactId: '{{contact_id}}', id: '{{task_id}}' },
        },
      },
    ],
    [
      'a resource of several words',
      {
        given: at('/custom-fields/{id}', inPath('id')),
        want: { raw: '{{base_url}}/custom-fields/:id', variable: { id: '{{custom_field_id}}' } },
      },
    ],
    [
      'a plain id with no resource before it',
      { given: at('/{id}', inPath('id')), want: { raw: '{{base_url}}/:id', variable: { id: '{{id}}' } } },
    ],
    [
      'the account',
      {
        given: at('/locations/{locationId}/tags', inPath('locationId')),
        want: { raw: '{{base_url}}/locations/:locationId/tags', variable: { locationId: '{{location_id}}' } },
      },
    ],
    [
      'the account as a plain id',
      {
        given: at('/locations/{id}', inPath('id')),
        want: { raw: '{{base_url}}/locations/:id', variable: { id: '{{location_id}}' } },
      },
    ],
    [
      'altId where altType can only be location',
      {
        given: at(
          '/store/{altType}/{altId}',
          inPath('altType', { type: 'string', enum: ['location'] }),
          inPath('altId'),
        ),
        want: {
          raw: '{{base_url}}/store/:altType/:altId',
          variable: { altType: 'location', altId: '{{location_id}}' },
        },
      },
    ],
    [
      'altId where altType may be something else',
      {
        given: at(
          '/store/{altType}/{altId}',
          inPath('altType', { type: 'string', enum: ['location', 'company'] }),
          inPath('altId'),
        ),
        want: {
          raw: '{{base_url}}/store/:altType/:altId',
          variable: { altType: 'location', altId: '{{alt_id}}' },
        },
      },
    ],
    [
      'a name that is the token’s',
      {
        given: at('/tokens/{access_token}', inPath('access_token')),
        want: {
          raw: '{{base_url}}/tokens/:access_token',
          variable: { access_token: '{{token_access_token}}' },
        },
      },
    ],
    ['a trailing slash stays', { given: at('/contacts/'), want: { raw: '{{base_url}}/contacts/' } }],
    ['the root', { given: at('/'), want: { raw: '{{base_url}}/' } }],
    [
      'a choice is sent as it is',
      {
        given: at('/by/{kind}', inPath('kind', { type: 'string', enum: ['sms', 'email'] })),
        want: { raw: '{{base_url}}/by/:kind', variable: { kind: 'sms' } },
      },
    ],
    [
      'a part of a segment holds its variable between braces',
      {
        given: at('/messages/{messageId}.{format}', inPath('messageId'), inPath('format', { enum: ['csv'] })),
        want: { raw: '{{base_url}}/messages/{{message_id}}.csv' },
      },
    ],
    [
      'a parameter before a verb',
      {
        given: at('/jobs/{name}:cancel', inPath('name')),
        want: { raw: '{{base_url}}/jobs/{{job_name}}:cancel' },
      },
    ],
    [
      'a parameter that nobody declares',
      {
        given: operation({}, { path: '/things/{thingId}' }),
        want: { raw: '{{base_url}}/things/:thingId', variable: { thingId: '{{thing_id}}' } },
      },
    ],
    [
      'a parameter that stands twice is listed once',
      {
        given: at('/a/{thingId}/b/{thingId}', inPath('thingId')),
        want: { raw: '{{base_url}}/a/:thingId/b/:thingId', variable: { thingId: '{{thing_id}}' } },
      },
    ],
    [
      'a segment of its own that begins like one of Postman’s variables',
      { given: at('/users/:search'), want: { raw: '{{base_url}}/users/%3Asearch' } },
    ],
    [
      'a query that the spec writes into the path',
      {
        given: at('/queue?Action=List&Version=1#list'),
        want: { raw: '{{base_url}}/queue?Action=List&Version=1' },
      },
    ],
    [
      'a name with odd characters',
      {
        given: at('/things/{thing-id$}', inPath('thing-id$')),
        want: { raw: '{{base_url}}/things/:thing-id$', variable: { 'thing-id$': '{{thing_id}}' } },
      },
    ],
    [
      'a name out of the object prototype',
      {
        given: at('/things/{__proto__}', inPath('__proto__')),
        want: { raw: '{{base_url}}/things/:__proto__', variable: { ['__proto__']: '{{proto}}' } },
      },
    ],
  ])('%s', async (_name, { given, want }) => {
    const { url } = (await built(given)).item.request;
    expect(url.raw).toBe(want.raw);
    const variables = (url.variable ?? []).map(({ key, value }) => [key, value]);
    expect(variables).toEqual(Object.entries(want.variable ?? {}));
  });

  it('keeps the example of what became a variable, and what the spec says of it', async () => {
    const contactId = inPath('contactId', { type: 'string', example: 'ocQHyuzHvysMo5N5VsXc' });
    const given = at('/contacts/{contactId}', { ...contactId, description: 'Contact Id' });
    const { item, bundle } = await built(given);
    expect(item.request.url.variable?.[0]?.description).toBe('Contact Id. Example: `ocQHyuzHvysMo5N5VsXc`');
    expect(bundle.variables).toMatchObject([{ key: 'contact_id', value: 'ocQHyuzHvysMo5N5VsXc' }]);
  });

  it('goes to the environment’s host, whatever servers the spec names', async () => {
    const given = operation(
      { servers: [{ url: 'https://one.example' }] },
      { more: { servers: [{ url: 'https://two.example/v1' }] } },
    );
    expect((await built(given)).item.request.url.host).toEqual(['{{base_url}}']);
  });

  it('has segments that say what its text says', async () => {
    const { url } = (await built(at('/a/{b}/', inPath('b')))).item.request;
    expect([url.host, url.path]).toEqual([['{{base_url}}'], ['a', ':b', '']]);
  });
});

describe('rule declared-variables', () => {
  it.each<[string, { given: JsonObject; want: readonly object[] }]>([
    [
      'each entity once, with the first example',
      {
        given: document({
          paths: {
            '/contacts/{contactId}': { get: { parameters: [inPath('contactId')], responses: {} } },
            '/contacts/{contactId}/tasks': {
              get: { parameters: [inPath('contactId', { example: 'x-2' })], responses: {} },
            },
          },
        }),
        want: [{ key: 'contact_id', value: 'x-1', type: 'string' }],
      },
    ],
    ['nothing for the account', { given: at('/locations/{locationId}', inPath('locationId')), want: [] }],
    [
      'a number as text',
      {
        given: at('/things/{thingId}', inPath('thingId', { type: 'integer', example: 42 })),
        want: [{ key: 'thing_id', value: '42' }],
      },
    ],
    [
      'an entity that a required query parameter names',
      {
        given: at('/events', { name: 'calendarId', in: 'query', required: true, schema: { example: 'c-1' } }),
        want: [{ key: 'calendar_id', value: 'c-1' }],
      },
    ],
    ['nothing where no parameter names an entity', { given: at('/events'), want: [] }],
  ])('declares %s', async (_name, { given, want }) => {
    const { variables } = (await built(given)).bundle;
    expect(variables).toMatchObject(want);
    expect(variables.length).toBe(want.length);
  });
});

describe('rule base-url', () => {
  const host = new URL(hoopai.baseUrl.value ?? '').host;
  it.each<[string, { servers: readonly string[]; baseUrls?: readonly string[]; want: readonly object[] }]>([
    [
      'tells of a spec whose servers are elsewhere',
      { servers: ['/v1', 'https://a.example/v1', 'https://b.example'], want: [{ pointer: '/servers/1' }] },
    ],
    [
      'and where its variables are not known',
      { servers: ['https://{a}.example'], want: [{ pointer: '/servers/0' }] },
    ],
    [
      'keeps silent where one of them is the profile’s',
      { servers: ['https://a.example', `https://${host}/v2`], want: [] },
    ],
    ['and where none says where it is', { servers: ['/', '/v1'], want: [] }],
    [
      'and where an environment leads there',
      { servers: ['https://A.example/v1'], baseUrls: ['https://a.example'], want: [] },
    ],
  ])('%s', async (_name, { servers, baseUrls = [], want }) => {
    const given = operation({}, { more: { servers: servers.map((url) => ({ url })) } });
    const { item, diagnostics } = await built(given, { baseUrls });
    expect(item.request.url.host).toEqual(['{{base_url}}']);
    expect(diagnostics).toMatchObject(want.map((where) => ({ code: 'server-differs', where })));
  });

  it('keeps silent for a profile that takes the spec’s server', async () => {
    const given = operation({}, { more: { servers: [{ url: 'https://a.example' }] } });
    const profile = { ...hoopai, baseUrl: { variable: 'base_url' } };
    expect((await built(given, { profile })).diagnostics).toEqual([]);
  });
});
