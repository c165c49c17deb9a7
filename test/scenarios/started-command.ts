import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll } from 'vitest';
import { CLI, plainEnvironment, ROOT } from '../command.ts';

export interface StartedCommand {
  /** What it printed first. */
  readonly url: string;
  readonly process: ChildProcess;
  /** What was said on standard error so far. */
  readonly notes: () => string;
  /** What was printed on standard output so far. */
  readonly results: () => string;
}

const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** A command that runs until it is stopped, once it says that it listens; ended with the test file. */
export async function startCommand(
  args: readonly string[],
  { cwd = ROOT, env = {} }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<StartedCommand> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { ...plainEnvironment(), ...env } });
  started.push(child);
  let [notes, results] = ['', ''];
  child.stderr.on('data', (chunk) => {
    notes += String(chunk);
  });
  child.stdout.on('data', (chunk) => {
    results += String(chunk);
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`It did not start: ${notes}`)));
  ended.catch(() => {});
  while (!results.includes('\n')) await Promise.race([once(child.stdout, 'data'), ended]);
  while (!notes.includes('Ctrl-C')) await Promise.race([once(child.stderr, 'data'), ended]);
  const [url = ''] = results.split('\n');
  return { url, process: child, notes: () => notes, results: () => results };
}
