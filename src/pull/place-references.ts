import { posix } from 'node:path';

/** A file that a document refers to. */
export interface PlacedReference {
  /** As it is written, without fragment. */
  readonly written: string;
  /** Where the file goes: relative to the folder of specs, and always in it. */
  readonly path: string;
}

export interface PlacedDocument {
  /** The text; changed only where a reference would leave the folder. */
  readonly text: string;
  readonly references: readonly PlacedReference[];
}

const EXTENSION = /\.(json|ya?ml)$/i;

/**
 * The relative references of a document at `path` of the folder of specs, each with a place in that folder: what lies
 * above it on the server (`../common/errors.json`) goes below it here, and the text says so.
 */
export function placeReferences(text: string, root: unknown, path: string): PlacedDocument {
  const references = [...new Set(referencesIn(root))].map((written) => ({
    written,
    path: placeOf(written, path),
  }));
  const rewritten = references.flatMap(({ written, path: target }) => {
    const local = posix.relative(posix.dirname(path), target);
    return posix.normalize(written) === local ? [] : [[written, local] as const];
  });
  return { text: rewritten.length > 0 ? rewrite(text, new Map(rewritten)) : text, references };
}

const REFERENCE = /(["']?\$ref["']?\s*:\s*["']?)([^"'#\s,}]+)/g;

/** The rest of the text stays as it is, letter by letter. JSON may write a slash as `\/`. */
function rewrite(text: string, rewritten: ReadonlyMap<string, string>): string {
  return text.replace(REFERENCE, (whole, start: string, address: string) => {
    const local = rewritten.get(address.replaceAll('\\/', '/'));
    return local === undefined ? whole : start + local;
  });
}

function placeOf(written: string, path: string): string {
  return posix.join(posix.dirname(path), written).replace(/^(\.\.\/)+/, '');
}

function referencesIn(root: unknown): string[] {
  const found: string[] = [];
  const walked = new Set<object>();
  const waiting: unknown[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    // YAML aliases make a node stand in several places, and in itself.
    if (typeof node !== 'object' || node === null || walked.has(node)) continue;
    walked.add(node);
    const [address = ''] = '$ref' in node && typeof node.$ref === 'string' ? node.$ref.split('#') : [];
    if (isRelative(address)) found.push(address);
    waiting.push(...Object.values(node).filter((inner) => inner !== undefined));
  }
  return found.sort();
}

function isRelative(address: string): boolean {
  return EXTENSION.test(address) && !/^([a-z][a-z\d+.-]*:|[/\\])/i.test(address) && !/[\0\\?%]/.test(address);
}
