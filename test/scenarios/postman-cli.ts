import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT } from '../command.ts';

/** The official CLI where it is installed: `npm install --no-save postman-cli` brings it. */
export const POSTMAN_CLI = [
  join(ROOT, 'node_modules', '.bin'),
  ...(process.env['PATH'] ?? '').split(delimiter),
]
  .map((folder) => join(folder, 'postman'))
  .find((file) => existsSync(file));
