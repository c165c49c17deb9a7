import type { Collection } from '../model/collection.ts';
import type { JsonObject } from '../model/json.ts';
import type { Merged, MergeOptions } from '../model/merge.ts';
import { SPEC_BUILD } from '../postman/fingerprint.ts';
import { inCanonicalOrder } from './canonical-order.ts';
import { MergeLog, type Place } from './merge-log.ts';
import { mergeTrees } from './merge-trees.ts';
import { mergeRoot } from './node-rules.ts';
import { normalCollection } from './normal-collection.ts';
import { objectOf, objectsOf, textOf } from './read-json.ts';

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
  const needed = variablesStillUsed(objectsOf(theirs['variable']), objectsOf(variable), item);
  const fingerprint = objectsOf(ours['variable']).filter(({ key }) => key === SPEC_BUILD);
  const collection = { info, item, ...rest, variable: [...objectsOf(variable), ...needed, ...fingerprint] };
  return { collection: collection as unknown as Collection, report: { changes: log.changes } };
}

/** Without what `mergeTrees` merges, and the fingerprint, which is always that of ours. */
function withoutBuild({ item: _item, variable, ...rest }: JsonObject): JsonObject {
  return { ...rest, variable: objectsOf(variable).filter(({ key }) => key !== SPEC_BUILD) };
}

/** Postman's app shows no description of a variable, and may not keep one: that it is gone says nothing. */
function withDescriptions(theirs: JsonObject, base: JsonObject | undefined): JsonObject {
  const known = new Map(objectsOf(base?.['variable']).map((one) => [one['key'], one['description']]));
  const variable = objectsOf(theirs['variable']).map((one) => {
    const description = one['description'] ?? known.get(one['key'] ?? '');
    return description === undefined ? one : { ...one, description };
  });
  return { ...theirs, variable };
}

/** A variable that the spec no longer needs but a kept request does. */
function variablesStillUsed(
  theirs: readonly JsonObject[],
  merged: readonly JsonObject[],
  item: readonly JsonObject[],
): readonly JsonObject[] {
  const present = new Set(merged.map(({ key }) => key));
  const content = JSON.stringify(item);
  return theirs.filter(
    ({ key }) => !present.has(key ?? '') && key !== SPEC_BUILD && content.includes(`{{${textOf(key)}}}`),
  );
}
