import { createHash } from 'node:crypto';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import type { SpecText } from '../model/spec.ts';
import { isUrl } from './reference-policy.ts';

/**
 * SHA-256 (hex) over a spec's text and the texts, by absolute path or URL, that it references. Names enter relative
 * to the spec, so that the hash is the same on every machine.
 */
export function hashTexts(
  { file, text }: Pick<SpecText, 'file' | 'text'>,
  texts: ReadonlyMap<string, string>,
): string {
  const named = [...texts].map(([name, content]) => [relativeTo(file, name), content] as const);
  const hash = createHash('sha256').update(text);
  for (const [name, content] of named.toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`\0${name}\0`).update(content);
  return hash.digest('hex');
}

/** A referenced file as seen from the spec, with `/`; a URL stays as it is. */
export function relativeTo(file: string, name: string): string {
  return isUrl(name) || !isAbsolute(file) ? name : relative(dirname(file), name).split(sep).join('/');
}
