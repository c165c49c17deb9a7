import { execFile } from 'node:child_process';
import { basename, dirname } from 'node:path';

/** Whether git ignores a file, be it there or not; undefined where there is no repository, or no git. */
export function isGitIgnored(file: string): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    execFile('git', ['check-ignore', '--quiet', basename(file)], { cwd: dirname(file) }, (error) => {
      if (!error) resolve(true);
      else resolve(error.code === 1 ? false : undefined);
    });
  });
}
