import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { parseManifest } from '../../../src/io/parse-manifest.ts';
import { readManifest } from '../../../src/io/read-out.ts';
import { CONTACTS, collection, environment, manifestOf, PRODUCTION } from './sample-plan.ts';

let out = '';
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'read-out-'));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const MANIFEST = manifestOf({
  [CONTACTS]: collection('1', 'a'),
  [PRODUCTION]: environment('2', 'production'),
});
const TEXT = JSON.stringify(MANIFEST, null, 2);

describe('readManifest', () => {
  it('reads what a build wrote', async () => {
    write(TEXT);
    expect(await readManifest(out)).toEqual(MANIFEST);
  });

  it('reads what an earlier build wrote, which only named the unset variables', async () => {
    const entry = Object.values(MANIFEST.modules)[0];
    write(
      JSON.stringify({
        ...MANIFEST,
        manifestVersion: 1,
        modules: { x: { ...entry, unset: ['contact_id'] } },
      }),
    );
    expect((await readManifest(out))?.modules['x']?.unset).toEqual([
      { name: 'contact_id', description: '', example: '', wantedBy: [] },
    ]);
  });

  it('knows no manifest where there is none', async () => {
    expect(await readManifest(out)).toBeUndefined();
    expect(await readManifest(join(out, 'absent', 'deep'))).toBeUndefined();
    write('a file where the out folder should be');
    expect(await readManifest(join(out, 'manifest.json'))).toBeUndefined();
  });

  it.each<[name: string, given: string, reason: RegExp]>([
    ['a merge conflict', conflicted(), /conflict.* line 4$/],
    ['a conflict in the style diff3', TEXT.replace('{', '{\n||||||| base\n=======\n'), /conflict/],
    ['an empty file', ' \n', /empty/],
    ['a truncated file', TEXT.slice(0, 200), /JSON/],
    ['a list', '[]', /root/],
    ['null', 'null', /root/],
    ['a newer version', TEXT.replace('"manifestVersion": 2', '"manifestVersion": 3'), /manifestVersion is 3/],
    ['no version', '{}', /manifestVersion/],
    ['no modules', JSON.stringify({ ...MANIFEST, modules: undefined }), /^modules /],
    ['a module that is none', JSON.stringify({ ...MANIFEST, modules: { x: null } }), /^modules\.x /],
    ['a wrong count', TEXT.replace('"operations": 3', '"operations": -1'), /operations/],
    ['a wrong link', TEXT.replace('"producer"', '"maker"'), /links\.0\.producer/],
    ['a wrong unset variable', TEXT.replace('"wantedBy"', '"wanted"'), /unset\.0\.wantedBy/],
    ['a hash in capitals', TEXT.replace(/"hash": "(\w+)"/, '"hash": "ABC"'), /hash/],
  ])('refuses %s', async (_name, given, reason) => {
    write(given);
    const found = await stopOf(readManifest(out));
    expect(found).toMatchObject({ code: 'manifest-unreadable', where: { file: join(out, 'manifest.json') } });
    expect(found.args).toEqual({ reason: expect.stringMatching(reason) });
  });

  it.each([
    '../outside.json',
    '/etc/passwd',
    'collections/../../outside.json',
    'collections/./a.json',
    'collections//a.json',
    'collections/',
    'collections',
    'collections\\a.json',
    'collections/a\0.json',
    'C:/a.json',
    'manifest.json',
    'reports/last.json',
    'edited/collections/a.json',
    '',
  ])('refuses the path %j', async (file) => {
    for (const key of ['modules', 'environments'] as const) {
      const [name = '', entry] = Object.entries(MANIFEST[key])[0] ?? [];
      write(JSON.stringify({ ...MANIFEST, [key]: { [name]: { ...entry, file } } }));
      expect((await stopOf(readManifest(out))).args).toEqual({ reason: expect.stringContaining('.file ') });
    }
  });

  it('refuses a folder and a link that leads in a circle', async () => {
    mkdirSync(join(out, 'manifest.json'));
    expect(await stopOf(readManifest(out))).toMatchObject({ code: 'manifest-unreadable' });
    rmSync(join(out, 'manifest.json'), { recursive: true });
    symlinkSync('manifest.json', join(out, 'manifest.json'));
    expect(await stopOf(readManifest(out))).toMatchObject({ code: 'manifest-unreadable' });
  });

  it('takes a byte order mark and line ends of another system', async () => {
    write(`\uFEFF${TEXT.replaceAll('\n', '\r\n')}`);
    expect(await readManifest(out)).toEqual(MANIFEST);
  });

  it('never fails in another way, whatever the text is', () => {
    const values = fc.oneof(
      fc.json(),
      fc.string(),
      fc.jsonValue().map((modules) => JSON.stringify({ ...MANIFEST, modules })),
    );
    fc.assert(
      fc.property(values, (text) => {
        const parsed = parseManifest(text);
        expect('manifest' in parsed || parsed.fault.length > 0).toBe(true);
      }),
    );
  });
});

function conflicted(): string {
  const [first, second, third, ...rest] = TEXT.split('\n');
  const theirs = third?.replace('0.0.0', '9.9.9');
  return [first, second, third, '<<<<<<< HEAD', '=======', theirs, '>>>>>>> theirs', ...rest].join('\n');
}

function write(text: string): void {
  writeFileSync(join(out, 'manifest.json'), text);
}

async function stopOf(work: Promise<unknown>): Promise<Diagnostic> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stop)) throw new Error(`expected a Stop, got ${error}`);
  return error.diagnostics[0];
}
