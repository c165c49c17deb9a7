import { createHash } from 'node:crypto';
import type { Bundle } from '../model/bundle.ts';
import type { ModuleBuild } from '../model/module-build.ts';
import { assembleCollection } from './assemble-collection.ts';
import { formatJson } from './format-json.ts';
import { type EntryOptions, manifestModule } from './manifest-module.ts';

/** The file of a module's collection, as text, and what the manifest says of it. */
export function emitModule(
  bundle: Bundle,
  options: EntryOptions,
): Required<Pick<ModuleBuild, 'entry' | 'content'>> {
  const content = formatJson(assembleCollection(bundle));
  const hash = createHash('sha256').update(content).digest('hex');
  const file = `collections/${bundle.api.module}.postman_collection.json`;
  return { entry: manifestModule(bundle, { file, hash }, options), content };
}
