import type { Diagnostic, Outcome } from './diagnostics/diagnostic.ts';
import { sortDiagnostics } from './diagnostics/sort-diagnostics.ts';
import { stopAtNothing } from './diagnostics/stop-at-nothing.ts';
import type { BuildResult, ModuleSummary } from './model/build.ts';
import type { Config } from './model/config.ts';
import type { SpecText } from './model/spec.ts';
import { summarise } from './normalise/summarise.ts';
import { readSources } from './read-sources.ts';
import { apiReader } from './sources.ts';

export interface Description {
  readonly modules: readonly ModuleSummary[];
  readonly failed: BuildResult['failed'];
  readonly diagnostics: readonly Diagnostic[];
}

export interface DescribeHooks {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Names of the modules to describe; default: all. */
  readonly modules?: readonly string[];
}

/** What the specs describe, without building anything. @throws Stop when no spec is usable or a module is not known. */
export async function describe(config: Config, hooks: DescribeHooks): Promise<Description> {
  const sources = await readSources(config, hooks.stdin, hooks.modules);
  const readApi = apiReader(config);
  const described: (Outcome<ModuleSummary | undefined> & { readonly spec: SpecText })[] = [];
  for (const spec of sources.value.specs) {
    const { value, diagnostics } = await readApi(spec);
    described.push({ spec, value: value && summarise(value.api, config), diagnostics });
  }
  const diagnostics = [...sources.diagnostics, ...described.flatMap((module) => module.diagnostics)];
  const modules = described.flatMap(({ value }) => value ?? []);
  if (modules.length === 0) stopAtNothing(diagnostics, config);
  const failed = described
    .filter(({ value }) => !value)
    .map(({ spec: { module, file } }) => ({ module, file }));
  return { modules, failed: [...sources.value.failed, ...failed], diagnostics: sortDiagnostics(diagnostics) };
}
