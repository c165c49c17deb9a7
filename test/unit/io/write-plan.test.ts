import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic, Outcome } from '../../../src/diagnostics/diagnostic.ts';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { readManifest } from '../../../src/io/read-out.ts';
import { writePlan } from '../../../src/io/write-plan.ts';
import type { Changes } from '../../../src/model/build.ts';
import type { OutputPlan } from '../../../src/model/output.ts';
import {
  CALENDARS,
  CONTACTS,
  collection,
  environment,
  manifestOf,
  PRODUCTION,
  planOf,
} from './sample-plan.ts';

const OLD = {
  [CONTACTS]: collection('1', 'old'),
  [CALENDARS]: collection('2', 'old'),
  [PRODUCTION]: environment('3', 'old'),
};
const NEW = { ...OLD, [CONTACTS]: collection('1', 'new') };
const BY_HAND = collection('1', 'by hand');
const COPY = `edited/${CONTACTS}`;

let root = '';
let out = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'write-plan-')));
  out = join(root, 'out');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('writePlan', () => {
  it('writes a whole plan into a folder that is not there', async () => {
    const { value, diagnostics } = await build(planOf(OLD));
    const paths = [CALENDARS, CONTACTS, PRODUCTION, 'manifest.json'];
    expect(value).toEqual({ written: paths, unchanged: [], removed: [] });
    expect(diagnostics).toEqual([]);
    expect(filesIn(out)).toEqual(paths);
    expect(read(CONTACTS)).toBe(OLD[CONTACTS]);
    expect(await readManifest(out)).toEqual(manifestOf(OLD));
  });

  it('sorts what it tells by code point', async () => {
    const paths = ['\u{1F600}', '\uFF5E', 'b', 'B'].map((name) => `collections/${name}.json`);
    const { value } = await build(planOf(Object.fromEntries(paths.map((path) => [path, '{}']))));
    expect(value.written).toEqual([...paths.toReversed(), 'manifest.json']);
  });

  it('does not touch what is equal', async () => {
    await build(planOf(OLD));
    const past = new Date('2020-01-01T00:00:00Z');
    for (const path of filesIn(out)) utimesSync(join(out, path), past, past);
    const { value } = await build(planOf(NEW));
    expect(value).toEqual({
      written: [CONTACTS, 'manifest.json'],
      unchanged: [CALENDARS, PRODUCTION],
      removed: [],
    });
    expect(statSync(join(out, CALENDARS)).mtime).toEqual(past);
    expect(statSync(join(out, CONTACTS)).mtime).not.toEqual(past);
  });

  it('plans the same on a dry run, and writes nothing', async () => {
    await build(planOf(OLD));
    put(CONTACTS, BY_HAND);
    const { [CALENDARS]: gone = '', ...rest } = NEW;
    const plan = planOf(rest, { [CALENDARS]: gone });
    const before = snapshot();
    const dry = await build(plan, { dryRun: true });
    expect(snapshot()).toEqual(before);
    expect(dry.diagnostics.map(({ code }) => code)).toEqual(['edited-copy-kept']);
    expect(await build(plan)).toEqual(dry);
  });

  it('makes no folder on a dry run', async () => {
    const { value } = await build(planOf(OLD), { dryRun: true });
    expect(value.written).toHaveLength(4);
    expect(existsSync(out)).toBe(false);
  });

  it('keeps the mode of a file that it replaces, and gives a new one the usual', async () => {
    await build(planOf(OLD));
    chmodSync(join(out, CONTACTS), 0o600);
    await build(planOf(NEW));
    expect(modeOf(CONTACTS)).toBe(0o600);
    expect(modeOf(CALENDARS)).toBe(0o644 & ~process.umask());
  });

  it('takes two builds at once', async () => {
    await build(planOf(OLD));
    const previous = await readManifest(out);
    const options = { out, dryRun: false, ...(previous ? { previous } : {}) };
    await Promise.all([writePlan(planOf(NEW), options), writePlan(planOf(NEW), options)]);
    expect(read(CONTACTS)).toBe(NEW[CONTACTS]);
    expect(filesIn(out).filter((path) => path.endsWith('.tmp'))).toEqual([]);
  });

  it('writes 41 files of 150 kB quickly', async () => {
    const files = Array.from({ length: 41 }, (_, index) => [
      `collections/m-${index}.json`,
      'x'.repeat(150_000),
    ]);
    const start = performance.now();
    await build(planOf(Object.fromEntries(files)));
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('a file changed by hand', () => {
  it('is kept as a copy before it is replaced', async () => {
    await build(planOf(OLD));
    put(CONTACTS, BY_HAND);
    const { diagnostics } = await build(planOf(NEW));
    expect(diagnostics).toMatchObject([
      {
        code: 'edited-copy-kept',
        args: { path: CONTACTS, copy: COPY },
        where: { file: join(out, CONTACTS) },
      },
    ]);
    expect([read(CONTACTS), read(COPY)]).toEqual([NEW[CONTACTS], BY_HAND]);
  });

  it('is kept even where the build gives what it gave before', async () => {
    await build(planOf(OLD));
    put(CONTACTS, 'no JSON any more');
    const { value } = await build(planOf(OLD));
    expect(value.written).toEqual([CONTACTS]);
    expect([read(CONTACTS), read(COPY)]).toEqual([OLD[CONTACTS], 'no JSON any more']);
  });

  it('is unchanged where the edit is what the build gives', async () => {
    await build(planOf(OLD));
    put(CONTACTS, NEW[CONTACTS]);
    const { value, diagnostics } = await build(planOf(NEW));
    expect(value.written).toEqual(['manifest.json']);
    expect(diagnostics).toEqual([]);
    expect(existsSync(join(out, 'edited'))).toBe(false);
  });

  it('gets a number where the name of the copy is taken', async () => {
    await build(planOf(OLD));
    const second = 'edited/collections/contacts-2.postman_collection.json';
    put(COPY, 'an older edit');
    put(CONTACTS, BY_HAND);
    expect((await build(planOf(NEW))).diagnostics).toMatchObject([{ args: { copy: second } }]);
    put(CONTACTS, BY_HAND);
    expect((await build(planOf(NEW))).diagnostics).toMatchObject([{ args: { copy: second } }]);
    expect([read(COPY), read(second)]).toEqual(['an older edit', BY_HAND]);
    expect(readdirSync(join(out, 'edited/collections'))).toHaveLength(2);
  });

  it('never shares a copy with another file of the same build', async () => {
    const other = 'collections/contacts-2.postman_collection.json';
    await build(planOf({ ...OLD, [other]: '{}' }));
    put(COPY, 'an older edit');
    put(CONTACTS, BY_HAND);
    put(other, 'another edit');
    await build(planOf({ ...NEW, [other]: '{}' }));
    const kept = readdirSync(join(out, 'edited/collections')).map((name) =>
      read(`edited/collections/${name}`),
    );
    expect(kept.sort()).toEqual(['an older edit', 'another edit', BY_HAND].sort());
  });

  it('is known by its id where no manifest lists it', async () => {
    await build(planOf(OLD));
    rmSync(join(out, 'manifest.json'));
    put(CONTACTS, BY_HAND);
    put(PRODUCTION, environment('3', 'by hand'));
    const { diagnostics } = await build(planOf(NEW));
    expect(diagnostics.map(({ code }) => code)).toEqual(['edited-copy-kept', 'edited-copy-kept']);
    expect([read(COPY), read(`edited/${PRODUCTION}`)]).toEqual([BY_HAND, environment('3', 'by hand')]);
  });
});

describe('a foreign file', () => {
  it.each([
    '{}',
    'null',
    'text',
    '[]',
    collection('9', 'theirs'),
    environment('1', 'theirs'),
    '{"info":null}',
  ])('in the way is refused, and nothing is written: %s', async (text) => {
    put(CONTACTS, text);
    put(CALENDARS, 'theirs');
    put(PRODUCTION, OLD[PRODUCTION]);
    const before = snapshot();
    const found = await stopOf(build(planOf(OLD)));
    expect(found).toMatchObject([
      { code: 'foreign-file-in-the-way', args: { path: CONTACTS }, where: { file: join(out, CONTACTS) } },
      { code: 'foreign-file-in-the-way', args: { path: CALENDARS } },
    ]);
    expect(snapshot()).toEqual(before);
  });

  it('elsewhere is left alone', async () => {
    put('collections/mine.json', 'mine');
    put('notes.txt', 'mine');
    put('collections/.mine.tmp', 'mine');
    await build(planOf(OLD));
    expect(['collections/mine.json', 'notes.txt', 'collections/.mine.tmp'].map(read)).toEqual([
      'mine',
      'mine',
      'mine',
    ]);
  });

  it('may be a folder where a file is planned, or a file where a folder is', async () => {
    mkdirSync(join(out, CONTACTS), { recursive: true });
    expect(await stopOf(build(planOf(OLD)))).toMatchObject([
      { code: 'foreign-file-in-the-way', args: { path: CONTACTS } },
    ]);
    put('environments', 'a file');
    expect(await stopOf(build(planOf(OLD)))).toMatchObject([
      { code: 'foreign-file-in-the-way', args: { path: 'environments' } },
    ]);
  });
});

describe('a file whose module is gone', () => {
  const { [CALENDARS]: calendars = '', ...rest } = OLD;
  const plan = planOf(rest, { [CALENDARS]: calendars });

  it('is removed', async () => {
    await build(planOf(OLD));
    const { value } = await build(plan);
    expect(value.removed).toEqual([CALENDARS]);
    expect(existsSync(join(out, CALENDARS))).toBe(false);
  });

  it('is kept when a person has changed it', async () => {
    await build(planOf(OLD));
    put(CALENDARS, 'by hand');
    const { value, diagnostics } = await build(plan);
    expect(value.removed).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'foreign-file-kept', args: { path: CALENDARS } }]);
    expect(read(CALENDARS)).toBe('by hand');
  });

  it('is kept when it has become a link', async () => {
    await build(planOf(OLD));
    rmSync(join(out, CALENDARS));
    writeFileSync(join(root, 'theirs.json'), calendars);
    symlinkSync(join(root, 'theirs.json'), join(out, CALENDARS));
    expect((await build(plan)).diagnostics).toMatchObject([{ code: 'foreign-file-kept' }]);
    expect(readFileSync(join(root, 'theirs.json'), 'utf8')).toBe(calendars);
  });

  it('may be gone already', async () => {
    await build(planOf(OLD));
    rmSync(join(out, CALENDARS));
    const { value, diagnostics } = await build(plan);
    expect([value.removed, diagnostics]).toEqual([[], []]);
  });
});

describe('a symbolic link', () => {
  it('may be the out folder itself', async () => {
    mkdirSync(join(root, 'real'));
    symlinkSync('real', out);
    await build(planOf(OLD));
    expect(filesIn(join(root, 'real'))).toHaveLength(4);
  });

  it('may lead to another folder in the out folder', async () => {
    mkdirSync(join(out, 'shared'), { recursive: true });
    symlinkSync('shared', join(out, 'collections'));
    await build(planOf(OLD));
    expect(readdirSync(join(out, 'shared'))).toHaveLength(2);
  });

  it.each(['collections', 'environments'])(
    'that leads out of the out folder is refused: %s',
    async (folder) => {
      mkdirSync(out);
      mkdirSync(join(root, 'elsewhere'));
      symlinkSync('../elsewhere', join(out, folder));
      expect(await stopOf(build(planOf(OLD)))).toMatchObject([
        { code: 'out-not-writable', where: { file: join(out, folder) } },
      ]);
      expect(filesIn(join(root, 'elsewhere'))).toEqual([]);
    },
  );

  it('that leads out of the out folder is refused for copies, before the original is replaced', async () => {
    await build(planOf(OLD));
    put(CONTACTS, BY_HAND);
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync('../elsewhere', join(out, 'edited'));
    expect(await stopOf(build(planOf(NEW)))).toMatchObject([
      { code: 'out-not-writable', where: { file: join(out, 'edited') } },
    ]);
    expect(read(CONTACTS)).toBe(BY_HAND);
  });

  it.each(['../../elsewhere.json', 'inside.json', 'nowhere.json', 'contacts.postman_collection.json'])(
    'in the place of a file is refused: %s',
    async (target) => {
      put('collections/inside.json', OLD[CONTACTS]);
      writeFileSync(join(root, 'elsewhere.json'), OLD[CONTACTS]);
      symlinkSync(target, join(out, CONTACTS));
      expect(await stopOf(build(planOf(NEW)))).toMatchObject([
        { code: 'out-not-writable', where: { file: join(out, CONTACTS) } },
      ]);
      expect(readFileSync(join(root, 'elsewhere.json'), 'utf8')).toBe(OLD[CONTACTS]);
    },
  );

  it.each(['nowhere', 'out'])('as out folder that leads to no folder is refused: %s', async (target) => {
    symlinkSync(target, out);
    expect(await stopOf(writePlan(planOf(OLD), { out, dryRun: true }))).toMatchObject([
      { code: 'out-not-writable', where: { file: out } },
    ]);
  });
});

describe('an out folder that cannot be written', () => {
  it.each([true, false])('is a file, or lies below one (dry run: %s)', async (dryRun) => {
    writeFileSync(out, 'a file');
    for (const folder of [out, join(out, 'deeper')]) {
      expect(await stopOf(writePlan(planOf(OLD), { out: folder, dryRun }))).toMatchObject([
        { code: 'out-not-writable', where: { file: folder } },
      ]);
    }
    expect(readFileSync(out, 'utf8')).toBe('a file');
  });

  it('refuses a name that is too long before anything is written', async () => {
    const path = `collections/${'x'.repeat(300)}.json`;
    const found = await stopOf(build(planOf({ ...OLD, [path]: '{}' })));
    expect(found).toMatchObject([{ code: 'out-not-writable', where: { file: join(out, path) } }]);
    expect(filesIn(out)).toEqual([]);
  });

  it('takes a name that is as long as the system allows', async () => {
    const path = `collections/${'x'.repeat(250)}.json`;
    expect((await build(planOf({ [path]: '{}' }))).value.written).toContain(path);
  });

  it.skipIf(process.getuid?.() === 0)('is read-only', async () => {
    await build(planOf(OLD));
    chmodSync(join(out, 'collections'), 0o555);
    expect(await stopOf(build(planOf(NEW)))).toMatchObject([
      {
        code: 'out-not-writable',
        args: { reason: 'permission denied' },
        where: { file: join(out, CONTACTS) },
      },
    ]);
    chmodSync(join(out, 'collections'), 0o755);
  });
});

describe('a temporary file', () => {
  const HOURS_2 = 2 * 60 * 60 * 1000;
  const NOBODY = 2 ** 22 + 7; // beyond the largest process id of Linux

  it.each<[name: string, given: { name: string; age: number }, left: boolean]>([
    ['of a process that is gone', { name: `.a.json.${NOBODY}-1.tmp`, age: 0 }, false],
    ['with an id that no process can have', { name: `.a.json.${10 ** 20}-1.tmp`, age: 0 }, false],
    ['of a running process', { name: `.a.json.${process.ppid}-1.tmp`, age: 0 }, true],
    ['that is old', { name: `.a.json.${process.ppid}-1.tmp`, age: HOURS_2 }, false],
    ['of somebody else', { name: '.a.json.tmp', age: HOURS_2 }, true],
  ])('%s', async (_name, { name, age }, left) => {
    put(`collections/${name}`, 'half a fi');
    const then = new Date(Date.now() - age);
    utimesSync(join(out, 'collections', name), then, then);
    await build(planOf(OLD));
    expect(existsSync(join(out, 'collections', name))).toBe(left);
  });

  it('of a dead process with our id does not stop us', async () => {
    const taken = Array.from(
      { length: 2_000 },
      (_, index) => `collections/.a.json.${process.pid}-${index}.tmp`,
    );
    for (const path of taken) put(path, 'half a fi');
    await build(planOf({ 'collections/a.json': '{}' }));
    expect(read('collections/a.json')).toBe('{}');
  });
});

async function build(plan: OutputPlan, { dryRun = false } = {}): Promise<Outcome<Changes>> {
  const previous = await readManifest(out);
  return writePlan(plan, { out, dryRun, ...(previous ? { previous } : {}) });
}

async function stopOf(work: Promise<unknown>): Promise<readonly Diagnostic[]> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stop)) throw new Error(`expected a Stop, got ${error}`);
  return error.diagnostics;
}

function put(path: string, text: string | undefined): void {
  const file = join(out, path);
  rmSync(file, { recursive: true, force: true });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text ?? '');
}

function read(path: string): string {
  return readFileSync(join(out, path), 'utf8');
}

function modeOf(path: string): number {
  return statSync(join(out, path)).mode & 0o777;
}

/** Relative paths of all files below a folder, sorted. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
}

function snapshot(): (readonly [path: string, text: string, mtime: number])[] {
  return filesIn(out).map((path) => [path, read(path), statSync(join(out, path)).mtimeMs]);
}
