import { join } from 'node:path';
import { resolveConfig } from '../../../src/config/resolve-config.ts';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { packageRoot } from '../../../src/io/surroundings.ts';
import { type PlannedBuild, planBuild } from '../../../src/pipeline.ts';

/** Nothing is there, and nothing is written. */
const FOLDER = join(packageRoot(), 'test', 'no-such-folder');

/** What a build of the bytes comes to, or why it does not begin. Any other exception is a fault of ours. */
export async function buildInMemory(bytes: Uint8Array): Promise<PlannedBuild | Stop> {
  const config = resolveConfig(
    { flags: { specs: ['-'], webhooks: true } },
    { workingDirectory: FOLDER, packageRoot: packageRoot(), folderExists: () => false },
  );
  try {
    return await planBuild(config, { stdin: inOnePiece(bytes) });
  } catch (error) {
    if (error instanceof Stop) return error;
    throw error;
  }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
