import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLI, run } from '../command.ts';
import { filesIn } from './project.ts';
import { type Victim, victims } from './victims.ts';

/** When a process is killed: at a share of the time of a whole run, or so long after an event in its folders. */
type Moment =
  | { readonly share: number }
  /** The nth change that is seen, and milliseconds after it. */
  | { readonly change: number; readonly ms: number };

/** What is killed, how often: fifty times in all. */
const KILLS = { build: 15, merge: 10, publish: 12, pull: 13 } as const;
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

const moments = fc.oneof(
  { weight: 1, arbitrary: fc.record({ share: fc.double({ min: 0, max: 1.1, noNaN: true }) }) },
  { weight: 3, arbitrary: fc.record({ change: fc.integer({ min: 1, max: 40 }), ms: fc.nat({ max: 4 }) }) },
);

describe.concurrent.each(Object.entries(KILLS))('%s, killed at any moment', (command, kills) => {
  it(`leaves each file old or new ${kills} times, and the next run ends it`, {
    timeout: 300_000,
  }, async () => {
    const victim = await victims[command as keyof typeof KILLS]();
    const started = performance.now();
    const folder = await victim.begin();
    const before = readState(folder, victim);
    expect(await run(victim.args, { cwd: folder, env: victim.env })).toMatchObject({ code: 0 });
    const duration = performance.now() - started;
    const [fresh, end] = [readState(folder, victim), victim.elsewhere()];
    expect(fresh).not.toEqual(before);
    let interrupted = 0;
    for (const moment of fc.sample(moments, { numRuns: kills, seed: SEED })) {
      const told = `${command} ${JSON.stringify(moment)}, KILL_SEED=${SEED}`;
      const cwd = await victim.begin();
      const old = readState(cwd, victim);
      interrupted += (await killed(cwd, victim, moment, duration)) ? 1 : 0;
      expectOldOrNew(readState(cwd, victim), { old, fresh }, told);
      const ran = await run(victim.args, { cwd, env: victim.env });
      expect({ ...ran, stdout: '' }, told).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(readState(cwd, victim), told).toEqual(fresh);
      expect(
        [...filesIn(cwd).keys()].filter((file) => file.endsWith('.tmp')),
        told,
      ).toEqual([]);
      expect(victim.elsewhere(), told).toEqual(end);
    }
    expect(interrupted).toBeGreaterThan(kills / 4);
  });
});

/** By file, or by entry where a file is a record of steps; what is random of another place is masked. */
type State = ReadonlyMap<string, string>;

function readState(folder: string, { parts }: Victim): State {
  const files = [...filesIn(folder)].filter(([file]) => !file.endsWith('.tmp'));
  return new Map(files.flatMap(([file, text]) => [...parts(file, text)]));
}

function expectOldOrNew(
  left: State,
  { old, fresh }: { readonly old: State; readonly fresh: State },
  told: string,
): void {
  for (const [file, text] of left)
    expect([old.get(file), fresh.get(file)], `${file}, ${told}`).toContain(text);
  // Nothing that was there, and is to be there, is gone.
  const lost = [...old.keys()].filter((file) => fresh.has(file) && !left.has(file));
  expect(lost, told).toEqual([]);
}

/** True when the process had not ended by itself; `whole` is how long a run takes, in milliseconds. */
function killed(cwd: string, victim: Victim, moment: Moment, whole: number): Promise<boolean> {
  const env = { ...process.env, ...victim.env };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...victim.args], { cwd, stdio: 'ignore', env });
    const kill = (): boolean => child.kill('SIGKILL');
    if ('share' in moment) setTimeout(kill, moment.share * whole);
    let changes = 0;
    const onChange = (): void => {
      changes += 1;
      if ('change' in moment && changes === moment.change) setTimeout(kill, moment.ms);
    };
    const watchers = victim.watched.map((folder) => watch(join(cwd, folder), onChange));
    const stopHearing = victim.onChange?.(onChange);
    child.on('close', (_code, signal) => {
      for (const watcher of watchers) watcher.close();
      stopHearing?.();
      resolve(signal === 'SIGKILL');
    });
  });
}
