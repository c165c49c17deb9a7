import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './surroundings.ts';

/** A file of the API reference that the build has put beside the command. */
export function readSwaggerUi(name: 'swagger-ui-bundle.js' | 'swagger-ui.css'): Uint8Array {
  return readFileSync(join(packageRoot(), 'dist', 'swagger-ui', name));
}
