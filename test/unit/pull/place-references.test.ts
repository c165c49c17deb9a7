import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeReferences } from '../../../src/pull/place-references.ts';

const place = (text: string, path = 'boats.json') => placeReferences(text, JSON.parse(text), path);
const refersTo = (ref: string): string => `{"a": {"$ref": ${JSON.stringify(ref)}}}`;

describe('placeReferences', () => {
  it.each<[string, string, string, string, string]>([
    ['a file beside', 'parts.json#/A', 'boats.json', 'parts.json', 'parts.json#/A'],
    ['a file below', './common/parts.yaml', 'boats.json', 'common/parts.yaml', './common/parts.yaml'],
    ['a file above', '../common/parts.json#/A', 'boats.json', 'common/parts.json', 'common/parts.json#/A'],
    ['a file far above', '../../../x.yml', 'boats.json', 'x.yml', 'x.yml'],
    ['one that stays inside', '../x.json#/A', 'common/parts.json', 'x.json', '../x.json#/A'],
    ['one from below that leaves', '../../x.json', 'common/parts.json', 'x.json', '../x.json'],
  ])('%s', (_name, ref, path, want, written) => {
    const { text, references } = place(refersTo(ref), path);
    expect(references.map((reference) => reference.path)).toEqual([want]);
    expect(text).toBe(refersTo(written));
  });

  it.each([
    '#/A',
    'https://x.example/a.json',
    '/etc/a.json',
    'file:///a.json',
    '..\\a.json',
    'a.txt',
    'a.json?x=1',
  ])('leaves %s alone', (ref) =>
    expect(place(refersTo(ref))).toEqual({ text: refersTo(ref), references: [] }),
  );

  it('changes references only, however they are written', () => {
    const text = '{"x": "../a.json", "y": {"$ref" : "..\\/a.json#/A"}, "z": "$ref: b../a.json"}';
    expect(place(text).text).toBe('{"x": "../a.json", "y": {"$ref" : "a.json#/A"}, "z": "$ref: b../a.json"}');
    const yaml = "a: {$ref: ../a.json#/A}\nb:\n  $ref: '../a.json'\nc: ../a.json\n";
    const root = { a: { $ref: '../a.json#/A' }, b: { $ref: '../a.json' } };
    expect(placeReferences(yaml, root, 'boats.yaml').text).toBe(
      "a: {$ref: a.json#/A}\nb:\n  $ref: 'a.json'\nc: ../a.json\n",
    );
  });

  it('keeps every place inside, and what it writes leads there', () => {
    const segment = fc.constantFrom('..', '.', 'a', 'b c', '...', '-', '~');
    const ref = fc.array(segment, { maxLength: 6 }).map((segments) => [...segments, 'x.json'].join('/'));
    const path = fc.constantFrom('m.json', 'common/m.json', 'a/b/m.yaml');
    fc.assert(
      fc.property(ref, path, (written, from) => {
        const { text, references } = place(refersTo(written), from);
        for (const { path: target } of references) {
          expect(target.split('/')).not.toContain('..');
          const now = (JSON.parse(text) as { a: { $ref: string } }).a.$ref;
          if (!written.includes(' ')) expect(posix.join(posix.dirname(from), now)).toBe(target);
        }
      }),
    );
  });
});
