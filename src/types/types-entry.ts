import { createHash } from 'node:crypto';
import type { FolderFile } from '../model/generated.ts';

/** In the out folder. */
export const TYPES_FOLDER = 'types';

/** The path of a module's types in the out folder. */
export function typesPath(module: string): string {
  return `${TYPES_FOLDER}/${module}.ts`;
}

/** The module whose types stand at a path that `typesPath` gave. */
export function typesModule(path: string): string {
  return path.slice(TYPES_FOLDER.length + 1, -'.ts'.length);
}

/** `FolderFile.inputs` of types; `settings` is all that they are made from besides the texts of the spec. */
export function typesInputs(
  settings: string,
  specHash: string,
  references: FolderFile['references'],
): string {
  return createHash('sha256')
    .update(JSON.stringify([settings, specHash, references]))
    .digest('hex');
}
