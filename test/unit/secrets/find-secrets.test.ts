import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeAt } from '../../../src/diagnostics/pointer.ts';
import type { Json } from '../../../src/model/json.ts';
import { findSecrets } from '../../../src/secrets/find-secrets.ts';

// Put together here, so that no scanner of repositories takes them for real.
const JWT = `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U`;
const PIT = `pit-${'3f2504e0-4f89-41d3-9a0c-0305e82c3301'}`;
const PMAK = `PMAK-${'64b1c0ffee0ddba11c0ffee1'}-${'9d3a7c5e1f2b4a6d8c0e9f7a5b3d1c2e4f'}`;
const GITHUB = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`;
const GENERATED = 'q7Zt9LmX2vBn8KpR4sWc';
const UUID = '9cc5c211-093b-4751-aeba-19282ac92955';
const PRIVATE_KEY = `-----BEGIN RSA ${'PRIVATE KEY'}-----\nMIIEpAIBAAKCAQEA7bq1`;

const environment = (key: string, value: string, type = 'default'): Json => ({
  values: [{ key, value, type, enabled: true }],
});
const header = (key: string, value: string): Json => ({ request: { header: [{ key, value }] } });
const body = (raw: string): Json => ({ request: { body: { mode: 'raw', raw } } });
const script = (...exec: string[]): Json => ({ event: [{ listen: 'test', script: { exec } }] });

const VALUE = '/values/0/value';
const HEADER = '/request/header/0/value';
const RAW = '/request/body/raw';

describe('findSecrets finds', () => {
  it.each<[string, Json, string, RegExp]>([
    ['a JSON Web Token, whatever it is called', environment('note', JWT), VALUE, /JSON Web Token/],
    ['a private integration token', environment('base_url', PIT), VALUE, /private integration token/],
    ['a Postman API key in prose', { info: { description: `Use ${PMAK}.` } }, '/info/description', /Postman/],
    [
      'a GitHub token in a script',
      script('// me', `const t = '${GITHUB}';`),
      '/event/0/script/exec/1',
      /GitHub/,
    ],
    ['a Stripe key', body(`{"k": "sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}"}`), RAW, /Stripe/],
    ['an AWS access key', body(`AKIA${'J2RX7QZ5KD3WNB6T'}`), RAW, /AWS/],
    ['a private key', body(JSON.stringify({ pem: PRIVATE_KEY })), RAW, /private key/],
    [
      'a private key, a line by itself',
      script(PRIVATE_KEY.split('\n')[0] ?? ''),
      '/event/0/script/exec/0',
      /private key/,
    ],
    ['a bearer token', header('Authorization', `Bearer ${GENERATED}`), HEADER, /bearer token/],
    ['a bearer token in a curl line', body(`curl -H "authorization: bearer ${UUID}"`), RAW, /bearer token/],
    ['user name and password as Basic', header('X', `Basic ${btoa('harbour:hunter2')}`), HEADER, /password/],
    [
      'a password in an address',
      { url: { raw: 'https://harbour:hunter2@example.com' } },
      '/url/raw',
      /password/,
    ],
    ['a short password of a variable', environment('db_password', 'hunter2'), VALUE, /db_password/],
    ['a UUID as the key of a variable', environment('api_key', UUID), VALUE, /api_key/],
    ['any value of type secret', environment('harbour', 'hunter2', 'secret'), VALUE, /harbour/],
    [
      'a variable of a collection',
      { variable: [{ key: 'clientSecret', value: 'hunter2' }] },
      '/variable/0/value',
      /clientSecret/,
    ],
    [
      'the key of an auth',
      { auth: { type: 'apikey', apikey: [{ key: 'value', value: UUID }] } },
      '/auth/apikey/0/value',
      /value/,
    ],
    [
      'the token of an auth',
      { auth: { type: 'bearer', bearer: [{ key: 'token', value: 'abc' }] } },
      '/auth/bearer/0/value',
      /token/,
    ],
    ['a generated header', header('X-Api-Key', GENERATED), HEADER, /X-Api-Key/],
    [
      'a generated query parameter in an address',
      { raw: `{{base_url}}/x?a=1&access_token=${GENERATED}` },
      '/raw',
      /access_token/,
    ],
    [
      'a generated field of a saved example',
      { response: [{ body: `{\n  "refresh_token": "${GENERATED}"\n}` }] },
      '/response/0/body',
      /refresh_token/,
    ],
    [
      'JSON within JSON',
      body(JSON.stringify({ inner: JSON.stringify({ client_secret: GENERATED }) })),
      RAW,
      /client_secret/,
    ],
    [
      'a value set by a script',
      script(`pm.environment.set('api_key', "${GENERATED}")`),
      '/event/0/script/exec/0',
      /api_key/,
    ],
    ['a key of any JSON', { smtp: { password: GENERATED } }, '/smtp/password', /password/],
    ['a random value without a name', body('{"x": "kJ8sQ2mZ7vT4xR9wB3nL6pY1cH5fD0gA"}'), RAW, /random/],
    ['a text by itself', JWT, '', /JSON Web Token/],
  ])('%s', (_name, given, pointer, kind) => {
    expect(findSecrets(given)).toEqual([
      { pointer, kind: expect.stringMatching(kind), excerpt: expect.stringMatching(/… \(\d+ characters\)$/) },
    ]);
  });

  it('each of several, in order', () => {
    const found = findSecrets([
      header('Authorization', `Bearer ${GENERATED}`),
      { 'a/b': JWT },
      environment('x', PIT),
    ]);
    expect(found.map(({ pointer }) => pointer)).toEqual([`/0${HEADER}`, '/1/a~1b', `/2${VALUE}`]);
  });

  it('the same text wherever it stands', () => {
    const long = `{"access_token": "${GENERATED}"}`.padEnd(3_000);
    expect(findSecrets({ a: long, b: long }).map(({ pointer }) => pointer)).toEqual(['/a', '/b']);
  });
});

describe('findSecrets is silent about', () => {
  it.each<[string, Json]>([
    ['an empty secret', environment('access_token', '', 'secret')],
    ['a variable', header('Authorization', 'Bearer {{access_token}}')],
    ['a variable in an environment', environment('access_token', '{{vault_token}}', 'secret')],
    ['a placeholder', environment('access_token', '<your token>')],
    ['asterisks', environment('password', '********')],
    ['a token of the same character', body('pit-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx')],
    ['half a token', body('{"token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9..."}')],
    ['a UUID', body(`{"id": "${UUID}", "token": "${UUID}"}`)],
    ['an id of MongoDB', body('{"token": "660a83fc29deacac50033e2b"}')],
    ['an id of the platform', body('{"contactId": "ve9EPM428h8vShlRW1KT"}')],
    ['a hash', header('etag', '"5d41402abc4b2a76b9719d911017c592ae3f"')],
    ['a digest in a body', body('{"sha256": "kJ8sQ2mZ7vT4xR9wB3nL6pY1cH5fD0gA"}')],
    ['a cursor', body(`{"nextPageToken": "${GENERATED}", "page_token": "${GENERATED}"}`)],
    ['a cursor in the query', { query: [{ key: 'pageToken', value: GENERATED }] }],
    ['what a person typed as an example', body('{"access_token": "ab12dc0ae1234a7898f9ff06d4f69gh"}')],
    ['an abbreviated example', body('{"accessToken": "ya29.a0AfH6SMBx..."}')],
    ['words', body('{"client_secret": "my-client-value-2024", "token": "authorization_code"}')],
    [
      'prose',
      { description: 'Bearer authentication2024 is not Basic information. Send token: Location-Access' },
    ],
    ['the name of a token', { variable: [{ key: 'token_url', value: 'https://example.com/oauth/token' }] }],
    [
      'code',
      script(
        'const token = pm.response.json().access_token1a2b3c;',
        "pm.environment.set('token', a1b2c3d4e5());",
      ),
    ],
    ['an address', { raw: 'https://example.com/file/d/1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV/view' }],
    ['ids put together', body('["aF3KhyL8JIuBwzK3m7Ly_iVrVJ2uoXNF0wzcBzgl5_12554616564525983496"]')],
    ['a slug', body('{"slug": "dota-pit-league-europe-qualifier-6-2017"}')],
    [
      'words in the place of a token',
      body('{"a": "xoxa-access-token-string", "b": "pit-your-own-token-goes-here"}'),
    ],
    ['words in the place of a key', body('-----BEGIN PRIVATE KEY-----\nPRIVATE_KEY_INFORMATION\n')],
    ['a signature', header('X-Hub-Signature', `sha256=${GENERATED}${GENERATED}`)],
    ['a hash of a token', body(`{"hashed_token": "${GENERATED}"}`)],
    ['an id that says of what', body('["dpl_5WJWYSyB7BpgTj3EuwF37WMRBXBtPQ2iTMJHJBJyRfd"]')],
    ['a path', header('Location', '/spaces/P468486/collective-decision/T6JFH4FGFGGz84/')],
    ['a hash of a file', body('["sha384-oqVuAfXRKap7fdgcCY5uykM6R9GqQ8KkPzQho1wx4JwY8wC"]')],
    ['numbers, null and booleans', { token: 42, secret: null, password: true }],
  ])('%s', (_name, given) => expect(findSecrets(given)).toEqual([]));
});

describe('a finding', () => {
  const secret = fc
    .string({ unit: fc.constantFrom(...'abcdefghkmnpqrsuvwxyz23456789'), minLength: 24, maxLength: 40 })
    .filter((text) => new Set(text).size > 8);

  it('holds nothing of the secret, and points at the text that does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), secret, fc.constantFrom('a', 'a/b', '~', '0'), (around, tail, key) => {
        const value = { [key]: [around as Json, { text: `x pit-${tail}` }] } satisfies Json;
        const before = JSON.stringify(value);
        const found = findSecrets(value).filter(({ kind }) => kind.includes('private integration'));
        expect(found).toHaveLength(1);
        for (const { pointer, kind, excerpt } of found) {
          expect(nodeAt(value, pointer)).toContain(tail);
          expect(kind + excerpt).not.toContain(tail.slice(0, 4));
        }
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });

  it('comes from however deep', () => {
    const depth = 50_000;
    let deep: Json = JWT;
    for (let level = 0; level < depth; level++) deep = [deep];
    expect(findSecrets(deep).map(({ pointer }) => pointer)).toEqual(['/0'.repeat(depth)]);
  });

  it('comes in time, however long the text is', () => {
    for (const text of ['token:', 'eyJ', 'a.', 'Bearer ', 'https://a:', '-----BEGIN ', 'pit-', '"\\'])
      expect(findSecrets(text.repeat(40_000)).length).toBeLessThan(2);
  }, 10_000);
});
