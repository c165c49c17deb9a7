import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Body, Collection, Item } from '../../../src/model/collection.ts';
import type { ModuleJob } from '../../../src/model/smoke.ts';
import { collectionOf } from '../../../src/smoke/newman-collection.ts';
import { builtModule, ON_MOCK, planOf, SETTINGS } from './built-module.ts';

type Step = ModuleJob['steps'][number];

const MODULE = builtModule({
  'GET /pets': { kind: 'list' },
  'DELETE /pets/:petId': { kind: 'delete', folder: 'Pets' },
});
const PLAN = planOf(MODULE, ON_MOCK);
interface Newman {
  readonly variable: readonly { readonly key: string; readonly value: string }[];
  readonly item: readonly Item[];
}

describe('collectionOf', () => {
  it('holds the steps in their order, without folders and saved examples', () => {
    const { item } = collection(PLAN.steps);
    expect(item.map(({ name }) => name)).toEqual(['Do GET /pets', 'Do DELETE /pets/:petId']);
    expect(JSON.stringify(item)).not.toContain('saved');
  });

  it('says of a collection that was changed after the plan what it lacks', () => {
    const emptied = { ...MODULE.collection, item: [] };
    expect(() => collectionOf(emptied, { ...JOB, steps: PLAN.steps }, NONE)).toThrow(/GET \/pets/);
  });

  it('keeps the examples on the mock, and forgets them live', () => {
    expect(valueIn('pet_id', {}, new Map())).toBe('example');
    expect(valueIn('pet_id', { forgetExamples: true }, new Map())).toBe('');
    expect(valueIn('pet_id', { forgetExamples: true }, new Map([['pet_id', 'p1']]))).toBe('p1');
    expect(valueIn('pet_id.before', {}, new Map([['pet_id.before', 'p0']]))).toBe('p0');
  });

  it('uploads the text of the run, and names no other file', () => {
    const bodies: readonly Body[] = [
      { mode: 'file', file: { src: null } },
      {
        mode: 'formdata',
        formdata: [
          { key: 'photo', type: 'file', src: null },
          { key: 'name', type: 'text', value: 'Mog' },
        ],
      },
      { mode: 'raw', raw: '{}' },
    ];
    const sent = bodies.map((body) => {
      const { item } = collectionOf(
        withBody(body),
        { ...JOB, steps: PLAN.steps.slice(0, 1) },
        NONE,
      ) as Newman;
      return item[0]?.request.body;
    });
    expect(sent).toEqual([
      { mode: 'file', file: { src: '/tmp/run/upload.txt' } },
      {
        mode: 'formdata',
        formdata: [
          { key: 'photo', type: 'file', src: '/tmp/run/upload.txt' },
          { key: 'name', type: 'text', value: 'Mog' },
        ],
      },
      { mode: 'raw', raw: '{}' },
    ]);
  });

  it.each<
    [string, { readonly has: readonly string[]; readonly made: readonly string[]; readonly skipped: boolean }]
  >([
    ['nothing is known', { has: [], made: [], skipped: true }],
    ['one of two is known', { has: ['a'], made: ['b'], skipped: true }],
    ['it is known and not made', { has: ['a', 'odd"`\u2028'], made: [], skipped: true }],
    ['it is known and made', { has: ['a', 'odd"`\u2028'], made: ['b'], skipped: false }],
  ])('guards a live request when %s', (_name, { has, made, skipped }) => {
    const [step] = PLAN.steps;
    if (!step) throw new Error('There is no step.');
    const guarded = { ...step, needs: ['a', 'odd"`\u2028'], needsMade: ['b'] };
    const [item] = collection([guarded], { forgetExamples: true }).item;
    const script = item?.event?.find(({ listen }) => listen === 'prerequest')?.script.exec.join('\n') ?? '';
    let skips = 0;
    const pm = {
      variables: { get: (name: string) => (has.includes(name) ? 'x' : '') },
      collectionVariables: { has: (name: string) => made.some((one) => `${one}.before` === name) },
      execution: { skipRequest: () => skips++ },
    };
    runInNewContext(script, { pm });
    expect(skips > 0).toBe(skipped);
  });

  it('puts no guard on the mock, nor where nothing is needed', () => {
    expect(collection(PLAN.steps).item.flatMap(({ event = [] }) => event)).toEqual([]);
    const [list] = PLAN.steps;
    expect(collection(list ? [list] : [], { forgetExamples: true }).item[0]?.event).toEqual([]);
  });
});

const NONE: ReadonlyMap<string, string> = new Map();
const JOB = { file: MODULE.file, settings: SETTINGS };

function collection(steps: readonly Step[], settings: Partial<ModuleJob['settings']> = {}): Newman {
  const job = { ...JOB, steps, settings: { ...SETTINGS, ...settings } };
  return collectionOf(MODULE.collection, job, NONE) as Newman;
}

/** The collection with another body in its first request. */
function withBody(body: Body): Collection {
  const [first, ...others] = MODULE.collection.item;
  if (!first || 'item' in first) throw new Error('The first is no request.');
  return { ...MODULE.collection, item: [{ ...first, request: { ...first.request, body } }, ...others] };
}

function valueIn(
  name: string,
  settings: Partial<ModuleJob['settings']>,
  values: ReadonlyMap<string, string>,
): string | undefined {
  const job = { ...JOB, steps: PLAN.steps, settings: { ...SETTINGS, ...settings } };
  const { variable } = collectionOf(MODULE.collection, job, values) as Newman;
  return variable.find(({ key }) => key === name)?.value;
}
