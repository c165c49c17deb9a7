import { openBuildCache } from './build-cache.ts';
import type { EnvironmentsConfig, FileConfig, ProfileConfig } from './config/file-config.ts';
import { stopAt } from './config/load-config.ts';
import { standardInput, workingDirectory } from './io/surroundings.ts';
import type { BuildProgress, BuildResult } from './model/build.ts';
import type { CollectionFormat } from './model/config.ts';
import { build as runBuild } from './pipeline.ts';
import { readSettings } from './settings.ts';

export type {
  EnvironmentsConfig,
  EnvironmentValues,
  FileConfig,
  ProfileConfig,
  ProfileVariableConfig,
} from './config/file-config.ts';
export type { Severity } from './diagnostics/catalogue.ts';
export type { Diagnostic, DiagnosticArgs, DiagnosticCode, Where } from './diagnostics/diagnostic.ts';
export { helpOf, messageOf } from './diagnostics/diagnostic.ts';
export { Stop } from './diagnostics/stop.ts';
export type {
  BuildProgress,
  BuildResult,
  BuiltModule,
  Changes,
  ModuleSummary,
  OperationSummary,
} from './model/build.ts';
export type {
  CollectionFormat,
  EnvironmentConfig,
  HeaderRule,
  Limits,
  LinkConfig,
  Profile,
  ProfileAuth,
  ProfileTokens,
  ProfileVariable,
  PullConfig,
  ReferenceConfig,
  SmokeConfig,
} from './model/config.ts';
export type {
  AssertionReport,
  Coverage,
  ModuleReport,
  RequestReport,
  RunReport,
  SkippedReport,
  SmokeMode,
  SmokeTarget,
  Totals,
} from './model/report.ts';

/** Every key is optional; what is left out comes from the config file, or else from the defaults. */
export interface BuildOptions {
  /** Absolute; where relative paths start and where a config file is looked for. Default: the process's own. */
  readonly cwd?: string;
  /** A config file other than `hoopai-postman.config.*` in `cwd`. */
  readonly configFile?: string;
  /** Paths, globs, URLs, or `-` for standard input; replaces the configured specs. */
  readonly specs?: readonly string[];
  /** The folder to write to. */
  readonly out?: string;
  /** Names of the modules to build; the others stay as they are. */
  readonly modules?: readonly string[];
  readonly profile?: string | ProfileConfig;
  /** Added to those of the config file; values for one of the same name are joined. Never a secret. */
  readonly environments?: EnvironmentsConfig;
  /** Folders that references may reach, beyond those of the config file. */
  readonly refRoots?: readonly string[];
  readonly webhooks?: boolean;
  /** Also, or only, folders as in Postman's local workspaces. */
  readonly format?: CollectionFormat;
  /** A folder that keeps what was built, or false for none. Default: as for the command. */
  readonly cache?: string | boolean;
  /** Finds out what would change, and writes nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (event: BuildProgress) => void;
}

/**
 * Builds collections, environments and the manifest from OpenAPI specs. What is wrong with a spec stands in
 * `diagnostics`, and a module that could not be built in `failed`; throws a `Stop`, which carries diagnostics
 * too, when nothing could be built, the options or the config are wrong, or the out folder cannot be written.
 */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  const { cwd = workingDirectory(), configFile, modules, dryRun = false, onProgress, ...asked } = options;
  await checkOptions(asked);
  const { config } = await readSettings({ ...asked, config: configFile }, cwd);
  const cache = await openBuildCache(config);
  return await runBuild(config, {
    stdin: standardInput(),
    ...(cache && { cache }),
    dryRun,
    ...(onProgress && { onProgress }),
    ...(modules && { modules }),
  });
}

/** Gives a config file of one's own its types: `export default defineConfig({ … })`. */
export function defineConfig(config: FileConfig): FileConfig {
  return config;
}

/** Options from JavaScript have no types, and a secret among the environments has none in any language. */
async function checkOptions({ refRoots, ...asked }: Omit<BuildOptions, 'modules' | 'dryRun'>): Promise<void> {
  if (Object.keys(asked).length === 0) return;
  const { checkConfig } = await import('./config/check-config.ts');
  stopAt(checkConfig({ ...asked, references: { roots: refRoots } }, { pointers: false }).diagnostics);
}
