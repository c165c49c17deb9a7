import { describe, expect, it } from 'vitest';
import { decideConflicts } from '../../../src/commands/decide-conflicts.ts';
import { formatMerge } from '../../../src/commands/format-merge.ts';
import type { MergeChange } from '../../../src/model/merge.ts';
import { recordScreen } from './terminal.ts';

const conflict = (id: string, chosen: 'theirs' | 'ours' = 'theirs'): MergeChange => ({
  id,
  outcome: 'conflict',
  what: 'changed',
  item: ['Boats', 'Add boat'],
  operation: 'POST /boats',
  field: ['request', 'description'],
  base: 'old',
  theirs: 'their\nown',
  ours: 'new',
  chosen,
  decidedBy: 'default',
});
const CONFLICTS = [conflict('a'), conflict('b', 'ours'), conflict('c')];

describe('decideConflicts', () => {
  it.each<[string, { answers: readonly string[]; want: readonly (readonly [string, string])[] }]>([
    [
      'one by one',
      {
        answers: ['t', 'o', 'o'],
        want: [
          ['a', 'theirs'],
          ['b', 'ours'],
          ['c', 'ours'],
        ],
      },
    ],
    [
      'by the defaults',
      {
        answers: ['', '', ''],
        want: [
          ['a', 'theirs'],
          ['b', 'ours'],
          ['c', 'theirs'],
        ],
      },
    ],
    [
      'all that follow with a capital',
      {
        answers: ['t', 'O'],
        want: [
          ['a', 'theirs'],
          ['b', 'ours'],
          ['c', 'ours'],
        ],
      },
    ],
    [
      'all that follow by their defaults',
      {
        answers: ['o', 'D'],
        want: [
          ['a', 'ours'],
          ['b', 'ours'],
          ['c', 'theirs'],
        ],
      },
    ],
    [
      'again after an answer that is none',
      {
        answers: ['x', 'yes', 'T'],
        want: [
          ['a', 'theirs'],
          ['b', 'theirs'],
          ['c', 'theirs'],
        ],
      },
    ],
  ])('takes answers %s', async (_name, { answers, want }) => {
    const left = [...answers];
    const { print, printed } = recordScreen();
    const decisions = await decideConflicts(CONFLICTS, {
      ask: async () => left.shift() ?? 't',
      print,
      columns: 80,
    });
    expect([[...decisions], left]).toEqual([want, []]);
    expect(printed.join('\n')).toContain('their␊own');
  });
});

describe('formatMerge', () => {
  const { paint } = recordScreen();

  it('groups by request, and shows the versions of a conflict on a line each, safe to print', () => {
    const kept: MergeChange = {
      id: 'k',
      outcome: 'kept',
      what: 'added',
      item: ['Boats', 'Add boat'],
      operation: 'POST /boats',
      field: ['request', 'header', 'X\u001b[31m'],
    };
    expect(formatMerge({ changes: [kept, conflict('a')] }, { paint, columns: 80 })).toEqual([
      'Boats / Add boat  POST /boats',
      '  kept      header X␛[31m added',
      '  conflict  description: theirs, by default',
      '    base    old',
      '    theirs  their␊own',
      '    ours    new',
      '1 edit kept, 0 changes of the spec taken, 1 conflict',
    ]);
  });

  it.each<[string, { given: Partial<MergeChange>; want: string }]>([
    [
      'a parameter that is sent now',
      {
        given: { field: ['request', 'url', 'query', 'limit', 'disabled'], what: 'removed' },
        want: 'query limit switched on',
      },
    ],
    [
      'one that is not',
      {
        given: { field: ['request', 'header', 'X', 'disabled'], what: 'added' },
        want: 'header X switched off',
      },
    ],
    [
      'the request of an example',
      {
        given: { field: ['response', 'OK', 'originalRequest', 'url', 'query'], what: 'added' },
        want: 'example OK request',
      },
    ],
    [
      'a script',
      { given: { field: ['event', 'test', 'script', 'exec'], what: 'changed' }, want: 'script test' },
    ],
    [
      'what the spec removed',
      { given: { field: [], what: 'orphaned' }, want: 'edited, but the spec has it no longer' },
    ],
  ])('has words for %s', (_name, { given, want }) => {
    const change: MergeChange = {
      id: 'k',
      outcome: 'kept',
      what: 'changed',
      item: ['Boats'],
      field: [],
      ...given,
    };
    expect(formatMerge({ changes: [change] }, { paint, columns: 80 })[1]).toBe(`  kept      ${want}`);
  });

  it('says that nothing happened', () => {
    expect(formatMerge({ changes: [] }, { paint, columns: 80 })).toEqual([
      'Nothing was edited, and the spec has not changed.',
    ]);
  });

  it('fits a screen', () => {
    const long = { ...conflict('a'), theirs: 'x'.repeat(500) };
    const lines = formatMerge({ changes: [long] }, { paint, columns: 60 });
    expect(lines.filter((line) => line.startsWith('    ')).every((line) => line.length <= 60)).toBe(true);
  });
});
