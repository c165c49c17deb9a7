import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { brokenSpecs } from '../unit/fuzz/broken-specs.ts';
import { writeFiles } from './project.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
const SPECS = 120;

describe.concurrent.each(['build', 'list'])('%s', (command) => {
  it('ends well whatever has happened to the bytes of its specs', async () => {
    const folder = temporaryFolder();
    const specs = fc.sample(brokenSpecs, { numRuns: SPECS, seed: SEED });
    writeFiles(folder, Object.fromEntries(specs.map((bytes, index) => [`specs/m${index}.yaml`, bytes])));
    const { code, stdout, stderr } = await run([command, '--json'], { cwd: folder });
    expect([0, 1, 2], `FUZZ_SEED=${SEED}`).toContain(code);
    expect(() => JSON.parse(stdout), `FUZZ_SEED=${SEED}`).not.toThrow();
    expect(stderr, `FUZZ_SEED=${SEED}`).not.toMatch(/\n\s+at .*:\d+:\d+|fault of hoopai-postman/);
  });
});
