import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileName, folderName, TakenNames } from '../../../../src/emit/v3/file-name.ts';

describe('the name of a file', () => {
  it.each([
    ['Get contact', 'Get contact'],
    ['GET /contacts/{id}', 'GET -contacts-{id}'],
    ['a\\b', 'a-b'],
    ['x:y*?"<>|z', 'x-y-z'],
    ['new\nline\tand tab', 'new-line-and tab'],
    ['The contact.', 'The contact.'],
    ['  spaces  ', 'spaces'],
    ['..', '-'],
    ['../../etc/passwd', '--..-etc-passwd'],
    ['.resources', '-resources'],
    ['con', 'con-'],
    ['NUL.txt', 'NUL-.txt'],
    ['console', 'console'],
    ['turned \u202e round', 'turned - round'],
    ['half \ud800', 'half -'],
    ['e\u0301', '\u00e9'],
    ['', 'otherwise'],
    ['x'.repeat(300), 'x'.repeat(120)],
    ['é'.repeat(300), 'é'.repeat(100)],
  ])('%j is %j', (name, want) => {
    expect(fileName(name, 'otherwise')).toBe(want);
  });

  it.each([
    ['end.', 'end'],
    ['end . .', 'end'],
    ['...', '-'],
  ])('of a folder %j is %j', (name, want) => {
    expect(folderName(name, 'otherwise')).toBe(want);
  });

  it('is one that every system takes, whatever the name', () => {
    const unit = fc.constantFrom(
      ...'. aZ/\\:*?"<>|\n\u0000\u007f\u202e\ud800é😀'.split(''),
      'con',
      'x'.repeat(50),
    );
    fc.assert(
      fc.property(fc.string({ unit }), (name) => {
        for (const made of [fileName(name, 'x'), folderName(name, 'x')]) {
          expect(made).toMatch(/^[^.\s<>:"/\\|?*\p{Cc}\p{Cs}][^<>:"/\\|?*\p{Cc}\p{Cs}]*$/u);
          expect(Buffer.byteLength(made)).toBeLessThanOrEqual(200);
        }
        expect(folderName(name, 'x')).not.toMatch(/[. ]$/);
      }),
    );
  });

  it('is unique in its folder, without regard to letter case', () => {
    const names = new TakenNames();
    const claimed = ['Same', 'Same 1', 'same', 'same'].map((name) => names.claim(name, '.request.yaml'));
    expect(claimed).toEqual(['Same', 'Same 1', 'same 2', 'same 3']);
    expect(names.claim('same', '')).toBe('same');
    expect(names.claim('Same 1.request.yaml', '')).toBe('Same 1.request.yaml 1');
    expect(names.claim('.resources', '')).toBe('.resources 1');
  });
});
