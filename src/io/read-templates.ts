import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './surroundings.ts';

/** The text of a file in the package's `templates/`. */
export function readTemplate(name: string): string {
  return readFileSync(join(packageRoot(), 'templates', name), 'utf8');
}
