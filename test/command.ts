import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export const ROOT = join(import.meta.dirname, '..');
export const CLI = join(ROOT, 'dist', 'cli.js');

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string;
  /** Options of node itself. */
  readonly node?: readonly string[];
}

/** Runs the built command as a user would, outside of a terminal. */
export function run(
  args: readonly string[],
  { cwd = ROOT, env = {}, stdin, node = [] }: RunOptions = {},
): Promise<Run> {
  const { CI: _ci, FORCE_COLOR: _colour, ...own } = process.env;
  const options = { cwd, env: { ...own, XDG_CACHE_HOME: CACHES, ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...node, CLI, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end(stdin);
  });
}

/** Ours, without what asks for colours. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { CI: _ci, FORCE_COLOR: _colour, ...own } = process.env;
  return own;
}

const made: string[] = [];
// Here and not below: a hook that a running test asks for would never be called.
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, removed when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hoopai-postman-'));
  made.push(folder);
  return folder;
}

/** Not that of whoever runs the tests. */
const CACHES = temporaryFolder();
