import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../../src/config/check-config.ts';
import type { FileConfig } from '../../../src/config/file-config.ts';
import { keysOf, nodeAt } from '../../../src/diagnostics/pointer.ts';

const file = '/conf/hoopai-postman.config.yaml';

/** Key and reason of each fault. */
function faults(raw: unknown): [key: string, reason: string][] {
  return checkConfig(raw, { file, pointers: true }).diagnostics.map((found) => {
    if (found.code !== 'config-invalid') throw new Error(found.code);
    return [found.args.key, found.args.reason];
  });
}

const FULL: FileConfig = {
  specs: ['specs/*.json'],
  out: 'out',
  profile: {
    extends: 'hoopai',
    name: 'mine',
    baseUrl: { variable: 'root', value: 'https://x.example/v1' },
    auth: { type: 'apikey', in: 'header', name: 'X-Key', value: 'api_key' },
    openOperations: ['GET /ping'],
    variables: [
      {
        name: 'a',
        description: '',
        secret: false,
        value: 'v',
        fills: ['a'],
        fillsWhen: [{ name: 'n', sibling: 's', only: 'o' }],
      },
    ],
    headers: [
      { name: 'X', action: 'drop' },
      { name: 'Y', action: 'set', value: '1' },
    ],
    rateLimit: { requests: 1, perMs: 1_000, perDay: 5 },
    traceField: 'traceId',
  },
  environments: { staging: { root: 'https://s.example' } },
  references: { map: { 'a/': 'b/' }, roots: ['common'] },
  limits: { specBytes: 1, downloadMs: 1, redirects: 0, referencedFiles: 1, nesting: 50 },
  webhooks: true,
  strict: false,
};

