import type { Collection } from '../model/collection.ts';
import type { JsonObject } from '../model/json.ts';
import type { Merged, MergeOptions } from '../model/merge.ts';
import { SPEC_BUILD } from '../postman/fingerprint.ts';
import { inCanonicalOrder } from './canonical-order.ts';
import { MergeLog, type Place } from './merge-log.ts';
import { mergeTrees } from './merge-trees.ts';
import { mergeRoot } from './node-rules.ts';
import { normalCollection } from './normal-collection.ts';
import { objectOf, objectsOf } from './read-json.ts';
import { finishVariables, withDescriptions } from './variable-descriptions.ts';

export interface CollectionVersions {
  /** The build that `theirs` descends from, as it was written; undefined: unknown, and all of theirs is kept. */
  readonly base: object | undefined;
  /** What a person has made of it: format 2.1, from the app, a file or Postman's API. */
  readonly theirs: object;
  /** What the specs give now. */
  readonly ours: Collection;
}

/**
 * Joins a person's edits of a built collection with what the spec has changed since. Requests are known again by
 * operation key, then id, then method and path; each part that only one side changed is as that side has it, and what
 * both changed is a conflict in the report, decided by `options` or a default: theirs for values and text, ours for
 * structure. An unedited `theirs` gives `ours`, byte for byte, and merging the result again gives it again.
 */
export function mergeCollections(versions: CollectionVersions, options: MergeOptions = {}): Merged {
  const ours = normalCollection(versions.ours as unknown as JsonObject);
  const base = versions.base && normalCollection(versions.base as JsonObject);
  const theirs = withDescriptions(inCanonicalOrder(normalCollection(versions.theirs as JsonObject)), base);
  const log = new MergeLog(options, base !== undefined);
  const item = mergeTrees({ base, theirs, ours }, log);
  const place: Place = { item: [], field: [], log };
  const [was, edited, built] = [base, theirs, ours].map((side) => side && withoutBuild(side));
  const root = objectOf(mergeRoot({ base: was, theirs: edited, ours: built }, place));
  const { info = {}, variable, ...rest } = root;
  const fingerprint = objectsOf(ours['variable']).filter(({ key }) => key === SPEC_BUILD);
  const variables = finishVariables(objectsOf(variable), item, { base, theirs, ours });
  const collection = { info, item, ...rest, variable: [...variables, ...fingerprint] };
  return { collection: collection as unknown as Collection, report: { changes: log.changes } };
}

/** Without what `mergeTrees` merges, and the fingerprint, which is always that of ours. */
function withoutBuild({ item: _item, variable, ...rest }: JsonObject): JsonObject {
  return { ...rest, variable: objectsOf(variable).filter(({ key }) => key !== SPEC_BUILD) };
}
