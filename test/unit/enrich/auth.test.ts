import { describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import type { Auth, AuthAttribute, Item } from '../../../src/model/collection.ts';
import type { Profile } from '../../../src/model/config.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { built, document, operation } from '../built-from.ts';

const schemes = { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } };
const attribute = (key: string, value: string): AuthAttribute => ({ key, value, type: 'string' });

describe('rule auth', () => {
  it.each<[string, { given: JsonObject; want: Auth | undefined }]>([
    [
      'a secured operation inherits',
      { given: operation({ security: [{ bearer: ['a.read'] }] }, { more: schemes }), want: undefined },
    ],
    ['one that says nothing inherits', { given: operation({}), want: undefined }],
    [
      'one of a secured document inherits',
      { given: operation({}, { more: { ...schemes, security: [{ bearer: [] }] } }), want: undefined },
    ],
    [
      'one that is open although the document is secured',
      {
        given: operation({ security: [] }, { more: { ...schemes, security: [{ bearer: [] }] } }),
        want: { type: 'noauth' },
      },
    ],
    [
      'one whose only requirement is empty',
      { given: operation({ security: [{}] }), want: { type: 'noauth' } },
    ],
    [
      'one that may be called with or without a token inherits',
      { given: operation({ security: [{}, { bearer: [] }] }, { more: schemes }), want: undefined },
    ],
    [
      'one whose scheme is unknown does not become open',
      { given: operation({ security: [{ gone: [] }] }), want: undefined },
    ],
    [
      'the token endpoint',
      { given: operation({}, { path: '/oauth/token', method: 'post' }), want: { type: 'noauth' } },
    ],
    ['its neighbour', { given: operation({}, { path: '/oauth/token' }), want: undefined }],
  ])('%s', async (_name, { given, want }) => {
    const { bundle, item } = await built(given);
    expect(item.request.auth).toEqual(want);
    expect(bundle.auth).toEqual({ type: 'bearer', bearer: [attribute('token', '{{access_token}}')] });
  });

  it.each<[string, { given: Profile['auth']; want: Auth }]>([
    [
      'bearer',
      {
        given: { type: 'bearer', token: 't' },
        want: { type: 'bearer', bearer: [attribute('token', '{{t}}')] },
      },
    ],
    [
      'an API key',
      {
        given: { type: 'apikey', in: 'query', name: 'key', value: 'my_key' },
        want: {
          type: 'apikey',
          apikey: [attribute('key', 'key'), attribute('value', '{{my_key}}'), attribute('in', 'query')],
        },
      },
    ],
    [
      'basic',
      {
        given: { type: 'basic', username: 'u', password: 'p' },
        want: { type: 'basic', basic: [attribute('username', '{{u}}'), attribute('password', '{{p}}')] },
      },
    ],
    [
      'oauth2',
      {
        given: { type: 'oauth2', accessToken: 'tok', headerPrefix: 'Token' },
        want: {
          type: 'oauth2',
          oauth2: [
            attribute('accessToken', '{{tok}}'),
            attribute('headerPrefix', 'Token'),
            attribute('addTokenTo', 'header'),
          ],
        },
      },
    ],
    ['none', { given: { type: 'noauth' }, want: { type: 'noauth' } }],
  ])('of another profile: %s', async (_name, { given, want }) => {
    const { bundle } = await built(operation({}), { profile: { ...hoopai, auth: given } });
    expect(bundle.auth).toEqual(want);
  });

  it('of another profile comes with its own host and account', async () => {
    const profile: Profile = {
      name: 'own',
      baseUrl: { variable: 'host' },
      auth: { type: 'noauth' },
      openOperations: [],
      variables: [
        { name: 'hotel', description: '', secret: false, value: '', fills: ['hotelId'], fillsWhen: [] },
      ],
      headers: [],
    };
    const parameters = ['locationId', 'hotelId'].map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: { example: 'v' },
    }));
    const given = document({
      paths: { '/{locationId}/in/{hotelId}': { get: { parameters, responses: {} } } },
    });
    const { bundle, item } = await built(given, { profile });
    expect(item.request.url.host).toEqual(['{{host}}']);
    expect(item.request.url.variable?.map(({ value }) => value)).toEqual(['{{location_id}}', '{{hotel}}']);
    expect(bundle.variables.map(({ key }) => key)).toEqual(['location_id']);
  });
});

