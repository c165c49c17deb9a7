import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../command.ts';

const NEWMAN = join(ROOT, 'node_modules', 'newman', 'bin', 'newman.js');

/** Runs a collection as the README says; throws when a request or an assertion fails. */
export async function runNewman(
  cwd: string,
  collection: string,
  environment: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const set = Object.entries(values).flatMap(([name, value]) => ['--env-var', `${name}=${value}`]);
  await promisify(execFile)(process.execPath, [NEWMAN, 'run', collection, '-e', environment, ...set], {
    cwd,
  });
}
