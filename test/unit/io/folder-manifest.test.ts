import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { folderManifest, readFolderManifest } from '../../../src/io/folder-manifest.ts';
import { temporaryFolder } from '../../command.ts';

const out = temporaryFolder();
const HASH = '0'.repeat(64);
mkdirSync(join(out, 'types'));

async function reading(text: string): Promise<unknown> {
  writeFileSync(join(out, 'types', 'manifest.json'), text);
  return readFolderManifest(out, 'types').catch((error: unknown) => {
    if (!(error instanceof Stop)) throw error;
    return error.diagnostics.map(({ code }) => code);
  });
}

describe('the manifest of a folder', () => {
  it('is read as it was written, and is nothing where there is none', async () => {
    const files = new Map([['types/a.ts', { hash: HASH, inputs: HASH, references: ['b.json'] }]]);
    const { content } = folderManifest('types', 'test 1', files);
    expect(await reading(content)).toEqual({ generator: 'test 1', files: Object.fromEntries(files) });
    expect(await readFolderManifest(out, 'clients/ts')).toBeUndefined();
  });

  it.each([
    ['no JSON', '{'],
    ['a conflict of git', '<<<<<<< ours\n{}'],
    ['no object', '[]'],
    ['no hash', JSON.stringify({ generator: '', files: { 'types/a.ts': { hash: 'x' } } })],
    ['another folder', JSON.stringify({ generator: '', files: { 'collections/a.json': { hash: HASH } } })],
    ['a way out', JSON.stringify({ generator: '', files: { 'types/../../a.ts': { hash: HASH } } })],
    ['a backslash', JSON.stringify({ generator: '', files: { 'types/..\\a.ts': { hash: HASH } } })],
    [
      'references that are none',
      JSON.stringify({ generator: '', files: { 'types/a.ts': { hash: HASH, references: [1] } } }),
    ],
  ])('is refused when it holds %s', async (_name, text) => {
    expect(await reading(text)).toEqual(['manifest-unreadable']);
  });

  it('never names a file outside of its folder', async () => {
    const segment = fc.constantFrom('types', '..', '.', '', 'a.ts', 'b', '\\', '%2e', 'ä', '...');
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 6 }), async (segments) => {
        const path = segments.join('/');
        const read = await reading(JSON.stringify({ generator: '', files: { [path]: { hash: HASH } } }));
        const isTaken = !Array.isArray(read);
        expect(!isTaken || resolve(out, path).startsWith(join(out, 'types') + sep)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
