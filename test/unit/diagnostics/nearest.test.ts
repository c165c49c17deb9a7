import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/diagnostics/nearest.ts';

const KNOWN = ['contacts', 'conversations', 'calendars', 'oauth', 'locations'];

describe('nearest', () => {
  it.each([
    ['contcts', 'contacts'],
    ['ocntacts', 'contacts'],
    ['CONTACTS', 'contacts'],
    ['calender', 'calendars'],
    ['oath', 'oauth'],
    ['conv', 'conversations'],
    ['loc', 'locations'],
    ['co', undefined],
    ['payments', undefined],
    ['x', undefined],
    ['', undefined],
    ['a'.repeat(10_000), undefined],
  ])('%s means %s', (name, want) => {
    expect(nearest(name, KNOWN)).toBe(want);
  });

  it('counts a swap of neighbours as one slip', () => {
    expect(nearest('ab', ['ba'])).toBe('ba');
    expect(nearest('abc', ['cab'])).toBeUndefined();
  });

  it('knows nothing when nothing is known', () => {
    expect(nearest('contacts', [])).toBeUndefined();
  });

  it('finds a name that is known as it stands, whatever stands beside it', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,12}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, fc.nat(), (known, choice) => {
        const name = known[choice % known.length] ?? '';
        expect(nearest(name, known)).toBe(name);
      }),
    );
  });
});
