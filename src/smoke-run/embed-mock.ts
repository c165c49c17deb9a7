import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { type RunningMock, startMock } from '../mock/serve-mock.ts';
import type { Config } from '../model/config.ts';
import { readApis } from '../sources.ts';
import type { PreparedRun } from './prepare-smoke.ts';

/** The mock of the specs that the plan's collections were built from. @throws Stop when the specs are not those that the collections were built from: answers would fit other requests. */
export async function embedMock(
  config: Config,
  { plan, specHashes }: PreparedRun,
  stdin: AsyncIterable<Uint8Array>,
): Promise<RunningMock> {
  const { value } = await readApis(config, stdin, undefined);
  const served = new Map(value.apis.map(({ module, specHash }) => [module, specHash]));
  const other = plan.modules
    .map(({ module }) => module)
    .filter((module) => served.get(module) !== specHashes.get(module));
  if (other.length > 0)
    throw new Stop([diagnostic('specs-differ', { modules: other.join(', '), out: config.out })]);
  return startMock(value.apis, {
    profile: config.profile,
    host: '127.0.0.1',
    port: 0,
    latencyMs: 0,
    failRate: 0,
    seed: 1,
    now: () => performance.now(),
  });
}
