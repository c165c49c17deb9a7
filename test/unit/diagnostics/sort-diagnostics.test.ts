import { describe, expect, it } from 'vitest';
import { diagnostic, type Where } from '../../../src/diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../../src/diagnostics/sort-diagnostics.ts';

function missing(ref: string, where?: Where) {
  return diagnostic('reference-not-found', { ref }, where);
}

describe('sortDiagnostics', () => {
  it('sorts by file, pointer and code; what has no place comes first', () => {
    const sorted = [
      diagnostic('config-not-found', { path: 'x' }),
      diagnostic('no-operations', { paths: 0 }, { file: '/a' }),
      missing('r', { file: '/a', pointer: '' }),
      missing('r', { file: '/a', pointer: '/paths' }),
      missing('r', { file: '/a', pointer: '/paths/~1x' }),
      diagnostic('schema-type-unknown', { type: 'x' }, { file: '/a', pointer: '/paths/~1x' }),
      missing('r', { file: '/a-b', pointer: '' }),
      missing('r', { file: '/b', pointer: '' }),
    ];
    const shuffled = [5, 2, 7, 0, 3, 6, 1, 4].flatMap((index) => sorted[index] ?? []);
    const keys = sortDiagnostics(shuffled).map(({ code, where }) => [where?.file, where?.pointer, code]);
    expect(keys.map(([file]) => file)).toEqual([undefined, '/a', '/a', '/a', '/a', '/a', '/a-b', '/b']);
    expect(keys.slice(3, 6).map(([, pointer, code]) => [pointer, code])).toEqual([
      ['/paths', 'reference-not-found'],
      ['/paths/~1x', 'reference-not-found'],
      ['/paths/~1x', 'schema-type-unknown'],
    ]);
  });

  it('tells each finding once, and findings that differ in their arguments each', () => {
    const where = { file: '/a', pointer: '/x' };
    const found = [missing('one', where), missing('two', where), missing('one', { ...where })];
    expect(sortDiagnostics(found).map(({ args }) => args)).toEqual([{ ref: 'one' }, { ref: 'two' }]);
  });

  it('leaves its input as it is', () => {
    const found = Object.freeze([missing('b', { file: '/b' }), missing('a', { file: '/a' })]);
    sortDiagnostics(found);
    expect(found.map(({ where }) => where?.file)).toEqual(['/b', '/a']);
  });
});
