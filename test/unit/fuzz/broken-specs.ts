import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { packageRoot } from '../../../src/io/surroundings.ts';

/** Where bytes are changed, and what may come in their place. */
interface Spot {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly piece: Uint8Array;
}

/** What becomes of a file on a bad disk, in a bad merge, by a broken download or a slip of the hand. */
const CHANGES: readonly { readonly weight: number; readonly of: (spot: Spot) => readonly Uint8Array[] }[] = [
  // One bit is flipped: most often another letter, so that the document is still one.
  { weight: 8, of: ({ bytes, start, piece }) => [bytes.subarray(0, start), flipped(bytes, start, piece)] },
  { weight: 2, of: ({ bytes, start, end }) => [bytes.subarray(0, start), bytes.subarray(end)] },
  { weight: 2, of: ({ bytes, start, end }) => [bytes.subarray(0, end), bytes.subarray(start)] },
  { weight: 3, of: ({ bytes, start, piece }) => [bytes.subarray(0, start), piece, bytes.subarray(start)] },
  { weight: 1, of: ({ bytes, start }) => [bytes.subarray(0, start)] },
];

const INSERTED = [
  ...['"', '{', '}', '[', ']', ',', ':', '\n', '  ', '\t', '- ', '&a ', '*a', '<<: ', '\0', '\uFEFF', '\\'],
  ...['#', '1e999', 'null', '!!binary ', '? ', '| ', '\r\n', '$ref: "#/', '__proto__: ', '-', '0'],
];

const change = fc.record({
  of: fc.oneof(...CHANGES.map(({ weight, of }) => ({ weight, arbitrary: fc.constant(of) }))),
  // Of all places alike: by itself it would be the beginning, where a document is soon none any more.
  at: fc.noBias(fc.nat({ max: 9_999 })),
  length: fc.integer({ min: 1, max: 60 }),
  piece: fc.oneof(
    fc.constantFrom(...INSERTED).map((text): Uint8Array => Buffer.from(text)),
    fc.uint8Array({ minLength: 1, maxLength: 4 }),
  ),
});

/** Specs of the fixtures, changed at one place to three. */
export const brokenSpecs: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.constantFrom(...fixtureBytes()), fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([spec, changes]) =>
    changes.reduce((bytes, { of, at, length, piece }) => {
      const start = Math.floor((at / 10_000) * bytes.byteLength);
      return Buffer.concat(of({ bytes, start, end: start + length, piece }));
    }, spec),
  );

function fixtureBytes(): readonly [Uint8Array, ...Uint8Array[]] {
  const folder = join(packageRoot(), 'test', 'fixtures');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const files = names.filter((name) => /\.(json|ya?ml)$/.test(name)).map((name) => join(folder, name));
  const [first, ...rest] = files
    .map((file): Uint8Array => readFileSync(file))
    .filter((bytes) => /^[\s{"]*(openapi|swagger)/.test(Buffer.from(bytes).toString()));
  if (first === undefined) throw new Error('There is no spec among the fixtures.');
  return [first, ...rest];
}

/** The bytes from `start` on, a bit of the first of them turned. */
function flipped(bytes: Uint8Array, start: number, piece: Uint8Array): Uint8Array {
  const rest = Uint8Array.from(bytes.subarray(start));
  if (rest.length > 0) rest[0] = (rest[0] ?? 0) ^ (1 << ((piece[0] ?? 0) % 7));
  return rest;
}
