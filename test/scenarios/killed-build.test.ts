import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

const MODULES = Array.from({ length: 12 }, (_, index) => `m${index}`);
const TITLES = ['Old', 'New'];

/** When a build is killed: at a share of the time that a whole one takes, or so long after it has begun to write. */
type Moment =
  | { readonly share: number }
  /** Of milliseconds, after the first temporary file or after the first file in its place. */
  | { readonly after: 'temporary' | 'renamed'; readonly ms: number };

const MOMENTS: readonly Moment[] = [
  ...[0.15, 0.5, 0.62].map((share) => ({ share })),
  ...[0, 1, 2, 3, 5].map((ms) => ({ after: 'temporary', ms }) as const),
  ...[0, 1].map((ms) => ({ after: 'renamed', ms }) as const),
];

function writeSpecs(folder: string, title: string): void {
  const spec = { ...GOOD, info: { title, version: title, description: title.repeat(20_000) } };
  writeFiles(folder, Object.fromEntries(MODULES.map((module) => [`specs/${module}.json`, spec])));
}

/** The files of a whole build with that title. */
async function versionOf(title: string): Promise<ReadonlyMap<string, string>> {
  const folder = temporaryFolder();
  writeSpecs(folder, title);
  expect(await run(['build', '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
  return filesIn(join(folder, 'out'));
}

describe('a build that is killed', () => {
  it('leaves every file the old or the new one, at any moment', async () => {
    const started = performance.now();
    const [old, fresh] = await Promise.all(TITLES.map(versionOf));
    const duration = performance.now() - started;
    let interrupted = 0;
    for (const moment of MOMENTS) {
      const folder = temporaryFolder();
      const files = [...(old ?? [])].map(([file, text]) => [`out/${file}`, Buffer.from(text, 'latin1')]);
      writeFiles(folder, Object.fromEntries(files));
      writeSpecs(folder, 'New');
      await killed(folder, moment, duration);
      const left = filesIn(join(folder, 'out'));
      const whole = [...left].filter(([file]) => !file.endsWith('.tmp'));
      const inPlace = whole.filter(([file]) => !file.startsWith('history/'));
      for (const [file, text] of whole.filter((one) => !inPlace.includes(one)))
        expect(JSON.parse(text), file).toEqual(JSON.parse(old?.get(replacedBy(file)) ?? ''));
      for (const [file, text] of inPlace)
        expect([old?.get(file), fresh?.get(file)], `${file}, ${JSON.stringify(moment)}`).toContain(text);
      expect(inPlace.map(([file]) => file)).toEqual([...(old?.keys() ?? [])]);
      if (left.size > whole.length) interrupted += 1;
      if ('after' in moment && moment.ms < 2) await expectGoesOn(folder, fresh);
    }
    expect(interrupted).toBeGreaterThan(0);
  });
});

/** The next build ends what the killed one began, and leaves nothing of it. */
async function expectGoesOn(folder: string, fresh: ReadonlyMap<string, string> | undefined): Promise<void> {
  const ran = await run(['build', '--json'], { cwd: folder });
  expect({ code: ran.code, diagnostics: JSON.parse(ran.stdout).diagnostics }).toEqual({
    code: 0,
    diagnostics: [],
  });
  const left = [...filesIn(join(folder, 'out'))];
  expect(new Map(left.filter(([file]) => !file.startsWith('history/')))).toEqual(fresh);
  expect(left.filter(([file]) => file.endsWith('.tmp'))).toEqual([]);
}

/** `history/m1/0001-….json` keeps what stood as m1's collection. */
function replacedBy(file: string): string {
  return `collections/${file.split('/')[1]}.postman_collection.json`;
}

/** Runs a build and ends it by SIGKILL; `whole` is how long one takes, in milliseconds. */
function killed(cwd: string, moment: Moment, whole: number): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, 'build', '--quiet'], { cwd, stdio: 'ignore' });
    const kill = (): boolean => child.kill('SIGKILL');
    if ('share' in moment) setTimeout(kill, moment.share * whole);
    const watcher = watch(join(cwd, 'out/collections'), (_event, name) => {
      if (!('after' in moment)) return;
      if (moment.after === 'temporary' || !name?.startsWith('.')) setTimeout(kill, moment.ms);
    });
    child.on('close', () => {
      watcher.close();
      resolve();
    });
  });
}
