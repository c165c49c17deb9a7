import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/model/collection.ts';
import { collectionOf } from '../../../src/smoke/newman-collection.ts';
import type { BuiltModule } from '../../../src/smoke/outline-module.ts';
import type { PlanOptions } from '../../../src/smoke/plan-run.ts';
import { builtModule, LIVE, ON_MOCK, planOf, SETTINGS, sentKeys, type Wanted } from './built-module.ts';

const NEGATIVE: PlanOptions = { ...ON_MOCK, mode: 'negative' };

const EVERYTHING: Omit<Wanted, 'kind'> = {
  query: { a: '1', b: '2' },
  header: [{ key: 'Version', value: '2021-07-28' }],
  body: { name: 'x', age: 3 },
  required: [
    { in: 'query', name: 'a' },
    { in: 'header', name: 'Version' },
    { in: 'body', name: 'name' },
  ],
  wrong: [
    { in: 'header', name: 'Version', value: 'v0' },
    { in: 'query', name: 'b', value: 'wrong' },
    { in: 'body', name: 'age', value: { wrong: 'type' } },
  ],
};

describe('negativeSteps', () => {
  it('puts in one fault at a time', () => {
    const module = moduleOf(EVERYTHING);
    const items = negativeItems(module);
    const requests = Object.fromEntries(
      items.map(({ name, request }) => [name.replace('Do GET /pets: ', ''), request]),
    );
    const [plain] = newmanItems(module, ON_MOCK);
    if (!plain) throw new Error('There is no request.');
    const { request } = plain;
    expect(requests).toEqual({
      'no token': { ...request, auth: { type: 'noauth' } },
      'wrong header Version': { ...request, header: [{ key: 'Version', value: 'v0', disabled: false }] },
      'wrong query b': {
        ...request,
        url: {
          ...request.url,
          query: [
            { key: 'a', value: '1' },
            { key: 'b', value: 'wrong', disabled: false },
          ],
        },
      },
      'wrong body age': { ...request, body: { mode: 'raw', raw: '{"name":"x","age":{"wrong":"type"}}' } },
      'without query a': { ...request, url: { ...request.url, query: [{ key: 'b', value: '2' }] } },
      'without header Version': { ...request, header: [] },
      'without body name': { ...request, body: { mode: 'raw', raw: '{"age":3}' } },
    });
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  it.each<[string, Omit<Wanted, 'kind'>]>([
    ['a body that is a list', { ...EVERYTHING, body: [3] }],
    ['a body that is no JSON any more', { ...EVERYTHING, body: undefined }],
    ['nothing but its path', { required: EVERYTHING.required ?? [] }],
  ])('takes nothing out of %s that is not in it', (_name, given) => {
    const purposes = planOf(moduleOf(given), NEGATIVE).steps.map(({ purpose }) => purpose);
    expect(purposes.filter((purpose) => purpose.includes('body'))).toEqual([]);
    expect(purposes).toContain('no token');
  });

  it('sends no request without a token twice where none is needed', () => {
    const module = moduleOf({});
    const [item] = module.collection.item;
    if (!item || 'item' in item) throw new Error('The first is no request.');
    const open = { ...item, request: { ...item.request, auth: { type: 'noauth' } as const } };
    const collection = { ...module.collection, item: [open] };
    expect(planOf({ ...module, collection }, NEGATIVE).steps).toEqual([]);
  });

  it('says of what has no documented refusal that it is not sent', () => {
    const { steps, skipped } = planOf(moduleOf({ statuses: ['200', '500'] }), NEGATIVE);
    expect([steps, skipped.map(({ key }) => key)]).toEqual([[], ['GET /pets']]);
  });

  it.each<[string[], { readonly access: readonly unknown[]; readonly other: readonly unknown[] }]>([
    [['200', '400', '401', '403', '422'], { access: [401, 403], other: [400, 422] }],
    [['200', '4XX'], { access: ['4XX'], other: ['4XX'] }],
    [['200', 'default', '400'], { access: ['4XX'], other: [400, '4XX'] }],
    // Neither says anything of the fault: what is not there and what comes too often is refused all the same.
    [['200', '401', '404', '429', '409'], { access: [401], other: [409] }],
  ])('of %j expects those that the fault can bring', (statuses, want) => {
    const [access, other] = negativeItems(moduleOf({ ...EVERYTHING, statuses })).map(refusalsIn);
    expect({ access, other }).toEqual(want);
  });

  it('lets no name of the spec out of the script', () => {
    const name = ['`$', '{x}`\u2028</script>*/"\'$&{{v}}'].join('');
    const [, item] = negativeItems(moduleOf({ query: { [name]: '1' }, required: [{ in: 'query', name }] }));
    const [first = ''] = item?.event?.[0]?.script.exec ?? [];
    expect(first).toMatch(/^const spec = \{[\w .:"[\],-]*\};$/);
  });
});

describe('a negative plan', () => {
  const module = builtModule(
    {
      'GET /pets': { kind: 'list', statuses: ['200', '401'] },
      'GET /pets/:petId': { kind: 'get', statuses: ['200', '401'] },
      'DELETE /pets/:petId': { kind: 'delete', statuses: ['200', '401'] },
    },
    [{ variable: 'pet_id', producer: 'GET /pets' }],
  );

  it('sends everything to the mock, and cleans up nothing', () => {
    const plan = planOf(module, NEGATIVE);
    expect(sentKeys(plan)).toEqual(['GET /pets', 'GET /pets/:petId', 'DELETE /pets/:petId']);
    expect(plan.steps.flatMap(({ cleansUp }) => cleansUp)).toEqual([]);
  });

  it('reads only from a live target, and knows that a faulty list gives no id', () => {
    const plan = planOf(module, { ...LIVE, mode: 'negative' });
    expect(sentKeys(plan)).toEqual(['GET /pets']);
    expect(plan.skipped.map(({ key }) => key)).toEqual(['GET /pets/:petId', 'DELETE /pets/:petId']);
  });
});

function moduleOf(wanted: Omit<Wanted, 'kind'>): BuiltModule {
  return builtModule({ 'GET /pets': { kind: 'list', statuses: ['200', '400', '401'], ...wanted } });
}

function negativeItems(module: BuiltModule): readonly Item[] {
  return newmanItems(module, NEGATIVE);
}

/** As Newman gets them. */
function newmanItems(module: BuiltModule, options: PlanOptions): readonly Item[] {
  const { file, steps } = planOf(module, options);
  const sent = collectionOf(module.collection, { file, steps, settings: SETTINGS }, new Map());
  return (sent as { readonly item: readonly Item[] }).item;
}

function refusalsIn({ event }: Item): unknown {
  const [first = '', second] = event?.[0]?.script.exec ?? [];
  expect(second).toBe('the rest');
  const spec: unknown = JSON.parse(first.replace('const spec = ', '').replace(/;$/, ''));
  return (spec as { readonly refusals: unknown }).refusals;
}
