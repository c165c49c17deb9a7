import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { formatSpecLock, readSpecLock, SPEC_LOCK } from '../../../src/io/spec-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'spec-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ENTRY = { url: 'https://x.example/a.json', sha256: 'ab', bytes: 1, references: ['b.json'] };
const read = (text: string) => {
  writeFileSync(join(folder, SPEC_LOCK), text);
  return readSpecLock(folder);
};

describe('the lock of specs', () => {
  it('is read as it was written, and is the same in whatever order files came', async () => {
    const files = [
      ['b.json', ENTRY],
      ['a.json', ENTRY],
      ['common/x.yaml', ENTRY],
    ] as const;
    const text = formatSpecLock(new Map(files));
    expect(formatSpecLock(new Map(files.toReversed()))).toBe(text);
    expect(Object.keys((await read(text))?.files ?? {})).toEqual(['a.json', 'b.json', 'common/x.yaml']);
  });

  it('may be missing', async () => expect(await readSpecLock(join(folder, 'none'))).toBeUndefined());

  it.each([
    ['a merge conflict', '<<<<<<< ours'],
    ['a list', '[]'],
    ['another version', '{"lockVersion": 2, "files": {}}'],
    ...['../a.json', '/a.json', 'a/../b.json', 'a\\b.json', 'C:/a.json', ''].map((path) => [
      `a path that leaves the folder: ${path}`,
      JSON.stringify({ lockVersion: 1, files: { [path]: ENTRY } }),
    ]),
    [
      'an entry without hash',
      JSON.stringify({ lockVersion: 1, files: { 'a.json': { ...ENTRY, sha256: 1 } } }),
    ],
    [
      'references that are none',
      JSON.stringify({ lockVersion: 1, files: { 'a.json': { ...ENTRY, references: 'b' } } }),
    ],
  ])('is refused with %s', async (_name, text) => {
    await expect(read(text)).rejects.toThrow(Stop);
  });

  it('is a lock or a Stop, whatever stands in the file', async () => {
    const lock = fc.record({
      lockVersion: fc.constantFrom(1, 2),
      files: fc.dictionary(fc.string(), fc.jsonValue()),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), lock), async (value) => {
        const got = await read(JSON.stringify(value)).catch((error: unknown) => error);
        expect(got instanceof Stop || (got as { lockVersion: number }).lockVersion === 1).toBe(true);
      }),
    );
  });
});
