import { expect, it } from 'vitest';
import { describeAccess } from '../../../src/attach/describe-access.ts';
import { operation, read } from '../built-from.ts';

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  other: 'a string',
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  oauth: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://x.test/t', scopes: { 'a.read': '', 'a.write': '' } } },
  },
};

it.each<[string, object, string]>([
  ['nothing documented', {}, 'a valid token'],
  ['an open operation', { security: [] }, 'a valid token'],
  ['a token', { security: [{ bearer: [] }] }, 'a token of type bearer'],
  ['a scope', { security: [{ oauth: ['a.read'] }] }, 'a token of type oauth with the scope a.read'],
  [
    'scopes',
    { security: [{ oauth: ['a.read', 'a.write'] }] },
    'a token of type oauth with the scopes a.read, a.write',
  ],
  ['both together', { security: [{ bearer: [], key: [] }] }, 'a token of type bearer with key'],
  [
    'one of two',
    { security: [{ bearer: [] }, { key: [] }, { bearer: [] }] },
    'a token of type bearer, or a token of type key',
  ],
  ['or none', { security: [{ bearer: [] }, {}] }, 'a token of type bearer, or no token'],
  [
    'a type that cannot be read',
    { security: [{ other: [] }] },
    'a token of type other (not described in the spec)',
  ],
])('says what a token needs: %s', async (_name, parts, want) => {
  const { api } = await read(operation(parts, { more: { components: { securitySchemes } } }));
  const [first] = api.operations;
  expect(first && describeAccess(first, api)).toBe(want);
});