describe('checkConfig', () => {
  it.each<[string, unknown]>([
    ['every key', FULL],
    ['no key', {}],
    ['keys left undefined', { out: undefined, environments: undefined, limits: { redirects: undefined } }],
    ['a profile by name', { profile: 'hoopai' }],
    [
      'environments as a list',
      { environments: [{ name: 'staging' }, { name: 'prüf 2', values: { 'a.b-c': '' } }] },
    ],
    ['an empty secret', { environments: { production: { access_token: '' } } }],
  ])('takes %s', (_name, raw) => {
    const { value, diagnostics } = checkConfig(raw, { file, pointers: true });
    expect(diagnostics).toEqual([]);
    expect(value).toEqual(raw);
  });

  it.each<[raw: unknown, key: string, reason: RegExp]>([
    [{ spces: [] }, 'spces', /did you mean specs\?/],
    [{ zzzzzz: 1 }, 'zzzzzz', /known here are specs, out/],
    [{ references: { rots: [] } }, 'references.rots', /did you mean roots\?/],
    [{ out: 5 }, 'out', /expected a string.*found 5/],
    [{ out: '' }, 'out', /not empty, found an empty string/],
    [{ specs: 'a.json' }, 'specs', /expected a list, found "a.json"/],
    [{ specs: ['a', null] }, 'specs[1]', /found null/],
    [{ webhooks: 'yes' }, 'webhooks', /true or false/],
    [{ limits: { redirects: 1.5 } }, 'limits.redirects', /whole number, found 1.5/],
    [{ limits: { specBytes: -1 } }, 'limits.specBytes', /0 or more, found -1/],
    [{ profile: 'hoopia' }, 'profile', /a profile object or hoopai, found "hoopia"/],
    [{ profile: { extends: 'x' } }, 'profile.extends', /expected hoopai/],
    [
      { profile: { auth: { type: 'barer' } } },
      'profile.auth.type',
      /bearer, apikey, basic, oauth2 or noauth/,
    ],
    [{ profile: { auth: { type: 'bearer' } } }, 'profile.auth.token', /found nothing/],
    [
      { profile: { auth: { type: 'basic', username: 'u', pasword: 'p', password: 'p' } } },
      'profile.auth.pasword',
      /did you mean password\?/,
    ],
    [{ profile: { baseUrl: { value: 'ftp://x' } } }, 'profile.baseUrl.value', /http/],
    [{ profile: { baseUrl: { value: 'https://u:p@x' } } }, 'profile.baseUrl.value', /no credentials/],
    [{ profile: { headers: [{ name: 'X' }] } }, 'profile.headers[0].action', /drop or set/],
    [{ profile: { openOperations: ['/x'] } }, 'profile.openOperations[0]', /method and path/],
    [{ profile: { tokens: { operation: 'GET /token' } } }, 'profile.tokens.operation', /a POST and its path/],
    [
      { profile: { auth: { type: 'noauth' }, tokens: { operation: 'POST /token' } } },
      'profile.tokens',
      /noauth holds no token/,
    ],
    [{ profile: {}, refreshTokens: true }, 'refreshTokens', /has no `tokens`/],
    [{ environments: 'x' }, 'environments', /by environment name/],
    [{ environments: [{ name: '../x' }] }, 'environments[0].name', /letters, digits/],
    [{ environments: { '../x': {} } }, 'environments["../x"]', /letters, digits/],
    [{ environments: { a: { 'b c': 'd' } } }, 'environments.a["b c"]', /variable name/],
    [[], '(root)', /an object with the keys specs/],
    [null, '(root)', /found null/],
    ['text', '(root)', /found "text"/],
  ])('%j: %s', (raw, key, reason) => {
    expect(faults(raw)).toEqual([[key, expect.stringMatching(reason)]]);
  });

  it('lists every fault at once, secrets and name clashes among them', () => {
    const raw = {
      out: 1,
      x: 1,
      environments: [
        { name: 'a', values: { access_token: 'hidden' } },
        { name: 'A', valeus: {} },
      ],
    };
    expect(
      faults(raw)
        .map(([key]) => key)
        .sort(),
    ).toEqual([
      'environments[0].values.access_token',
      'environments[1]',
      'environments[1].valeus',
      'out',
      'x',
    ]);
  });

  it.each<[string, unknown]>([
    [
      'environments[0].values.access_token',
      { environments: [{ name: 'a', values: { access_token: 'hidden' } }] },
    ],
    ['environments.a.access_token', { environments: { a: { access_token: 'hidden' } } }],
    [
      'environments.a.key',
      {
        profile: { auth: { type: 'apikey', in: 'query', name: 'k', value: 'key' } },
        environments: { a: { key: 'hidden' } },
      },
    ],
    [
      'environments.a.pin',
      {
        profile: { extends: 'hoopai', variables: [{ name: 'pin', secret: true }] },
        environments: { a: { pin: 'hidden' } },
      },
    ],
    [
      'profile.variables[0].value',
      { profile: { variables: [{ name: 'pin', secret: true, value: 'hidden' }] } },
    ],
    ['profile.variables[0].value', { profile: { variables: [{ name: 'access_token', value: 'hidden' }] } }],
    [
      'profile.headers[0].value',
      { profile: { headers: [{ name: 'authorization', action: 'set', value: 'Bearer hidden' }] } },
    ],
    ['pull.from', { pull: { from: 'https://harbour:hidden@x.example/{module}.json' } }],
    ['environments.a.base_url', { environments: { a: { base_url: `pit-hidden-${'3f2504e0-4f89-41d3'}` } } }],
  ])('refuses the secret at %s without quoting it', (key, raw) => {
    const found = faults(raw);
    expect(found).toEqual([[key, expect.stringMatching(/secret/)]]);
    expect(JSON.stringify(found)).not.toContain('hidden');
  });

  it('does not quote a value of an environment', () => {
    expect(JSON.stringify(faults({ environments: { a: { token: ['hidden'] } } }))).not.toContain('hidden');
    expect(JSON.stringify(faults({ environments: { a: { token: 424242 } } }))).not.toContain('424242');
    expect(JSON.stringify(faults({ environments: [{ name: 'a', values: 'hidden' }] }))).not.toContain(
      'hidden',
    );
  });

  it('names no pointer for a file of code, and no file for options', () => {
    const [fromCode] = checkConfig({ out: 1 }, { file: '/c.ts', pointers: false }).diagnostics;
    expect(fromCode?.where).toEqual({ file: '/c.ts' });
    const [fromOptions] = checkConfig({ out: 1 }, { pointers: false }).diagnostics;
    expect(fromOptions?.where).toBeUndefined();
  });

  it('takes any JSON without failing, and points at nodes that exist', () => {
    const keys = fc.constantFrom(
      'specs',
      'out',
      'profile',
      'environments',
      'values',
      'auth',
      'type',
      'name',
      '__proto__',
      'x',
    );
    const json = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, 1, '', 'hoopai', true),
        fc.array(tie('node')),
        fc.dictionary(keys, tie('node')),
      ),
    })).node;
    fc.assert(
      fc.property(json, (raw) => {
        for (const { where } of checkConfig(raw, { file, pointers: true }).diagnostics) {
          expect(where?.pointer).toBeDefined();
          expect(
            keysOf(where?.pointer ?? 'x').length === 0 || nodeAt(raw, where?.pointer ?? 'x') !== undefined,
          ).toBe(true);
        }
      }),
    );
  });
});
