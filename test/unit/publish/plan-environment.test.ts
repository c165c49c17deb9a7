import { describe, expect, it } from 'vitest';
import { environmentToCreate, planEnvironment } from '../../../src/publish/plan-environment.ts';

const plain = (key: string, value: string) => ({ key, value, type: 'default', enabled: true });
const secret = (key: string, value = '') => ({ key, value, type: 'secret', enabled: true });

describe('planEnvironment', () => {
  it.each([
    ['nothing to do', [plain('a', '1')], [plain('a', '1')], { a: '1' }, { a: '1' }, ''],
    ['a new value', [plain('a', '2')], [plain('a', '1')], { a: '1' }, { a: '2' }, '~a'],
    ["a person's value", [plain('a', '1')], [plain('a', 'x')], { a: '1' }, { a: 'x' }, ''],
    ["a person's value beside a new one", [plain('a', '2')], [plain('a', 'x')], { a: '1' }, { a: 'x' }, ''],
    ['a value of unknown origin', [plain('a', '2')], [plain('a', 'x')], {}, { a: 'x' }, ''],
    ['an empty one of unknown origin', [plain('a', '2')], [plain('a', '')], {}, { a: '2' }, '~a'],
    ['a new variable', [plain('a', '1'), plain('b', '2')], [plain('a', '1')], {}, { a: '1', b: '2' }, '+b'],
    [
      "a person's variable",
      [plain('a', '1')],
      [plain('own', 'x'), plain('a', '1')],
      {},
      { own: 'x', a: '1' },
      '',
    ],
    ['one that is wanted no more', [], [plain('a', '1')], { a: '1' }, {}, '-a'],
    ['one of them that a person has set', [], [plain('a', 'x')], { a: '1' }, { a: 'x' }, ''],
    ['a secret with a value', [secret('t')], [secret('t', 'pit-x')], {}, { t: '' }, ''],
    ['a variable that became a secret', [secret('t')], [plain('t', 'pit-x')], {}, { t: '' }, '~t'],
    ['one that a person made a secret', [plain('a', '1')], [secret('a', 'x')], { a: '1' }, { a: '' }, ''],
  ])('%s', (_name, ours, theirs, locked, values, changes) => {
    const planned = planEnvironment(
      ours,
      { name: 'Theirs', values: theirs },
      locked as Record<string, string>,
    );
    const sent = planned.payload['values'] as { key: string; value: string }[];
    expect(Object.fromEntries(sent.map(({ key, value }) => [key, value]))).toEqual(values);
    const { added, changed, removed } = planned.changes;
    const told = [
      ...added.map((key) => `+${key}`),
      ...changed.map((key) => `~${key}`),
      ...removed.map((key) => `-${key}`),
    ];
    expect(told.join(' ')).toBe(changes);
    expect(planned.payload['name']).toBe('Theirs');
  });

  it('says which secrets it empties', () => {
    const theirs = { values: [secret('t', 'pit-x'), secret('u')] };
    expect(planEnvironment([secret('t'), plain('a', '')], theirs, {}).emptied).toEqual(['t']);
  });

  it('keeps what else a person wrote to a variable', () => {
    const theirs = { values: [{ ...plain('a', '1'), enabled: false, description: 'why' }] };
    const { payload } = planEnvironment([plain('a', '2')], theirs, { a: '1' });
    expect(payload['values']).toEqual([{ ...plain('a', '2'), enabled: false, description: 'why' }]);
  });
});

describe('environmentToCreate', () => {
  it('holds no secret, whatever the file does', () => {
    const { values } = environmentToCreate('mine', [secret('t', 'pit-x'), plain('a', '1')]);
    expect(values).toEqual([secret('t'), plain('a', '1')]);
  });
});
