import { catalogue } from '../diagnostics/catalogue.ts';
import type { ModuleBuild } from '../model/module-build.ts';
import type { SpecText } from '../model/spec.ts';
import { type Check, isRecord, leaf, listOf, shape } from './check-shape.ts';
import { checkEntry } from './parse-manifest.ts';

/** What the cache keeps of a module beside the text of its collection. */
export interface KeptModule {
  readonly build: Omit<ModuleBuild, 'content'>;
  /** Where the references led, their symbolic links followed; in the order of `build.entry.references`. */
  readonly real: readonly string[];
}

/** A module as it was kept; undefined when the text is none, or none of this spec. */
export function readKeptModule(text: string | undefined, { module, file }: SpecText): KeptModule | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (KEPT(value, '') !== undefined) return undefined;
    const { build, real } = value as KeptModule;
    const own = build.summary.module === module && build.summary.file === file;
    return own && build.entry.file === `collections/${module}.postman_collection.json`
      ? { build, real }
      : undefined;
  } catch {
    return undefined;
  }
}

const isString = leaf('a string', (value) => typeof value === 'string');

const OPERATION: Check = shape({
  key: isString,
  summary: isString,
  scopes: listOf(isString),
  deprecated: leaf('true or false', (value) => typeof value === 'boolean'),
});

const DIAGNOSTIC: Check = shape({
  code: leaf('a code', (value) => typeof value === 'string' && Object.hasOwn(catalogue, value)),
  severity: isString,
  args: leaf('an object', isRecord),
});

const KEPT: Check = shape({
  real: listOf(isString),
  build: shape({
    entry: checkEntry,
    summary: shape({
      module: isString,
      file: isString,
      title: isString,
      version: isString,
      operations: listOf(OPERATION),
    }),
    diagnostics: listOf(DIAGNOSTIC),
  }),
});
