import { beforeAll, describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { environmentVariables } from '../../../src/emit/build-environments.ts';
import type { Bundle, BundledRequest } from '../../../src/model/bundle.ts';
import type { Body, Request, SavedExample } from '../../../src/model/collection.ts';
import { RULES } from '../../../src/validate/rules/index.ts';
import { validate } from '../../../src/validate/validate.ts';
import { built, document, frozen } from '../built-from.ts';

const CONTEXT = {
  profile: hoopai,
  environmentVariables: environmentVariables({ profile: hoopai, environments: [] }),
};

let bundle: Bundle;
beforeAll(async () => {
  const ok = { responses: { 200: { description: 'ok' } } };
  const things = { get: { summary: 'Get', ...ok }, delete: { summary: 'Drop', ...ok } };
  ({ bundle } = await built(
    document({
      tags: [{ name: 'T' }],
      paths: { '/things/{thingId}': things, '/all': { get: { summary: 'All', tags: ['T'], ...ok } } },
    }),
  ));
});

const first = (change: (request: BundledRequest) => BundledRequest): Bundle => {
  const [one, ...others] = bundle.requests;
  if (!one) throw new Error('no request');
  return { ...bundle, requests: [change(one), ...others] };
};
const sent = (change: Partial<Request>): Bundle =>
  first((one) => ({ ...one, item: { ...one.item, request: { ...one.item.request, ...change } } }));
const url = (change: object): Bundle =>
  first((one) => ({
    ...one,
    item: { ...one.item, request: { ...one.item.request, url: { ...one.item.request.url, ...change } } },
  }));

const example = (change: Partial<SavedExample>): Bundle =>
  first((one) => ({
    ...one,
    item: { ...one.item, response: one.item.response.map((saved) => ({ ...saved, ...change })) },
  }));
const header = (key: string, value: string): Bundle => sent({ header: [{ key, value }] });
const raw = (value: unknown): Bundle => sent({ body: { mode: 'raw', raw: JSON.stringify(value) } });
/** What outside data could make of a bundle behind the type checker's back. */
const form = (mode: 'formdata' | 'urlencoded', field: object): Bundle =>
  sent({ body: { mode, [mode]: [field] } as unknown as Body });

const everyUrl = (change: object): Bundle => ({
  ...bundle,
  requests: bundle.requests.map((one) => ({
    ...one,
    item: { ...one.item, request: { ...one.item.request, url: { ...one.item.request.url, ...change } } },
  })),
});

/** Each breaks one rule; a rule that no line breaks is not tested. */
const BROKEN: readonly (readonly [rule: string, what: string, broken: () => Bundle])[] = [
  ['operations', 'an operation without a request', () => ({ ...bundle, requests: bundle.requests.slice(1) })],
  [
    'operations',
    'an operation with two',
    () => ({ ...bundle, requests: [...bundle.requests, ...bundle.requests.slice(0, 1)] }),
  ],
  [
    'operations',
    'a request that is no operation',
    () => first((one) => ({ ...one, operation: { ...one.operation, pointer: '/paths/x/get' } })),
  ],
  [
    'ids',
    'an id that stands twice',
    () => first((one) => ({ ...one, item: { ...one.item, id: bundle.id } })),
  ],
  ['ids', 'an id that is no UUID', () => first((one) => ({ ...one, item: { ...one.item, id: 'random' } }))],
  [
    'names',
    'two of one name',
    () => ({
      ...bundle,
      requests: bundle.requests.map((one) => ({ ...one, item: { ...one.item, name: 'Same' } })),
    }),
  ],
  ['names', 'no name', () => first((one) => ({ ...one, item: { ...one.item, name: ' ' } }))],
  ['urls', 'another host', () => url({ host: ['https://evil.example'] })],
  ['urls', 'a raw URL that says something else', () => url({ raw: 'https://evil.example' })],
  ['path-variables', 'a path variable without a value', () => everyUrl({ variable: [] })],
  [
    'path-variables',
    'a path variable without a place',
    () => url({ variable: [{ key: 'ghost', value: 'x' }] }),
  ],
  ['declared-variables', 'a variable that is declared nowhere', () => ({ ...bundle, variables: [] })],
  ['declared-variables', 'a dynamic variable', () => header('X', '{{$guid}}')],
  ['declared-variables', 'one in a body', () => raw({ id: '{{nobody_id}}' })],
  ['declared-variables', 'one in the auth', () => ({ ...bundle, auth: bearer('{{nobody}}') })],
  [
    'declared-variables',
    'one in the request of a saved example',
    () => example({ originalRequest: { ...original(), header: [{ key: 'X', value: '{{nobody_id}}' }] } }),
  ],
  ['collection-auth', 'another auth on the collection', () => ({ ...bundle, auth: { type: 'noauth' } })],
  ['collection-auth', 'a token instead of its variable', () => ({ ...bundle, auth: bearer('s3cret') })],
  ['auth-place', 'auth on a request', () => sent({ auth: bundle.auth })],
  ['auth-place', 'no auth where the operation needs it', () => sent({ auth: { type: 'noauth' } })],
  [
    'auth-place',
    'auth where the operation is open',
    () => first((one) => ({ ...one, operation: { ...one.operation, security: [] } })),
  ],
  ['auth-place', 'an Authorization header', () => header('authorization', 'x')],
  [
    'auth-place',
    'one in the request of a saved example',
    () => example({ originalRequest: { ...original(), header: [{ key: 'AUTHORIZATION', value: 'x' }] } }),
  ],
  ['folders', 'a folder that is not there', () => first((one) => ({ ...one, folder: 'ghost' }))],
  [
    'form-fields',
    'a file of this machine',
    () => form('formdata', { key: 'f', type: 'file', src: '/etc/x' }),
  ],
  ['form-fields', 'a value that is no text', () => form('formdata', { key: 'f', type: 'text', value: 1 })],
  ['form-fields', 'an unknown type', () => form('formdata', { key: 'f', type: 'blob', value: 'x' })],
  ['form-fields', 'a urlencoded value that is no text', () => form('urlencoded', { key: 'f', value: null })],
  ['placeholders', 'a type in place of a value', () => header('X', '<string>')],
  ['placeholders', 'one in a body', () => raw({ at: '<dateTime>' })],
  ['placeholders', 'a cycle', () => raw({ of: '<Circular reference to #/components/schemas/A detected>' })],
  ['placeholders', 'an object', () => form('formdata', { key: 'f', type: 'text', value: '[object Object]' })],
  ['credentials', 'a token in a header', () => header('X-Forward', 'Bearer abcdefgh12345678')],
  ['credentials', 'a token in a body', () => raw({ auth: 'Bearer abcdefgh12345678' })],
  ['credentials', 'a token in a saved example', () => example({ body: '"Bearer abcdefgh12345678"' })],
  ['example-status', 'a status that is none', () => example({ code: 0 })],
  ['example-status', 'an example without a name', () => example({ name: ' ' })],
];

const bearer = (value: string): Bundle['auth'] => ({
  type: 'bearer',
  bearer: [{ key: 'token', value, type: 'string' }],
});

function original(): Request {
  const [saved] = bundle.requests[0]?.item.response ?? [];
  if (!saved) throw new Error('no saved example');
  return saved.originalRequest;
}

describe('validate', () => {
  it('finds nothing in what was built', () => {
    expect(validate(frozen(bundle), CONTEXT)).toEqual({ value: bundle, diagnostics: [] });
  });

  it.each(BROKEN)('%s: finds %s', (rule, _what, broken) => {
    const { diagnostics } = validate(frozen(broken()), CONTEXT);
    expect(diagnostics.map(({ code }) => code)).toContain('invariant-broken');
    expect(diagnostics.map(({ args }) => ('rule' in args ? args.rule : ''))).toContain(rule);
  });

  it('finds the header of an API key beside the auth helper', async () => {
    const auth = { type: 'apikey', in: 'header', name: 'X-Key', value: 'api_key' } as const;
    const profile = { ...hoopai, auth, headers: [{ name: 'x-key', action: 'drop' as const }] };
    const context = { profile, environmentVariables: environmentVariables({ profile, environments: [] }) };
    const { diagnostics } = validate(header('X-KEY', 'k'), context);
    expect(diagnostics.map(({ args }) => ('detail' in args ? args.detail : ''))).toContain(
      'the header X-KEY stands beside the auth helper',
    );
  });

  it('names the place in the spec, and never quotes a token', () => {
    const { diagnostics } = validate(header('X', 'Bearer abcdefgh12345678'), CONTEXT);
    expect(diagnostics).toMatchObject([
      { where: { file: '/specs/test.json', pointer: bundle.requests[0]?.operation.pointer } },
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain('abcdefgh12345678');
  });

  it('has a case for every rule', () => {
    expect([...new Set(BROKEN.map(([rule]) => rule))].toSorted()).toEqual(
      // That one is told by the finder of secrets.
      [...RULES.map(({ id }) => id), 'credentials'].toSorted(),
    );
  });

  it('tells once of a secret that the spec brought, and lets it pass', () => {
    const secret = `pit-${'3f2504e0-4f89-41d3-9a0c-0305e82c3301'}`;
    const { diagnostics } = validate(raw({ a: secret, b: secret }), CONTEXT);
    expect(diagnostics).toMatchObject([
      {
        code: 'secret-found',
        severity: 'warning',
        args: { place: 'the request', kind: 'a private integration token', excerpt: 'pit-… (40 characters)' },
        where: { pointer: bundle.requests[0]?.operation.pointer },
      },
    ]);
    const around = validate({ ...bundle, description: `Use ${secret}.` }, CONTEXT).diagnostics;
    expect(around).toMatchObject([{ code: 'secret-found', args: { place: 'a description' } }]);
    expect(JSON.stringify([diagnostics, around])).not.toContain('3f2504e0');
  });
});
