import { buildInThreads, type ThreadedBuilder } from './build-in-threads.ts';
import type { BuildModule } from './build-module.ts';
import type { WorkerInput } from './build-worker.ts';
import type { Outcome } from './diagnostics/diagnostic.ts';
import { eachLimited } from './io/each-limited.ts';
import { buildThreads } from './io/surroundings.ts';
import type { BuildProgress } from './model/build.ts';
import type { LayOut, LayoutMemory } from './model/layout.ts';
import type { ModuleBuild } from './model/module-build.ts';
import type { SpecText } from './model/spec.ts';

/** Modules by all that they are made of; `settings` stand for what that is besides the texts of the spec. */
export interface BuildCache {
  readonly find: (spec: SpecText, settings: string) => Promise<ModuleBuild | undefined>;
  readonly keep: (spec: SpecText, settings: string, built: ModuleBuild) => Promise<void>;
  /** What the converter made of each layout. */
  readonly layouts: LayoutMemory;
  /** To be called when modules were built: keeps the layouts that are new. */
  readonly keepLayouts: () => Promise<void>;
  /** To be called at the end: makes room. */
  readonly trim: () => Promise<void>;
}

/** Undefined value: the module cannot be built; the diagnostics say why. */
export type Attempt = Outcome<ModuleBuild | undefined> & { readonly spec: SpecText };

export interface BuildingModules extends WorkerInput {
  readonly cache?: BuildCache;
  readonly onProgress?: (event: BuildProgress) => void;
  readonly settingsOf: (spec: SpecText) => string;
}

/** Builds what the cache does not give, in threads where there is enough of it; in the order of `specs`. */
export async function buildModules(
  specs: readonly SpecText[],
  { cache, onProgress, settingsOf, config, templates }: BuildingModules,
): Promise<readonly Attempt[]> {
  onProgress?.({ type: 'start', modules: specs.length });
  let done = 0;
  const tell = (module: string, ok: boolean): void => {
    done++;
    onProgress?.({ type: 'module', module, done, modules: specs.length, ok });
  };
  const attempts = new Map<string, Attempt>();
  const found = await Promise.all(specs.map((spec) => cache?.find(spec, settingsOf(spec))));
  const missing: SpecText[] = [];
  for (const [index, spec] of specs.entries()) {
    const value = found[index];
    if (!value) missing.push(spec);
    else {
      attempts.set(spec.module, { spec, value, diagnostics: value.diagnostics });
      tell(spec.module, true);
    }
  }
  const builder = openBuilder({ config, templates }, missing.length, cache?.layouts ?? new Map());
  try {
    await eachLimited(
      missing,
      async (spec) => {
        const settings = settingsOf(spec);
        const { value, diagnostics } = await builder.build(spec, settings);
        if (value) await cache?.keep(spec, settings, value);
        attempts.set(spec.module, { spec, value, diagnostics });
        tell(spec.module, value !== undefined);
      },
      builder.atOnce,
    );
    if (missing.length > 0) await cache?.keepLayouts();
  } finally {
    await builder.close();
  }
  return specs.flatMap(({ module }) => attempts.get(module) ?? []);
}

/** Fewer are built sooner than threads have loaded what they build with. */
const WORTH_THREADS = 8;

interface Builder extends ThreadedBuilder {
  readonly atOnce: number;
}

/** What it takes is loaded with the first module: a build that finds all in its cache does not wait for it. */
function openBuilder(input: WorkerInput, modules: number, memory: LayoutMemory): Builder {
  const layOut: LayOut = async (layouts) => {
    const { layOutOnce } = await import('./convert/lay-out.ts');
    return layOutOnce(memory)(layouts);
  };
  const threads = modules < WORTH_THREADS ? 1 : buildThreads();
  if (threads > 1) return { ...buildInThreads(input, layOut), atOnce: threads };
  let builder: Promise<BuildModule> | undefined;
  return {
    build: async (spec, settings) => {
      builder ??= import('./build-module.ts').then(({ moduleBuilder }) =>
        moduleBuilder(input.config, input.templates, layOut),
      );
      return (await builder)(spec, settings);
    },
    close: async () => {},
    atOnce: 1,
  };
}
