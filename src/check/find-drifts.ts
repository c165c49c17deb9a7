import { createHash } from 'node:crypto';
import type { Drift, DriftState } from '../model/check.ts';
import type { Manifest, ManifestEntry, OutputPlan } from '../model/output.ts';
import { entryFiles, formatOf } from '../postman/manifest-files.ts';
import { compareCollections } from './compare-collections.ts';

export interface CheckInput {
  readonly plan: OutputPlan;
  /** What the manifest in the out folder says. */
  readonly previous: Manifest;
  /** Text of each file of the plan and of the previous manifest; absent: the file is not there. */
  readonly onDisk: ReadonlyMap<string, string>;
  /** Modules whose spec can't be built. */
  readonly failed: readonly string[];
}

/** What a build would do to the out folder, a module at a time. */
export function findDrifts({ plan, previous, onDisk, failed }: CheckInput): readonly Drift[] {
  const planned = new Map(plan.files.map(({ path, content }) => [path, content]));
  const text = planned.get('manifest.json') ?? '';
  const next = JSON.parse(text) as Manifest;
  const keys = new Map([...keysOf(previous), ...keysOf(next)]);
  const compare =
    (kind: 'module' | 'environment') =>
    ([name, { was, is }]: [string, Entries]): Drift[] => {
      const path = (is ?? was)?.file ?? '';
      const states =
        kind === 'module' && failed.includes(name)
          ? ['unbuildable' as const]
          : statesOf({ was, is, planned, onDisk });
      if (states.length === 0) return [];
      const content = planned.get(path);
      const there = onDisk.get(path);
      const comparable = kind === 'module' && content !== undefined && there !== undefined;
      const requests = comparable ? compareCollections({ onDisk: there, planned: content, keys }) : [];
      return [{ kind, name, path, states, requests }];
    };
  const unknown = failed.filter((module) => !previous.modules[module]).map(unbuilt);
  const modules = [...pairs(previous.modules, next.modules)].flatMap(compare('module'));
  const environments = [...pairs(previous.environments, next.environments)].flatMap(compare('environment'));
  const drifts = [...[...modules, ...unknown].toSorted(byName), ...environments.toSorted(byName)];
  // What is said of a module or environment is a change of the manifest too.
  if (drifts.length > 0 || text === onDisk.get('manifest.json')) return drifts;
  const path = 'manifest.json';
  return [{ kind: 'manifest', name: path, path, states: ['changed'], requests: [] }];
}

interface Entries {
  readonly was: ManifestEntry | undefined;
  readonly is: ManifestEntry | undefined;
}

interface Compared extends Entries {
  /** A file that is not in it need not be built, for all that it comes from holds. */
  readonly planned: ReadonlyMap<string, string>;
  readonly onDisk: ReadonlyMap<string, string>;
}

/** What its files are, all together: in the newer format it has many. */
function statesOf({ was, is, planned, onDisk }: Compared): readonly DriftState[] {
  if (!is) return ['stale'];
  if (was && formatOf(was) !== formatOf(is)) return ['format'];
  const before = hashesOf(was);
  const now = hashesOf(is);
  const states = [...new Set([...now.keys(), ...before.keys()])].flatMap((path) =>
    stateOf({
      before: before.get(path),
      now: now.get(path),
      content: planned.get(path),
      there: onDisk.get(path),
    }),
  );
  if (states.length > 0) return ORDER.filter((state) => states.includes(state));
  const isBuilt = [...now.keys()].some((path) => planned.has(path));
  return isBuilt && JSON.stringify(was) !== JSON.stringify(is) ? ['manifest'] : [];
}

const ORDER: readonly DriftState[] = ['missing', 'changed', 'edited'];

interface ComparedFile {
  /** Its hash, as the manifest has it and as it will. */
  readonly before: string | undefined;
  readonly now: string | undefined;
  readonly content: string | undefined;
  readonly there: string | undefined;
}

function stateOf({ before, now, content, there }: ComparedFile): readonly DriftState[] {
  if (now === undefined) return there === undefined ? [] : ['changed'];
  if (content === undefined || there === content) return [];
  if (there === undefined) return ['missing'];
  const isEdited = before !== undefined && before !== sha256(there);
  return [...(before === now ? [] : ['changed' as const]), ...(isEdited ? ['edited' as const] : [])];
}

function hashesOf(entry: ManifestEntry | undefined): ReadonlyMap<string, string> {
  return new Map(entry ? entryFiles(entry).map(({ file, hash }) => [file, hash]) : []);
}

function pairs(
  before: { readonly [name: string]: ManifestEntry },
  after: { readonly [name: string]: ManifestEntry },
): ReadonlyMap<string, Entries> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return new Map(names.map((name) => [name, { was: before[name], is: after[name] }]));
}

function unbuilt(name: string): Drift {
  const path = `collections/${name}.postman_collection.json`;
  return { kind: 'module', name, path, states: ['unbuildable'], requests: [] };
}

function keysOf({ modules }: Manifest): readonly (readonly [id: string, key: string])[] {
  return Object.values(modules).flatMap(({ requests }) =>
    Object.entries(requests).map(([key, { id }]) => [id, key] as const),
  );
}

function byName({ name: left }: Drift, { name: right }: Drift): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
