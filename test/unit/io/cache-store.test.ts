import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCacheStore } from '../../../src/io/cache-store.ts';
import { temporaryFolder } from '../../command.ts';

const NAME = 'text-00ff';

/** What a later process finds under a name. */
async function found(folder: string, name = NAME): Promise<string | undefined> {
  return (await openCacheStore(folder)).read(name);
}

async function keeping(text: string): Promise<string> {
  const folder = join(temporaryFolder(), 'a', 'b');
  await (await openCacheStore(folder)).keep(NAME, text);
  return folder;
}

describe('openCacheStore', () => {
  it.each(['', 'one line', 'two\nlines\n', 'ümlaut \u2028 😀'])(
    'gives back what it kept: %j',
    async (text) => {
      expect(await found(await keeping(text))).toBe(text);
    },
  );

  it.each<[string, (whole: string) => string]>([
    ['cut off', (whole) => whole.slice(0, -1)],
    ['longer', (whole) => `${whole} `],
    ['edited', (whole) => whole.replace('kept', 'mine')],
    ['empty', () => ''],
    ['without its first line', (whole) => whole.slice(whole.indexOf('\n') + 1)],
  ])('has nothing where a file is %s, and replaces it', async (_name, spoil) => {
    const folder = await keeping('what was kept');
    writeFileSync(join(folder, NAME), spoil(readFileSync(join(folder, NAME), 'utf8')));
    expect(await found(folder)).toBeUndefined();
    await (await openCacheStore(folder)).keep(NAME, 'new');
    expect(await found(folder)).toBe('new');
  });

  it('never fails where nothing can be kept', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const store = await openCacheStore(join(file, 'below'));
    await store.keep(NAME, 'text');
    await store.trim();
    expect(store.read(NAME)).toBeUndefined();
    expect(store.names('')).toEqual([]);
  });

  it('keeps one whole text where many write at once', async () => {
    const folder = temporaryFolder();
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
    const stores = await Promise.all(texts.map(() => openCacheStore(folder)));
    await Promise.all(stores.map((store, index) => store.keep(NAME, texts[index] ?? '')));
    expect(texts).toContain(await found(folder));
    expect(readdirSync(folder)).toEqual([NAME]);
  });

  it('removes the oldest when there is no room, and what a killed process left; nothing of others', async () => {
    const folder = temporaryFolder();
    const store = await openCacheStore(folder, 1000);
    for (const [index, name] of ['text-01', 'text-02', 'text-03', 'text-04'].entries()) {
      await store.keep(name, 'x'.repeat(240));
      utimesSync(join(folder, name), 1000 + index, 1000 + index);
    }
    writeFileSync(join(folder, 'text-05.ab-cd.tmp'), '');
    utimesSync(join(folder, 'text-05.ab-cd.tmp'), 1, 1);
    writeFileSync(join(folder, 'mine.txt'), 'y'.repeat(5000));
    await store.trim();
    expect(readdirSync(folder).sort()).toEqual(['mine.txt', 'text-02', 'text-03', 'text-04']);
  });

  it('keeps nothing that would push out all else', async () => {
    const folder = temporaryFolder();
    const store = await openCacheStore(folder, 1000);
    await store.keep(NAME, 'x'.repeat(251));
    expect(store.read(NAME)).toBeUndefined();
  });

  it('shows what it keeps to nobody else', async () => {
    const folder = await keeping('text');
    expect(statSync(join(folder, NAME)).mode & 0o077).toBe(0);
  });
});
