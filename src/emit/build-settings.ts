import { dirname, isAbsolute, relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';

export interface SettingsInput {
  readonly config: Pick<
    Config,
    'profile' | 'environments' | 'references' | 'limits' | 'webhooks' | 'smoke' | 'links' | 'refreshTokens'
  >;
  readonly generator: string;
  readonly templates: unknown;
}

/**
 * What decides, besides the texts of a spec, what is built from it: the part of the config that shows in the output,
 * the templates, the generator. Folders enter relative to the spec's own (`file`), so that machines agree.
 */
export function buildSettings({ config, generator, templates }: SettingsInput, file: string): string {
  const { profile, environments, references, limits, webhooks, smoke, links, refreshTokens } = config;
  const place = (path: string): string =>
    isAbsolute(path) && isAbsolute(file) ? relative(dirname(file), path).split(sep).join('/') : path;
  return JSON.stringify({
    generator,
    templates,
    profile,
    environments,
    webhooks,
    smoke,
    links,
    refreshTokens,
    references: {
      map: Object.entries(references.map).map(([prefix, path]) => [prefix, place(path)]),
      roots: references.roots.map(place),
      files: limits.referencedFiles,
    },
    nesting: limits.nesting,
  });
}
