import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './read-arguments.ts';

export interface Documents {
  /** Absolute paths, in the order of building. */
  readonly chosen: readonly string[];
  /** Of all that the folder holds, before the sample was taken. */
  readonly found: number;
  readonly tooLarge: readonly string[];
}

/** Every `.json` below the folder, or a sample that the same seed gives again. */
export function chooseDocuments({
  folder,
  sample,
  seed,
  largest,
}: Pick<Settings, 'folder' | 'sample' | 'seed' | 'largest'>): Documents {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => join(folder, name));
  const isTooLarge = (file: string): boolean => statSync(file).size > largest * 1e6;
  const shuffled = shuffle(found, seed).slice(0, sample || found.length);
  return {
    chosen: shuffled.filter((file) => !isTooLarge(file)),
    found: found.length,
    tooLarge: shuffled.filter(isTooLarge),
  };
}

/** Fisher-Yates. */
function shuffle(items: readonly string[], seed: number): readonly string[] {
  const random = randomNumbers(seed);
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] ?? '', shuffled[last] ?? ''];
  }
  return shuffled;
}

/** Mulberry32: from 0 to below 1, the same for the same seed everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
