/** The process of the embedded mock: the specs that it serves weigh on no run. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { standardInput } from '../io/surroundings.ts';
import { startMock } from '../mock/serve-mock.ts';
import type { Config } from '../model/config.ts';
import { readApis } from '../sources.ts';

/** What it says once. */
export type FromMock =
  | {
      readonly type: 'listening';
      readonly url: string;
      /** By module, of the specs that it serves. */
      readonly specHashes: ReadonlyMap<string, string>;
    }
  | { readonly type: 'stopped'; readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]] };

// A terminal sends Ctrl-C to the whole group, and what a run made has still to be deleted.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit(0));
process.once('message', (config: Config) => void serve(config));

async function serve(config: Config): Promise<void> {
  try {
    const { value } = await readApis(config, standardInput(), undefined);
    const { url } = await startMock(value.apis, {
      profile: config.profile,
      host: '127.0.0.1',
      port: 0,
      latencyMs: 0,
      failRate: 0,
      seed: 1,
      now: () => performance.now(),
    });
    say({
      type: 'listening',
      url,
      specHashes: new Map(value.apis.map(({ module, specHash }) => [module, specHash])),
    });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say({ type: 'stopped', diagnostics: error.diagnostics });
  }
}

function say(message: FromMock): void {
  process.send?.(message);
}
