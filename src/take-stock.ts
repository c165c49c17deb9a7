import { join } from 'node:path';
import { unchanged } from './check-out.ts';
import { outReader } from './io/out-reader.ts';
import { readManifest } from './io/read-out.ts';
import { readReports } from './io/read-reports.ts';
import { isUrl } from './io/shown-url.ts';
import { exists } from './io/surroundings.ts';
import type { Config } from './model/config.ts';
import type { Manifest } from './model/output.ts';
import type { Overview } from './model/overview.ts';
import { standingModules } from './pipeline.ts';
import { readSources } from './read-sources.ts';

/**
 * How the project stands: what is built, what a build would change, what the last run said.
 * @throws Stop when the manifest, the report or a spec's path cannot be used.
 */
export async function takeStock(config: Config): Promise<Overview> {
  const manifest = await readManifest(config.out);
  if (!manifest) return { out: config.out, stale: {} };
  const modules = Object.values(manifest.modules);
  return {
    out: config.out,
    built: {
      modules: modules.length,
      requests: modules.reduce(
        (sum, { requests, webhooks = {} }) => sum + sizeOf(requests) + sizeOf(webhooks),
        0,
      ),
    },
    stale: await findStale(config, manifest),
    ...(await lastRunIn(config.out)),
  };
}

function sizeOf(entries: object): number {
  return Object.keys(entries).length;
}

/** Nothing is fetched, and nobody is waited for: what comes from a URL or from standard input is left aside. */
async function findStale(config: Config, manifest: Manifest): Promise<Overview['stale']> {
  const local = config.specs.filter((spec) => spec !== '-' && !isUrl(spec));
  if (local.length === 0) return {};
  const { value } = await readSources({ ...config, specs: local }, nothing(), undefined);
  const standing = await standingModules(
    config,
    value.specs,
    manifest,
    unchanged(await outReader(config.out), config),
  );
  const now = new Set([...value.specs, ...value.failed].map(({ module }) => module));
  const gone = local.length < config.specs.length ? [] : Object.keys(manifest.modules);
  return Object.fromEntries([
    ...value.specs
      .filter(({ module }) => !standing.has(module))
      .map(({ module }) => [module, Object.hasOwn(manifest.modules, module) ? 'changed' : 'new'] as const),
    ...value.failed.map(({ module }) => [module, 'unreadable'] as const),
    ...gone.filter((module) => !now.has(module)).map((module) => [module, 'gone'] as const),
  ]);
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function lastRunIn(out: string): Promise<Pick<Overview, 'lastRun'>> {
  const file = join(out, 'reports', 'smoke.json');
  if (!exists(file)) return {};
  const [report] = await readReports([file]);
  if (!report) return {};
  const { state, startedAt, mode, target, totals, modules } = report;
  const failed = modules.filter((module) => module.error !== undefined || module.totals.failed > 0);
  return {
    lastRun: { state, startedAt, mode, target, totals, failed: failed.map(({ module }) => module) },
  };
}
