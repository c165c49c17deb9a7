import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { Manifest } from '../model/output.ts';

/** For what reads collections and environments of format 2.1. @throws Stop where the build left them out. */
export function requireCollections(out: string, { modules, environments }: Manifest): void {
  const entries = [...Object.values(modules), ...Object.values(environments)];
  if (entries.some(({ format }) => format === 'v3')) throw new Stop([diagnostic('format-not-read', { out })]);
}
