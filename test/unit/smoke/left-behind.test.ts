import { describe, expect, it } from 'vitest';
import type { RawExecution } from '../../../src/model/smoke.ts';
import { leftBehind, leftOver, madeCount } from '../../../src/smoke/left-behind.ts';
import { builtModule, ON_MOCK, planOf } from './built-module.ts';

const { steps } = planOf(
  builtModule({ 'POST /pets': { kind: 'create' }, 'DELETE /pets/:petId': { kind: 'delete' } }),
  ON_MOCK,
);
const MADE = new Map([
  ['pet_id', 'rex-1'],
  ['pet_id.before', '[""]'],
]);

describe('leftOver', () => {
  it('is what was made and not deleted', () => {
    const keys = (values: ReadonlyMap<string, string>) => leftOver(steps, values).map(({ key }) => key);
    expect([keys(new Map()), keys(new Map([['pet_id', 'rex-1']])), keys(MADE)]).toEqual([
      [],
      [],
      ['DELETE /pets/:petId'],
    ]);
  });
});

describe('leftBehind', () => {
  it('is all that was made where several requests make the same kind', () => {
    const values = new Map([
      ['pet_id', 'rex-2'],
      ['pet_id.before', '["","rex-1"]'],
    ]);
    expect(leftBehind(steps, [], values)).toEqual(['pet_id rex-1', 'pet_id rex-2']);
    expect(madeCount(values)).toBe(2);
  });

  it.each<[string, { values?: typeof MADE; execution?: Partial<RawExecution>; want: RegExp | undefined }]>([
    ['nothing when all was deleted', { want: undefined }],
    ['what was made, by its id', { values: MADE, want: /^pet_id rex-1$/ }],
    ['a create without an answer', { execution: { error: 'ETIMEDOUT' }, want: /POST \/pets/ }],
    ['no create that was answered', { execution: { status: 500 }, want: undefined }],
    ['no create that reached nobody', { execution: { error: 'connect ECONNREFUSED' }, want: undefined }],
    ['no create that was not sent', { execution: { skipped: 'stopped' }, want: undefined }],
    ['no delete without an answer', { execution: { id: 'id DELETE /pets/:petId' }, want: undefined }],
  ])('names %s', (_name, { values = new Map(), execution, want }) => {
    const named = leftBehind(steps, execution ? [{ ...SENT, ...execution }] : [], values);
    if (want) expect(named).toEqual([expect.stringMatching(want)]);
    else expect(named).toEqual([]);
  });
});

const SENT: RawExecution = {
  id: 'id POST /pets',
  iteration: 0,
  cleanup: false,
  method: 'POST',
  url: 'http://localhost/pets',
  headers: [],
  durationMs: 0,
  bytes: 0,
  retries: 0,
  assertions: [],
};
