import { join } from 'node:path';
import { readBuilt, readEnvironment } from '../io/read-built.ts';
import type { Config } from '../model/config.ts';
import type { Manifest } from '../model/output.ts';

export interface BuiltVariables {
  /** Of every built environment. */
  readonly environment: ReadonlySet<string>;
  /** Beyond those, what collections declare and want. */
  readonly collections: ReadonlySet<string>;
}

/** The variables that collections and environments of the out folder know. */
export async function builtVariables(config: Config, manifest: Manifest): Promise<BuiltVariables> {
  const collections = new Set<string>();
  for await (const { collection, manifest: entry } of readBuilt(
    config.out,
    manifest,
    Object.keys(manifest.modules),
  )) {
    for (const { key } of collection.variable) collections.add(key);
    for (const { name } of entry.unset) collections.add(name);
  }
  const environments = await Promise.all(
    Object.values(manifest.environments).map(({ file }) => readEnvironment(join(config.out, file))),
  );
  const [first = new Set<string>(), ...others] = environments.map(({ values }) => new Set(values.keys()));
  return {
    environment: new Set([...first].filter((name) => others.every((names) => names.has(name)))),
    collections: new Set([...others.flatMap((names) => [...names]), ...first, ...collections]),
  };
}
