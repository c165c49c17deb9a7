import { createHash } from 'node:crypto';
import type { Collection, Variable } from '../model/collection.ts';

/** The variable that says which build a collection descends from; it survives import, export and Postman's API. */
export const SPEC_BUILD = 'spec_build';

/** The collection with its fingerprint: 16 hexadecimal digits of the SHA-256 of all else in it. */
export function withFingerprint(collection: Collection): Collection {
  const plain = { ...collection, variable: collection.variable.filter(({ key }) => key !== SPEC_BUILD) };
  const hash = createHash('sha256');
  for (const piece of jsonPieces(plain)) hash.update(piece);
  const value = hash.digest('hex').slice(0, 16);
  return { ...plain, variable: [...plain.variable, fingerprintVariable(value)] };
}

/** True when nothing in the collection was changed since a build gave it its fingerprint. */
export function isAsFingerprinted(collection: Collection): boolean {
  const fingerprint = fingerprintOf(collection);
  return fingerprint !== undefined && fingerprint === fingerprintOf(withFingerprint(collection));
}

/** What `JSON.stringify` gives, piece by piece: the whole of a large collection would be a text of 300 MB more. */
function* jsonPieces(collection: Collection): Generator<string> {
  const entries = Object.entries(collection).filter(([, value]) => value !== undefined);
  for (const [index, [key, value]] of entries.entries()) {
    yield `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`;
    yield* Array.isArray(value) ? listPieces(value) : [JSON.stringify(value)];
  }
  yield '}';
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  yield '[';
  for (const [index, item] of list.entries()) yield `${index === 0 ? '' : ','}${JSON.stringify(item)}`;
  yield ']';
}

/** The fingerprint that a collection of any origin carries; undefined when it has none of the right form. */
export function fingerprintOf(collection: unknown): string | undefined {
  const { variable } = Object(collection) as { readonly variable?: unknown };
  const variables: readonly unknown[] = Array.isArray(variable) ? variable : [];
  for (const one of variables) {
    const { key, value } = Object(one) as { readonly key?: unknown; readonly value?: unknown };
    if (key === SPEC_BUILD && typeof value === 'string' && /^[0-9a-f]{16}$/.test(value)) return value;
  }
  return undefined;
}

function fingerprintVariable(value: string): Variable {
  const description = 'Which build this collection comes from: `hoopai-postman merge` needs it. Leave it.';
  return { key: SPEC_BUILD, value, type: 'string', description };
}
