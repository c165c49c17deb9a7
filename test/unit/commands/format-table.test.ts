import { describe, expect, it } from 'vitest';
import { cut, formatColumns, formatTable } from '../../../src/commands/format-table.ts';
import { recordScreen } from './terminal.ts';

interface Row {
  readonly name: string;
  readonly count: number;
}

const ROWS: Row[] = [
  { name: 'contacts', count: 3 },
  { name: 'a-very-long-module-name', count: 120 },
];

function table(columns?: number, rows = ROWS): string[] {
  return formatTable<Row>(
    rows,
    [
      { title: 'Name', cell: ({ name }) => name, shrinks: true },
      { title: 'N', cell: ({ count }) => String(count), align: 'right' },
    ],
    recordScreen(columns),
  );
}

describe('formatTable', () => {
  it('aligns columns under their titles', () => {
    expect(table()).toEqual([
      'Name                       N',
      'contacts                   3',
      'a-very-long-module-name  120',
    ]);
  });

  it('cuts what may shrink when the screen is too narrow', () => {
    expect(table(15)).toEqual(['Name          N', 'contacts      3', 'a-very-lo…  120']);
  });

  it('never cuts below a title', () => {
    expect(table(3)[0]).toBe('Name    N');
  });

  it('shows the titles alone when there is no row', () => {
    expect(table(80, [])).toEqual(['Name  N']);
  });

  it('counts wide characters as two columns', () => {
    const [, wide, narrow] = table(undefined, [
      { name: '名前', count: 1 },
      { name: 'abcd', count: 1 },
    ]);
    expect([wide, narrow]).toEqual(['名前  1', 'abcd  1']);
  });
});

describe('formatColumns', () => {
  it('fills downwards, in as many columns as fit', () => {
    expect(formatColumns(['a', 'bb', 'c', 'd', 'e'], 10)).toEqual(['a   c   e', 'bb  d']);
    expect(formatColumns(['a', 'bb', 'c'], 3)).toEqual(['a', 'bb', 'c']);
    expect(formatColumns([], 80)).toEqual([]);
  });
});

describe('cut', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['名前名前', 5, '名前…'],
    ['🎉🎉', 3, '🎉…'],
  ])('%s to %i columns is %s', (text, columns, want) => {
    expect(cut(text, columns)).toBe(want);
  });
});
