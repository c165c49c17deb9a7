import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../src/model/smoke.ts';
import { negativeSteps } from '../../../src/smoke/negative-steps.ts';
import { builtModule, LIVE, ON_MOCK, planOf, sentKeys, type Wanted } from './built-module.ts';

const TEMPLATE = 'const spec = {} /* spec */;\nthe rest';

describe('negativeSteps', () => {
  it.each<[string, { readonly given: Omit<Wanted, 'kind'>; readonly want: readonly string[] }]>([
    ['no token', { given: {}, want: ['no token'] }],
    [
      'a wrong Version',
      { given: { header: [{ key: 'Version', value: '2021-07-28' }] }, want: ['no token', 'wrong Version'] },
    ],
    [
      'each parameter left out',
      { given: { query: { a: '1', b: '2' } }, want: ['no token', 'without a', 'without b'] },
    ],
    [
      'a wrong type of what is no text',
      { given: { body: { name: 'x', age: 3 } }, want: ['no token', 'wrong type of age'] },
    ],
    ['nothing of a body of texts', { given: { body: { name: 'x' } }, want: ['no token'] }],
    ['nothing of a body that is a list', { given: { body: [3] }, want: ['no token'] }],
  ])('puts in %s', (_name, { given, want }) => {
    expect(negativeSteps([stepOf(given)], TEMPLATE).steps.map(({ purpose }) => purpose)).toEqual(want);
  });

  it('puts in one fault at a time', () => {
    const step = stepOf({
      query: { a: '1', b: '2' },
      header: [{ key: 'Version', value: '1' }],
      body: { age: 3 },
    });
    const requests = new Map(
      negativeSteps([step], TEMPLATE).steps.map(({ purpose, item }) => [purpose, item.request]),
    );
    expect(requests.get('no token')).toEqual({ ...step.item.request, auth: { type: 'noauth' } });
    expect(requests.get('wrong Version')?.header).toEqual([{ key: 'Version', value: '1999-01-01' }]);
    expect(requests.get('without a')?.url.query).toEqual([{ key: 'b', value: '2' }]);
    expect(requests.get('wrong type of age')?.body).toMatchObject({ raw: '{"age":{"wrong":"type"}}' });
    const ids = negativeSteps([step], TEMPLATE).steps.map(({ item }) => item.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('sends no request without a token twice where none is needed', () => {
    const step = stepOf({});
    const item = { ...step.item, request: { ...step.item.request, auth: { type: 'noauth' } as const } };
    expect(negativeSteps([{ ...step, item }], TEMPLATE).steps).toEqual([]);
  });

  it('says of what has no documented refusal that it is not sent', () => {
    const { steps, skipped } = negativeSteps([stepOf({ statuses: ['200', '500'] })], TEMPLATE);
    expect([steps, skipped.map(({ key }) => key)]).toEqual([[], ['GET /pets']]);
  });

  it.each([
    [
      ['200', '400', '422'],
      [400, 422],
    ],
    [['200', '4XX'], ['4XX']],
    [
      ['200', '404', 'default'],
      [404, '4XX'],
    ],
  ])('expects of %j one of %j', (statuses, refusals) => {
    const [step] = negativeSteps([stepOf({ statuses })], TEMPLATE).steps;
    const [first = '', second] = step?.item.event?.[0]?.script.exec ?? [];
    expect(JSON.parse(first.replace('const spec = ', '').replace(/;$/, ''))).toMatchObject({ refusals });
    expect(second).toBe('the rest');
  });

  it('lets no name of the spec out of the script', () => {
    const name = '`${x}`\u2028</script>*/"\'$&{{v}}';
    const [, step] = negativeSteps([stepOf({ query: { [name]: '1' } })], TEMPLATE).steps;
    const [first = ''] = step?.item.event?.[0]?.script.exec ?? [];
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
    const plan = planOf(module, { ...ON_MOCK, mode: 'negative' });
    expect(sentKeys(plan)).toEqual(['GET /pets', 'GET /pets/:petId', 'DELETE /pets/:petId']);
    expect(plan.steps.flatMap(({ cleansUp }) => cleansUp)).toEqual([]);
  });

  it('reads only from a live target, and knows that a faulty list gives no id', () => {
    const plan = planOf(module, { ...LIVE, mode: 'negative' });
    expect(sentKeys(plan)).toEqual(['GET /pets']);
    expect(plan.skipped.map(({ key }) => key)).toEqual(['DELETE /pets/:petId', 'GET /pets/:petId']);
  });
});

function stepOf(wanted: Omit<Wanted, 'kind'>): PlannedStep {
  const module = builtModule({ 'GET /pets': { kind: 'list', statuses: ['200', '401'], ...wanted } });
  const [step] = planOf(module, ON_MOCK).steps;
  if (!step) throw new Error('There is no step.');
  return step;
}
