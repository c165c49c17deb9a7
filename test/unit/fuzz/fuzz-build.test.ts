import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenSpecs } from './broken-specs.ts';
import { buildFaults } from './build-faults.ts';
import { openApiDocuments } from './open-api-documents.ts';

/** Much higher by hand than in CI; a seed that fast-check prints is run again with FUZZ_SEED. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 100);
const SEED = process.env['FUZZ_SEED'];
const OPTIONS = { numRuns: RUNS, ...(SEED !== undefined && { seed: Number(SEED) }) };
const timeout = 60_000 + RUNS * 1_000;

async function expectSound(bytes: Uint8Array): Promise<void> {
  expect(await buildFaults(bytes)).toEqual([]);
}

describe('a build', () => {
  it('is sound whatever an OpenAPI document holds', { timeout }, async () => {
    const texts = openApiDocuments.map((document) => JSON.stringify(document));
    await fc.assert(
      fc.asyncProperty(texts, (text) => expectSound(Buffer.from(text))),
      OPTIONS,
    );
  });

  it('is sound whatever has happened to the bytes of a spec', { timeout }, async () => {
    await fc.assert(fc.asyncProperty(brokenSpecs, expectSound), OPTIONS);
  });
});
