import { createHash } from 'node:crypto';

const LONGEST = 80;
/** Windows opens a device under these names, whatever extension follows. */
const RESERVED = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])$/;

/**
 * The module of a spec file: its base name without its extension, made a slug of at most 80 letters, digits and
 * hyphens. Safe as a file name on every system, and the same on every one.
 */
export function moduleSlug(name: string): string {
  const slug = slugOf(name);
  if (slug === '') return `spec-${shortHash(name)}`;
  if (RESERVED.test(slug)) return `${slug}-spec`;
  return slug.length > LONGEST ? shorten(slug, shortHash(name)) : slug;
}

function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

function shorten(slug: string, hash: string): string {
  const kept = slug.slice(0, LONGEST - hash.length - 1).replace(/-$/, '');
  return `${kept}-${hash}`;
}

/** Of the composed form: macOS may hand out the same name decomposed. */
function shortHash(name: string): string {
  return createHash('sha256').update(name.normalize('NFC')).digest('hex').slice(0, 8);
}
