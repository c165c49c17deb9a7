import { isAbsolute, join, resolve } from 'node:path';
import type { Config, EnvironmentConfig, Limits, Profile, PullConfig } from '../model/config.ts';
import {
  DEFAULT_FORMAT,
  DEFAULT_LIMITS,
  DEFAULT_OUT,
  DEFAULT_SMOKE,
  DEFAULT_SPECS,
  DEFAULT_SPECS_FOLDER,
  MOCK_BASE_URL,
} from './defaults.ts';
import type { EnvironmentsConfig, FileConfig } from './file-config.ts';
import { resolveProfile } from './resolve-profile.ts';

export interface ConfigLayers {
  /** What the config file says, and the folder that its relative paths are taken from. */
  readonly file?: { readonly config: FileConfig; readonly folder: string } | undefined;
  /** Flags of the command, or options of the library; relative paths are taken from the working directory. */
  readonly flags: Pick<
    FileConfig,
    'specs' | 'out' | 'profile' | 'environments' | 'webhooks' | 'format' | 'cache'
  > & {
    readonly refRoots?: readonly string[] | undefined;
  };
}

/** Where the run takes place; absolute paths. */
export interface Surroundings {
  readonly workingDirectory: string;
  readonly packageRoot: string;
  readonly folderExists: (path: string) => boolean;
}

/** Flags beat the file beats the defaults. `--ref-root` and environments add to what the file says. */
export function resolveConfig({ file, flags }: ConfigLayers, surroundings: Surroundings): Config {
  const { workingDirectory } = surroundings;
  const { config, folder } = file ?? { config: {}, folder: workingDirectory };
  const profile = resolveProfile(flags.profile ?? config.profile);
  return {
    specs: resolveSpecs({ file, flags }, surroundings),
    workingDirectory,
    out:
      flags.out === undefined
        ? resolve(folder, config.out ?? DEFAULT_OUT)
        : resolve(workingDirectory, flags.out),
    profile,
    environments: resolveEnvironments(profile, [config.environments ?? [], flags.environments ?? []]),
    references: {
      map: resolveMap(config.references?.map ?? {}, folder),
      roots: [
        ...(config.references?.roots ?? []).map((root) => resolve(folder, root)),
        ...(flags.refRoots ?? []).map((root) => resolve(workingDirectory, root)),
      ],
    },
    limits: resolveLimits(config.limits ?? {}),
    smoke: { budgetMs: config.smoke?.budgetMs ?? DEFAULT_SMOKE.budgetMs },
    links: config.links ?? {},
    pull: resolvePull(config.pull ?? {}, profile, folder),
    refreshTokens: config.refreshTokens ?? false,
    format: flags.format ?? config.format ?? DEFAULT_FORMAT,
    webhooks: flags.webhooks ?? config.webhooks ?? false,
    ...resolveCache({ file, flags }, workingDirectory),
  };
}

function resolveSpecs({ file, flags }: ConfigLayers, surroundings: Surroundings): string[] {
  const { workingDirectory, packageRoot, folderExists } = surroundings;
  if (flags.specs) return flags.specs.map((spec) => resolveSpec(spec, workingDirectory));
  if (file?.config.specs) return file.config.specs.map((spec) => resolveSpec(spec, file.folder));
  const own = join(workingDirectory, DEFAULT_SPECS_FOLDER);
  return [join(folderExists(own) ? own : join(packageRoot, DEFAULT_SPECS_FOLDER), DEFAULT_SPECS)];
}

function resolveSpec(spec: string, folder: string): string {
  return spec === '-' || isUrl(spec) ? spec : resolve(folder, spec);
}

/** A config that only names addresses means these alone. */
function resolvePull(given: NonNullable<FileConfig['pull']>, { specs }: Profile, folder: string): PullConfig {
  const { modules, urls = {}, into = DEFAULT_SPECS_FOLDER } = given;
  const from = given.from ?? (given.urls && !modules ? undefined : specs?.from);
  return {
    ...(from !== undefined && { from: isUrl(from) ? from : resolve(folder, from) }),
    modules: modules ?? (from === undefined ? [] : (specs?.modules ?? [])),
    urls,
    into: resolve(folder, into),
  };
}

function resolveMap(map: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).map(([prefix, place]) => [prefix, resolvePlace(place, folder)]),
  );
}

/** True means the usual place, as absent does. */
function resolveCache({ file, flags }: ConfigLayers, workingDirectory: string): Pick<Config, 'cache'> {
  const [cache, folder] =
    flags.cache === undefined ? [file?.config.cache, file?.folder] : [flags.cache, workingDirectory];
  if (cache === undefined || cache === true) return {};
  return { cache: cache === false ? false : resolve(folder ?? workingDirectory, cache) };
}

/** A slash at the end stays: a prefix is replaced letter by letter. */
function resolvePlace(place: string, folder: string): string {
  if (isUrl(place)) return place;
  const path = isAbsolute(place) ? place : resolve(folder, place);
  return place.endsWith('/') && !path.endsWith('/') ? `${path}/` : path;
}

/** `production` and `mock` first, then the others in the order in which they are named. */
function resolveEnvironments(profile: Profile, given: readonly EnvironmentsConfig[]): EnvironmentConfig[] {
  const byName = new Map<string, EnvironmentConfig['values']>([
    ['production', {}],
    ['mock', { [profile.baseUrl.variable]: MOCK_BASE_URL, ...madeUp(profile) }],
  ]);
  for (const { name, values } of given.flatMap(listEnvironments))
    byName.set(name, { ...byName.get(name), ...values });
  return [...byName].map(([name, values]) => ({ name, values }));
}

/** The mock takes any account, but a path needs one. */
function madeUp({ variables }: Profile): Record<string, string> {
  const empty = variables.filter(({ value, secret }) => value === '' && !secret);
  return Object.fromEntries(empty.map(({ name }) => [name, `mock_${name}`]));
}

/** Both forms in which a config may name environments, as a list. */
export function listEnvironments(given: EnvironmentsConfig): EnvironmentConfig[] {
  if (isList(given)) return given.map(({ name, values }) => ({ name, values: values ?? {} }));
  return Object.entries(given).map(([name, values]) => ({ name, values }));
}

function resolveLimits(given: NonNullable<FileConfig['limits']>): Limits {
  return {
    specBytes: given.specBytes ?? DEFAULT_LIMITS.specBytes,
    downloadMs: given.downloadMs ?? DEFAULT_LIMITS.downloadMs,
    redirects: given.redirects ?? DEFAULT_LIMITS.redirects,
    referencedFiles: given.referencedFiles ?? DEFAULT_LIMITS.referencedFiles,
    nesting: given.nesting ?? DEFAULT_LIMITS.nesting,
  };
}

// Array.isArray does not narrow a readonly array out of a union.
function isList(given: EnvironmentsConfig): given is Extract<EnvironmentsConfig, readonly unknown[]> {
  return Array.isArray(given);
}

function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}
