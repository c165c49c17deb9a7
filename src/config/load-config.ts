import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import {
  type Diagnostic,
  type DiagnosticArgs,
  diagnostic,
  messageOf,
  type Outcome,
} from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { FileConfig } from './file-config.ts';

const BASE_NAME = 'hoopai-postman.config';
const DATA_EXTENSIONS = ['.json', '.yaml', '.yml'];
const CODE_EXTENSIONS = ['.ts', '.mts', '.js', '.mjs'];

export interface LoadConfigOptions {
  /** Absolute; where a config file is looked for, and where a relative `path` starts. */
  readonly folder: string;
  /** The file that the user named; absent: the one in `folder`, if there is one. */
  readonly path?: string | undefined;
  /** Parses JSON or YAML text. */
  readonly parse: (text: string, file: string) => Promise<Outcome<unknown>>;
  /** What `import … from 'hoopai-postman'` in a config stands for, wherever the package is installed. */
  readonly library: string;
}

export interface LoadedConfig {
  readonly config: FileConfig;
  /** Absolute. */
  readonly file: string;
  /** Relative paths in the config are taken from here. */
  readonly folder: string;
}

/** Finds, loads and checks the config file; undefined when there is none. Throws a `Stop` with every fault. */
export async function loadConfig(options: LoadConfigOptions): Promise<LoadedConfig | undefined> {
  const file = findConfig(options);
  if (file === undefined) return undefined;
  const isData = DATA_EXTENSIONS.includes(extname(file));
  const raw = isData ? await readData(file, options.parse) : await runCode(file, options.library);
  // Loads the schema library, which a run without a config file does not wait for.
  const { checkConfig } = await import('./check-config.ts');
  const { value, diagnostics } = checkConfig(raw, { file, pointers: isData });
  stopAt(diagnostics);
  return { config: value, file, folder: dirname(file) };
}

/** Throws when there are faults. */
export function stopAt([first, ...others]: readonly Diagnostic[]): void {
  if (first) throw new Stop([first, ...others]);
}

function findConfig({ folder, path }: LoadConfigOptions): string | undefined {
  const extensions = [...CODE_EXTENSIONS, ...DATA_EXTENSIONS];
  if (path !== undefined) {
    const file = resolve(folder, path);
    if (!existsSync(file)) throw new Stop([diagnostic('config-not-found', { path })]);
    if (!extensions.includes(extname(file)))
      unreadable(file, `its name does not end in ${extensions.join(', ')}`);
    return file;
  }
  const names = new Set(extensions.map((extension) => BASE_NAME + extension));
  const found = listFolder(folder)
    .filter((name) => names.has(name))
    .sort();
  if (found.length > 1)
    throw new Stop([diagnostic('config-ambiguous', { files: found.join(', ') }, { file: folder })]);
  return found[0] === undefined ? undefined : join(folder, found[0]);
}

/** A working directory that cannot be listed has no config; what else is wrong with it is told elsewhere. */
function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

async function readData(file: string, parse: LoadConfigOptions['parse']): Promise<unknown> {
  const { value, diagnostics } = await parse(readText(file), file);
  const fault = diagnostics.find(({ severity }) => severity === 'error');
  if (fault?.code === 'spec-syntax') return unreadable(file, describeSyntax(fault.args));
  if (fault) return unreadable(file, messageOf(fault));
  return value ?? unreadable(file, 'expected an object with config keys');
}

function describeSyntax({ format, line, column, reason }: DiagnosticArgs<'spec-syntax'>): string {
  return `no valid ${format} at line ${line}, column ${column}: ${reason}`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return unreadable(file, reasonOf(error));
  }
}

async function runCode(file: string, library: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const jiti = createJiti(pathToFileURL(file).href, {
    alias: { 'hoopai-postman': library },
    interopDefault: false,
    moduleCache: false,
    fsCache: false,
  });
  let exported: unknown;
  try {
    exported = await jiti.import(file);
  } catch (error) {
    return unreadable(file, reasonOf(error));
  }
  if (typeof exported !== 'object' || exported === null) return exported;
  if ('default' in exported) return await exported.default;
  // What CommonJS exports is the config itself.
  if (!('__esModule' in exported) && !types.isModuleNamespaceObject(exported)) return exported;
  return unreadable(file, 'expected a default export; write `export default defineConfig({ … })`');
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
}

function unreadable(file: string, reason: string): never {
  throw new Stop([diagnostic('config-unreadable', { reason }, { file })]);
}
