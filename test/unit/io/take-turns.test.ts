import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeTurns } from '../../../src/io/take-turns.ts';
import { temporaryFolder } from '../../command.ts';

const PLACE = '/some/out';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => vi.unstubAllEnvs());

/** The turn of a process of that id, as another run would hold it. */
async function turnOf(pid: number): Promise<string> {
  const name = await takeTurns(PLACE, async () => readdirSync(folder)[0] ?? '');
  writeFileSync(join(folder, name), `${pid}\n`);
  return join(folder, name);
}

const pause = (): Promise<void> => new Promise((wake) => setTimeout(wake, 20));

describe('takeTurns', () => {
  it('lets one at a time at one place, and all of them in the end', async () => {
    let [under, most] = [0, 0];
    const task = async (): Promise<number> => {
      most = Math.max(most, ++under);
      await pause();
      return under--;
    };
    const waits: number[] = [];
    await Promise.all([1, 2, 3, 4].map(() => takeTurns(PLACE, task, (pid) => waits.push(pid))));
    expect([most, waits]).toEqual([1, [process.pid, process.pid, process.pid]]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets several at several places', async () => {
    let freed = (): void => {};
    const first = takeTurns('/a', () => new Promise<void>((resolve) => (freed = resolve)));
    expect(await takeTurns('/b', async () => 'done')).toBe('done');
    freed();
    await first;
  });

  it('gives the turn back when the task throws', async () => {
    await expect(takeTurns(PLACE, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await takeTurns(PLACE, async () => 'done')).toBe('done');
  });

  it.each([
    ['a process that is dead', 999_999_999],
    ['a dead process that had our id', process.pid],
    ['what is no process', Number.NaN],
  ])('takes the turn of %s', async (_name, pid) => {
    await turnOf(pid);
    expect(await takeTurns(PLACE, async () => 'done')).toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits for another process, also for one that is killed', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await turnOf(other.pid ?? 0);
    const waits: number[] = [];
    const done = takeTurns(
      PLACE,
      async () => 'done',
      (pid) => {
        waits.push(pid);
        other.kill('SIGKILL');
      },
    );
    expect([await done, waits]).toEqual(['done', [other.pid]]);
  });

  it('does the work where no turn can be held', async () => {
    vi.stubEnv('TMPDIR', join(folder, 'none'));
    expect(await takeTurns(PLACE, async () => 'done')).toBe('done');
  });
});
