import { describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { environmentVariables } from '../../../src/emit/build-environments.ts';
import type { Profile } from '../../../src/model/config.ts';
import { validate } from '../../../src/validate/validate.ts';
import { built, document, operation } from '../built-from.ts';

const contextOf = (profile: Profile) => ({
  profile,
  environmentVariables: environmentVariables({ profile, environments: [] }),
});

const answer = { responses: { 200: { description: 'ok' } } };
const sends = (example: unknown, type = 'application/json') =>
  operation({ requestBody: { content: { [type]: { example } } }, ...answer }, { method: 'post' });
const takes = (...parameters: readonly object[]) => operation({ parameters, ...answer });
const query = (name: string, example: unknown) => ({
  name,
  in: 'query',
  schema: {},
  explode: false,
  example,
});

/** Odd, but the spec's own: refusing to build it would be our fault. */
const FINE: readonly (readonly [what: string, spec: ReturnType<typeof document>])[] = [
  ['a merge tag', sends({ text: 'Hi {{contact.name}}' })],
  ['a merge tag with quotes, which a body escapes', sends({ text: '{{ name | default: "you" }}' })],
  ['a merge tag with a line break', sends({ text: '{{#if\n x}}' })],
  ['a merge tag that XML escapes', sends({ text: '{{a & b}}' }, 'application/xml')],
  ['braces that only meet in a list', takes(query('q', ['{{a', 'b}}']))],
  ['a merge tag of two lines in a header', takes({ ...query('X', '{{a\nb}}'), in: 'header' })],
  [
    'a merge tag among the choices of a path parameter',
    operation(
      {
        parameters: [{ name: 'x', in: 'path', required: true, schema: { enum: ['{{a}}', 'b'] } }],
        ...answer,
      },
      { path: '/things/{x}' },
    ),
  ],
  ['text that looks like a placeholder', sends({ text: '<string>', other: '[object Object]' })],
  ['an XML element called string', sends({ string: 'x', date: 'y' }, 'application/xml')],
  ['a credential, which was taken out', sends({ text: 'Bearer abcdefgh12345678' })],
  ['a Proxy-Authorization header', takes({ ...query('Proxy-Authorization', 'x'), in: 'header' })],
  ['an open operation', operation({ security: [], ...answer })],
  ['an operation that may be open', operation({ security: [{}, { key: [] }], ...answer })],
];

describe('validate', () => {
  it.each(FINE)('lets pass: %s', async (_what, spec) => {
    const { bundle: fine } = await built(spec);
    expect(validate(fine, contextOf(hoopai)).diagnostics).toEqual([]);
  });

  it('wants all webhooks of the spec where one of them is in the collection', async () => {
    const hook = { post: answer };
    const { bundle: whole } = await built(document({ webhooks: { a: hook, b: hook } }, '3.1.0'), {
      webhooks: true,
    });
    expect(validate(whole, contextOf(hoopai)).diagnostics).toEqual([]);
    const { diagnostics } = validate({ ...whole, requests: whole.requests.slice(1) }, contextOf(hoopai));
    expect(diagnostics).toMatchObject([{ args: { rule: 'operations' } }]);
  });

  it.each<Profile['auth']>([
    { type: 'apikey', in: 'header', name: 'X-Key', value: 'api_key' },
    { type: 'apikey', in: 'query', name: 'key', value: 'api_key' },
    { type: 'basic', username: 'user', password: 'password' },
    { type: 'oauth2', accessToken: 'token', headerPrefix: 'Bearer' },
    { type: 'noauth' },
  ])('knows the auth of other profiles: %o', async (auth) => {
    const profile = { ...hoopai, auth, headers: [{ name: 'X-Key', action: 'drop' as const }] };
    const { bundle: other } = await built(takes({ ...query('X-Key', 'x'), in: 'header' }), { profile });
    expect(validate(other, contextOf(profile)).diagnostics).toEqual([]);
    const wrong = { type: 'bearer' as const, bearer: [] };
    const { diagnostics } = validate({ ...other, auth: wrong }, contextOf(profile));
    expect(diagnostics.map(({ args }) => ('rule' in args ? args.rule : ''))).toContain('collection-auth');
  });
});
