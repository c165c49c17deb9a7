import { beforeAll, describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { environmentVariables } from '../../../src/emit/build-environments.ts';
import type { Bundle, BundledRequest } from '../../../src/model/bundle.ts';
import type { Request } from '../../../src/model/collection.ts';
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
  ['declared-variables', 'a dynamic variable', () => sent({ header: [{ key: 'X', value: '{{$guid}}' }] })],
  ['auth-place', 'auth on a request', () => sent({ auth: bundle.auth })],
  ['auth-place', 'an Authorization header', () => sent({ header: [{ key: 'authorization', value: 'x' }] })],
  ['auth-place', 'another auth on the collection', () => ({ ...bundle, auth: { type: 'noauth' } })],
  [
    'example-status',
    'a status that is none',
    () =>
      first((one) => ({
        ...one,
        item: { ...one.item, response: one.item.response.map((example) => ({ ...example, code: 0 })) },
      })),
  ],
];

describe('validate', () => {
  it('finds nothing in what was built', () => {
    expect(validate(frozen(bundle), CONTEXT)).toEqual({ value: bundle, diagnostics: [] });
  });

  it.each(BROKEN)('%s: finds %s', (rule, _what, broken) => {
    const { diagnostics } = validate(frozen(broken()), CONTEXT);
    expect(diagnostics.map(({ code }) => code)).toContain('invariant-broken');
    expect(diagnostics.map(({ args }) => ('rule' in args ? args.rule : ''))).toContain(rule);
  });

  it('has a case for every rule', () => {
    expect([...new Set(BROKEN.map(([rule]) => rule))].toSorted()).toEqual(
      RULES.map(({ id }) => id).toSorted(),
    );
  });
});
