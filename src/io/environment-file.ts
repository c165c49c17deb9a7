import { join, resolve } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { Config } from '../model/config.ts';
import type { Manifest } from '../model/output.ts';

/**
 * The file of an environment of the out folder, or of one that is named by its file.
 * @throws Stop `environment-unknown`.
 */
export function environmentFile(
  { out, workingDirectory }: Config,
  manifest: Manifest | undefined,
  name: string,
): string {
  const environments = manifest?.environments ?? {};
  const known = environments[name];
  if (known) return join(out, known.file);
  if (name.endsWith('.json')) return resolve(workingDirectory, name);
  const names = Object.keys(environments);
  throw new Stop([
    diagnostic('environment-unknown', { name, known: names.join(', '), nearest: nearest(name, names) ?? '' }),
  ]);
}
