import { join } from 'node:path';
import { loadConfig } from './config/load-config.ts';
import { type ConfigLayers, resolveConfig } from './config/resolve-config.ts';
import { folderExists, packageRoot } from './io/surroundings.ts';
import type { Config } from './model/config.ts';

export interface Settings {
  readonly config: Config;
  /** Warnings count as failures. */
  readonly strict: boolean;
}

export type AskedSettings = ConfigLayers['flags'] & {
  /** The config file that the user named. */
  readonly config?: string | undefined;
  readonly strict?: boolean | undefined;
};

/** The config file (if there is one) and what the caller asks for as one; throws a `Stop` with every fault of the file. */
export async function readSettings(asked: AskedSettings, workingDirectory: string): Promise<Settings> {
  const root = packageRoot();
  const file = await loadConfig({
    folder: workingDirectory,
    path: asked.config,
    // Loads the parsers, which a run without a config file does not wait for.
    parse: async (text, path) => (await import('./load/parse-document.ts')).parseDocument(text, path),
    library: join(root, 'dist', 'index.js'),
  });
  const surroundings = { workingDirectory, packageRoot: root, folderExists };
  return {
    config: resolveConfig({ file, flags: asked }, surroundings),
    strict: asked.strict ?? file?.config.strict ?? false,
  };
}
