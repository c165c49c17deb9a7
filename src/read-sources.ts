import type { Outcome } from './diagnostics/diagnostic.ts';
import { stopAtUnknownModules } from './diagnostics/stop-at-unknown-modules.ts';
import { readSpecs } from './io/read-specs.ts';
import type { Config } from './model/config.ts';
import type { SpecText } from './model/spec.ts';

export interface Sources {
  readonly specs: readonly SpecText[];
  readonly failed: readonly { readonly module: string; readonly file: string }[];
  /** Modules that are there but were not asked for. */
  readonly unasked: readonly string[];
}

/** Reads every configured spec, and picks the modules that were asked for. */
export async function readSources(
  config: Config,
  stdin: AsyncIterable<Uint8Array>,
  modules: readonly string[] | undefined,
): Promise<Outcome<Sources>> {
  const { value, diagnostics } = await readSpecs(config, stdin);
  if (!modules) return { value: { ...value, unasked: [] }, diagnostics };
  const known = [...value.specs, ...value.failed].map(({ module }) => module).toSorted();
  stopAtUnknownModules(modules, known);
  const asked = ({ module }: { readonly module: string }): boolean => modules.includes(module);
  const failed = value.failed.filter(asked);
  const files = new Set(failed.map(({ file }) => file));
  return {
    value: {
      specs: value.specs.filter(asked),
      failed,
      unasked: known.filter((module) => !modules.includes(module)),
    },
    diagnostics: diagnostics.filter(({ where }) => where === undefined || files.has(where.file)),
  };
}
