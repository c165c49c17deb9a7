import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationKind, PlannedStep } from '../../../src/model/smoke.ts';
import { orderSteps } from '../../../src/smoke/order-steps.ts';

type Short = Partial<Pick<PlannedStep, 'needs' | 'cleansUp'>> & {
  readonly key: string;
  readonly kind: OperationKind;
};

describe('orderSteps', () => {
  it.each<
    [
      string,
      {
        readonly steps: readonly Short[];
        readonly gives?: { [variable: string]: readonly string[] };
        readonly want: string;
      },
    ]
  >([
    [
      'sends by kind where nothing waits for anything',
      {
        steps: [
          { key: 'delete', kind: 'delete' },
          { key: 'action', kind: 'action' },
          { key: 'update', kind: 'update' },
          { key: 'get', kind: 'get' },
          { key: 'create', kind: 'create' },
          { key: 'list', kind: 'list' },
        ],
        want: 'list create get update action delete',
      },
    ],
    [
      'keeps the order of the collection among equals',
      {
        steps: [
          { key: 'b', kind: 'get' },
          { key: 'a', kind: 'get' },
          { key: 'c', kind: 'get' },
        ],
        want: 'b a c',
      },
    ],
    [
      'sends every giver before what needs it',
      {
        steps: [
          { key: 'list-notes', kind: 'list', needs: ['pet'] },
          { key: 'create', kind: 'create' },
          { key: 'list', kind: 'list' },
        ],
        gives: { pet: ['create', 'list'] },
        want: 'list create list-notes',
      },
    ],
    [
      'deletes last, and children before their parents',
      {
        steps: [
          { key: 'drop-pet', kind: 'delete', needs: ['pet'], cleansUp: ['pet'] },
          { key: 'drop-note', kind: 'delete', needs: ['pet', 'note'], cleansUp: ['note'] },
          { key: 'drop-tags', kind: 'delete', needs: ['pet'] },
          { key: 'pet', kind: 'create' },
          { key: 'note', kind: 'create', needs: ['pet'] },
          { key: 'get-note', kind: 'get', needs: ['pet', 'note'] },
        ],
        gives: { pet: ['pet'], note: ['note'] },
        want: 'pet note get-note drop-note drop-tags drop-pet',
      },
    ],
    [
      'sends two deletes of the same in their order',
      {
        steps: [
          { key: 'one', kind: 'delete', needs: ['pet'], cleansUp: ['pet'] },
          { key: 'two', kind: 'delete', needs: ['pet'], cleansUp: ['pet'] },
        ],
        want: 'one two',
      },
    ],
    [
      'deletes what is inside a thing first, also when another variable names that thing',
      {
        steps: [
          { key: '/events/{eventId}', kind: 'delete', needs: ['event'], cleansUp: ['event'] },
          {
            key: '/bookings/{bookingId}/notes/{noteId}',
            kind: 'delete',
            needs: ['booking', 'note'],
            cleansUp: ['note'],
          },
        ],
        want: '/bookings/{bookingId}/notes/{noteId} /events/{eventId}',
      },
    ],
    [
      'does not wait for what gives to itself',
      {
        steps: [{ key: 'upsert', kind: 'create', needs: ['pet'] }],
        gives: { pet: ['upsert'] },
        want: 'upsert',
      },
    ],
    [
      'does not wait for a giver that is not sent',
      { steps: [{ key: 'get', kind: 'get', needs: ['pet'] }], gives: { pet: ['elsewhere'] }, want: 'get' },
    ],
    [
      'ends where steps wait for each other',
      {
        steps: [
          { key: 'after', kind: 'delete' },
          { key: 'b', kind: 'create', needs: ['x'] },
          { key: 'a', kind: 'create', needs: ['y'] },
        ],
        gives: { x: ['a'], y: ['b'] },
        want: 'after b a',
      },
    ],
  ])('%s', (_name, { steps, gives = {}, want }) => {
    expect(keysOf(steps, gives)).toEqual(want.split(' '));
  });

  it('sends each step once whatever waits for what', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const kind = fc.constantFrom<OperationKind>('list', 'create', 'get', 'update', 'action', 'delete');
    const step = fc.record({ kind, needs: fc.array(name), cleansUp: fc.array(name, { maxLength: 1 }) });
    const gives = fc.dictionary(name, fc.array(fc.nat(12).map(String)));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), gives, (steps, given) => {
        const named = steps.map((one, index) => ({ ...one, key: String(index) }));
        expect([...keysOf(named, given)].toSorted()).toEqual(named.map(({ key }) => key).toSorted());
      }),
    );
  });
});

function keysOf(
  steps: readonly Short[],
  gives: { readonly [variable: string]: readonly string[] },
): readonly string[] {
  const givers = Object.entries(gives).flatMap(([variable, keys]) =>
    keys.map((key) => ({ key, variable, creates: false })),
  );
  return orderSteps(steps.map(stepOf), givers).map(({ key }) => key);
}

function stepOf({ key, kind, needs = [], cleansUp = [] }: Short): PlannedStep {
  return {
    id: key,
    item: key,
    key,
    name: key,
    folder: '',
    kind,
    method: 'GET',
    purpose: '',
    needs,
    needsMade: [],
    cleansUp,
    statuses: [],
  };
}
