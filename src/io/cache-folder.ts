import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';

const NAME = 'hoopai-postman';

/**
 * Where a project's cache lies: in `node_modules/.cache` beside the nearest `package.json`, as of other tools; without
 * such a folder in the user's own cache folder. Never where a repository could bring one along.
 */
export function cacheFolder(workingDirectory: string): string {
  let folder = workingDirectory;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  const modules = join(folder, 'node_modules');
  return existsSync(modules) ? join(modules, '.cache', NAME) : envPaths(NAME, { suffix: '' }).cache;
}
