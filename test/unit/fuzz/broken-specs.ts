import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { packageRoot } from '../../../src/io/surroundings.ts';

/** Bytes as they come out of a bad disk, a bad merge or a broken download. */
type Mutation = (bytes: Uint8Array) => Uint8Array;

const share = fc.double({ min: 0, max: 1, noNaN: true });
const length = fc.integer({ min: 1, max: 60 });
const INSERTED = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '  ',
  '\t',
  '- ',
  '&a ',
  '*a',
  '<<: ',
  '\0',
  '\uFEFF',
  '\\',
  '#',
  '1e999',
];

const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ at: share, bit: fc.nat({ max: 7 }) }).map(
    ({ at, bit }): Mutation =>
      (bytes) => {
        const flipped = Uint8Array.from(bytes);
        const index = placeIn(bytes, at);
        flipped[index] = (flipped[index] ?? 0) ^ (1 << bit);
        return flipped;
      },
  ),
  fc.record({ at: share, length }).map(
    ({ at, length }): Mutation =>
      (bytes) => {
        const start = placeIn(bytes, at);
        return joined(bytes.subarray(0, start), bytes.subarray(start + length));
      },
  ),
  fc.record({ at: share, length }).map(
    ({ at, length }): Mutation =>
      (bytes) => {
        const start = placeIn(bytes, at);
        return joined(bytes.subarray(0, start + length), bytes.subarray(start));
      },
  ),
  share.map(
    (at): Mutation =>
      (bytes) =>
        bytes.subarray(0, placeIn(bytes, at)),
  ),
  fc
    .record({
      at: share,
      piece: fc.oneof(fc.constantFrom(...INSERTED).map(Buffer.from), fc.uint8Array({ maxLength: 4 })),
    })
    .map(
      ({ at, piece }): Mutation =>
        (bytes) => {
          const start = placeIn(bytes, at);
          return joined(bytes.subarray(0, start), piece, bytes.subarray(start));
        },
    ),
);

/** Specs of the fixtures, changed at one place to three. */
export const brokenSpecs: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.constantFrom(...fixtureBytes()), fc.array(mutations, { minLength: 1, maxLength: 3 }))
  .map(([bytes, steps]) => steps.reduce((changed, mutate) => mutate(changed), bytes));

function fixtureBytes(): readonly [Uint8Array, ...Uint8Array[]] {
  const folder = join(packageRoot(), 'test', 'fixtures');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const [first, ...rest] = names.filter((name) => /api\.(json|ya?ml)$/.test(name)).toSorted();
  if (first === undefined) throw new Error('There is no fixture.');
  const read = (name: string): Uint8Array => readFileSync(join(folder, name));
  return [read(first), ...rest.map(read)];
}

function placeIn(bytes: Uint8Array, at: number): number {
  return Math.floor(at * bytes.byteLength);
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(pieces);
}
