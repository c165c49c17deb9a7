import { createHash } from 'node:crypto';
import { link, readFile, realpath, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './is-running.ts';
import { errorCode } from './out-failure.ts';

const LOOK_AGAIN_MS = 50;
const TOUCH_EVERY_MS = 30_000;
/** The id of a process that was killed may be another's by now: who has not touched the turn for so long is gone. */
const GONE_AFTER_MS = 10 * 60_000;

/** Turns of this process, by file. */
const held = new Set<string>();
let counter = 0;

/**
 * Runs the task when no other run on this machine is at one for the same place: two that write there at once would
 * each plan on what the other is about to replace. The turn of a process that was killed ends with it.
 * @param onWait called once, with the id of the process that has the turn.
 */
export async function takeTurns<T>(
  place: string,
  task: () => Promise<T>,
  onWait: (pid: number) => void = () => {},
): Promise<T> {
  const file = await turnFile(place);
  await take(file, onWait);
  const touching = setInterval(() => void touch(file), TOUCH_EVERY_MS).unref();
  try {
    return await task();
  } finally {
    clearInterval(touching);
    await rm(file, { force: true }).catch(() => {});
    held.delete(file);
  }
}

/** In the folder for temporary files: what is written to may be shared, be read-only, or not be there yet. */
async function turnFile(place: string): Promise<string> {
  const real = await realpath(place).catch(() => place);
  const name = createHash('sha256').update(real).digest('hex').slice(0, 16);
  return join(tmpdir(), `hoopai-postman-${process.getuid?.() ?? 0}-${name}.turn`);
}

async function take(file: string, onWait: (pid: number) => void): Promise<void> {
  let isTold = false;
  while (held.has(file) || !(await tryToTake(file))) {
    const pid = held.has(file) ? process.pid : await holderOf(file);
    if (pid === undefined) continue;
    if (!isTold) onWait(pid);
    isTold = true;
    await new Promise((wake) => setTimeout(wake, LOOK_AGAIN_MS));
  }
  held.add(file);
}

/**
 * Linked and not created, so that it is never there without the id in it. Where no turns can be held, as in a folder
 * that is read-only, the work is done all the same.
 */
async function tryToTake(file: string): Promise<boolean> {
  counter += 1;
  const own = `${file}.${process.pid}-${counter}`;
  try {
    await writeFile(own, `${process.pid}\n`, { flag: 'wx' });
    await link(own, file);
    return true;
  } catch (error) {
    return errorCode(error) !== 'EEXIST';
  } finally {
    await rm(own, { force: true }).catch(() => {});
  }
}

/** The process that has the turn; undefined when none has any more, and it can be taken. */
async function holderOf(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const entry = await stat(file).catch(() => undefined);
  if (text === undefined || !entry) return undefined;
  const pid = Number(text);
  // In a container each run may have the id that the one before had.
  const isAlive = pid === process.pid ? held.has(file) : isRunning(pid);
  if (isAlive && Date.now() - entry.mtimeMs < GONE_AFTER_MS) return pid;
  await rm(file, { force: true }).catch(() => {});
  return undefined;
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => {});
}
