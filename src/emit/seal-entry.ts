import { createHash } from 'node:crypto';
import type { ManifestModule } from '../model/output.ts';

/**
 * The `inputs` of a module's entry: SHA-256 (hex) over the entry itself and over `settings`, which stand for
 * everything besides the spec's texts that decides what is built. In which formats it is written is no part of that.
 */
export function sealEntry(
  { inputs: _, format: _format, v3: _v3, ...entry }: ManifestModule,
  settings: string,
): string {
  return createHash('sha256').update(settings).update(JSON.stringify(entry)).digest('hex');
}