describe('rule further-credentials', () => {
  const more = {
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        appKey: { type: 'apiKey', in: 'header', name: 'X-Key' },
        queryKey: { type: 'apiKey', in: 'query', name: 'api_key' },
        session: { type: 'apiKey', in: 'cookie', name: 'sid' },
        access_token: { type: 'apiKey', in: 'header', name: 'X-Access' },
        authorization: { type: 'apiKey', in: 'header', name: 'Authorization' },
        odd: { type: 'apiKey', in: 'header', name: 'X-{{access_token}}' },
      },
    },
  };
  const both = { security: [{ bearer: [], appKey: [] }] };
  const sentBy = (item: Item): readonly (readonly [string, string])[] =>
    [...item.request.header, ...(item.request.url.query ?? [])]
      .filter(({ disabled }) => !disabled)
      .map(({ key, value }) => [key, value] as const);

  it.each<[string, { given: object; want: readonly (readonly [string, string])[] }]>([
    ['a header', { given: both, want: [['X-Key', '{{app_key}}']] }],
    [
      'a query parameter',
      { given: { security: [{ queryKey: [], bearer: [] }] }, want: [['api_key', '{{query_key}}']] },
    ],
    [
      'a cookie, beside another',
      {
        given: {
          security: [{ bearer: [], session: [] }],
          parameters: [{ name: 'lang', in: 'cookie', required: true, schema: { example: 'en' } }],
        },
        want: [['Cookie', 'lang=en; sid={{session}}']],
      },
    ],
    [
      'two keys',
      {
        given: { security: [{ appKey: [], queryKey: [] }] },
        want: [
          ['X-Key', '{{app_key}}'],
          ['api_key', '{{query_key}}'],
        ],
      },
    ],
    [
      'a key that is a parameter too',
      {
        given: { ...both, parameters: [{ name: 'x-key', in: 'header', schema: { example: 'abc' } }] },
        want: [['x-key', '{{app_key}}']],
      },
    ],
    [
      'a key whose scheme is called like a variable of the environment',
      { given: { security: [{ bearer: [], access_token: [] }] }, want: [['X-Access', '{{access_token_2}}']] },
    ],
    [
      'no key where the token alone will do',
      { given: { security: [...both.security, { bearer: [] }] }, want: [] },
    ],
    ['no key where none is needed', { given: { security: [...both.security, {}] }, want: [] }],
    [
      'no key that the auth helper writes',
      { given: { security: [{ bearer: [], authorization: [] }] }, want: [] },
    ],
    ['no key whose name Postman would fill in', { given: { security: [{ bearer: [], odd: [] }] }, want: [] }],
  ])('a request carries %s', async (_name, { given, want }) => {
    const { bundle, item } = await built(operation({ ...given }, { more }));
    expect(sentBy(item)).toEqual(want);
    expect(bundle.variables.map(({ key, value }) => [key, value])).toEqual(
      bundle.credentials.map((key) => [key, '']),
    );
    expect(bundle.credentials.length).toBe(want.length);
    expect(bundle.auth.type).toBe('bearer');
  });

  it('leaves out the key that the profile itself sends', async () => {
    const auth = { type: 'apikey', in: 'header', name: 'x-key', value: 'my_key' } as const;
    const { bundle } = await built(operation({ security: [{ appKey: [], queryKey: [] }] }, { more }), {
      profile: { ...hoopai, auth },
    });
    expect(bundle.credentials).toEqual(['query_key']);
  });

  it('neutralises its variable in the spec’s text', async () => {
    const { item } = await built(operation({ ...both, description: 'See {{app_key}}.' }, { more }));
    expect(item.request.description).toContain('See { {app_key} }.');
  });
});
