import { createHash } from 'node:crypto';
import type { ManifestModule } from '../model/output.ts';

/**
 * The `inputs` of a module's entry: SHA-256 (hex) over the entry itself and over `settings`, which stand for
 * everything besides the spec's texts that decides what is built.
 */
export function sealEntry({ inputs: _, ...entry }: ManifestModule, settings: string): string {
  return createHash('sha256').update(settings).update(JSON.stringify(entry)).digest('hex');
}
