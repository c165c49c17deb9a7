import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtModule, LIVE, ON_MOCK, planOf, sentKeys } from './built-module.ts';

const PETS = builtModule(
  {
    'GET /pets': { kind: 'list', query: { locationId: '{{location_id}}' } },
    'POST /pets': { kind: 'create', body: { name: 'Mog' } },
    'GET /pets/:petId': { kind: 'get' },
    'PUT /pets/:petId': { kind: 'update' },
    'POST /pets/:petId/walk': { kind: 'action' },
    'DELETE /pets/:petId': { kind: 'delete' },
    'POST /letters': { kind: 'create' },
    'GET /vets/:vetId': { kind: 'get', folder: 'Vets' },
    'PUT /pets/:petId/vets/:vetId': { kind: 'update', folder: 'Vets' },
    'POST /pets/:petId/notes': { kind: 'create', folder: 'Notes' },
    'DELETE /pets/:petId/notes/:noteId': { kind: 'delete', folder: 'Notes' },
  },
  [
    { variable: 'pet_id', producer: 'POST /pets', creates: true },
    { variable: 'pet_id', producer: 'GET /pets' },
    { variable: 'letter_id', producer: 'POST /letters', creates: true },
    { variable: 'note_id', producer: 'POST /pets/:petId/notes', creates: true },
  ],
);
const ALL = Object.keys(PETS.manifest.requests);
const WRITE = { ...LIVE, mode: 'write' } as const;

describe('a plan for the mock', () => {
  it('sends everything', () => {
    const plan = planOf(PETS, ON_MOCK);
    expect([[...sentKeys(plan)].toSorted(), plan.skipped]).toEqual([ALL.toSorted(), []]);
    expect(plan.documented.map(({ key }) => key)).toEqual(ALL);
    expect(plan.documented.every(({ statuses }) => statuses.length === 1)).toBe(true);
  });

  it('says of a request that was taken out of the collection that it is not sent', () => {
    const item = PETS.collection.item.slice(1);
    const plan = planOf({ ...PETS, collection: { ...PETS.collection, item } }, ON_MOCK);
    expect(plan.skipped).toEqual([expect.objectContaining({ key: 'GET /pets' })]);
  });

  it('says of a webhook that it does not go to the API', () => {
    const { 'GET /pets': moved, ...requests } = PETS.manifest.requests;
    const webhooks = { 'POST petMade': moved?.id ?? '' };
    const plan = planOf({ ...PETS, manifest: { ...PETS.manifest, requests, webhooks } }, ON_MOCK);
    expect(sentKeys(plan)).not.toContain('GET /pets');
    expect(plan.skipped).toEqual([
      { key: 'POST petMade', name: 'Do GET /pets', reason: expect.stringContaining('receiver') },
    ]);
  });

  it('leaves what was added by hand', () => {
    const { 'GET /pets': _known, ...requests } = PETS.manifest.requests;
    const plan = planOf({ ...PETS, manifest: { ...PETS.manifest, requests } }, ON_MOCK);
    expect([sentKeys(plan).includes('GET /pets'), plan.skipped]).toEqual([false, []]);
  });
});

describe('a plan for reading a live target', () => {
  it('sends GET and HEAD only, and nothing without its variables', () => {
    const plan = planOf(PETS, LIVE);
    expect(sentKeys(plan)).toEqual(['GET /pets', 'GET /pets/:petId']);
    expect(plan.skipped.map(({ key }) => key).toSorted()).toEqual(
      ALL.filter((key) => !sentKeys(plan).includes(key)).toSorted(),
    );
    expect(reasonOf(plan, 'GET /vets/:vetId')).toContain('{{vet_id}}');
    expect(reasonOf(plan, 'DELETE /pets/:petId')).toContain('read');
  });

  it('sends what the environment gives the variables of', () => {
    expect(sentKeys(planOf(PETS, { ...LIVE, given: new Set(['vet_id']) }))).toContain('GET /vets/:vetId');
  });

  it('skips what only a skipped request would feed', () => {
    const chain = builtModule(
      {
        'GET /c/:bId': { kind: 'get' },
        'GET /b/:aId': { kind: 'get' },
        'POST /a': { kind: 'create' },
      },
      [
        { variable: 'b_id', producer: 'GET /b/:aId' },
        { variable: 'a_id', producer: 'POST /a', creates: true },
      ],
    );
    const plan = planOf(chain, LIVE);
    expect(sentKeys(plan)).toEqual([]);
    expect(reasonOf(plan, 'GET /b/:aId')).toContain('{{a_id}}');
    expect(reasonOf(plan, 'GET /c/:bId')).toContain('{{b_id}}');
  });

  it('asks for no variable of a disabled parameter', () => {
    const [first] = PETS.collection.item;
    if (!first || 'item' in first) throw new Error('The first is no request.');
    const query = [{ key: 'vet', value: '{{vet_id}}', disabled: true }];
    const item = [{ ...first, request: { ...first.request, url: { ...first.request.url, query } } }];
    expect(sentKeys(planOf({ ...PETS, collection: { ...PETS.collection, item } }, LIVE))).toEqual([
      'GET /pets',
    ]);
  });
});

describe('a plan for writing to a live target', () => {
  it('creates only what it deletes, and changes only what it makes', () => {
    const plan = planOf(PETS, WRITE);
    expect(sentKeys(plan)).toEqual([
      'GET /pets',
      'POST /pets',
      'POST /pets/:petId/notes',
      'GET /pets/:petId',
      'PUT /pets/:petId',
      'POST /pets/:petId/walk',
      'DELETE /pets/:petId/notes/:noteId',
      'DELETE /pets/:petId',
    ]);
    expect(reasonOf(plan, 'POST /letters')).toContain('deletes');
    for (const { key, method, needsMade } of plan.steps) {
      if (method !== 'GET' && key !== 'POST /pets') expect(needsMade).toContain('pet_id');
    }
  });

  it('leaves what it did not make, though it stands below something that it did', () => {
    const plan = planOf(PETS, { ...WRITE, given: new Set(['vet_id']) });
    expect(reasonOf(plan, 'PUT /pets/:petId/vets/:vetId')).toContain('did not make');
  });

  it('changes nothing that the environment names', () => {
    const plan = planOf(PETS, { ...WRITE, grep: 'PUT', given: new Set(['pet_id']) });
    expect([sentKeys(plan), reasonOf(plan, 'PUT /pets/:petId')]).toEqual([
      [],
      expect.stringContaining('make'),
    ]);
  });

  it('does not create when its delete cannot be sent', () => {
    const operations = {
      'POST /a': { kind: 'create', body: {} },
      'GET /a/:aId': { kind: 'get' },
      'DELETE /a/:aId': { kind: 'delete', query: { reason: '{{reason_id}}' } },
    } as const;
    const links = [{ variable: 'a_id', producer: 'POST /a', creates: true }];
    const plan = planOf(builtModule(operations, links), WRITE);
    expect(sentKeys(plan)).toEqual([]);
    expect(plan.skipped).toHaveLength(3);
  });

  it('does not create when its delete is not chosen', () => {
    expect(sentKeys(planOf(PETS, { ...WRITE, grep: 'post /pets' }))).toEqual([]);
  });
});

describe('a plan of a part', () => {
  it.each([
    [
      'letter case aside',
      { grep: 'do delete' },
      ['DELETE /pets/:petId/notes/:noteId', 'DELETE /pets/:petId'],
    ],
    ['by path', { grep: '/notes/' }, ['DELETE /pets/:petId/notes/:noteId']],
    ['by folder', { folder: 'Notes' }, ['POST /pets/:petId/notes', 'DELETE /pets/:petId/notes/:noteId']],
    ['by both', { folder: 'Notes', grep: 'post' }, ['POST /pets/:petId/notes']],
    ['of nothing', { grep: 'unicorn' }, []],
  ])('is chosen %s', (_name, choice, want) => {
    expect(sentKeys(planOf(PETS, { ...ON_MOCK, ...choice }))).toEqual(want);
  });

  it('is one of shards that hold each operation once', () => {
    const keys = fc.uniqueArray(fc.stringMatching(/^GET \/[a-z/]{0,9}$/), { maxLength: 20 });
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 9 }), (chosen, total) => {
        const module = builtModule(Object.fromEntries(chosen.map((key) => [key, { kind: 'list' } as const])));
        const shards = Array.from({ length: total }, (_, index) =>
          sentKeys(planOf(module, { ...ON_MOCK, shard: { index: index + 1, total } })),
        );
        expect(shards.flat().toSorted()).toEqual(chosen.toSorted());
      }),
    );
  });
});

function reasonOf({ skipped }: ReturnType<typeof planOf>, key: string): string | undefined {
  return skipped.find((one) => one.key === key)?.reason;
}
