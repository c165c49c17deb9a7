import type { Json, JsonObject } from '../model/json.ts';
import { SPEC_BUILD } from '../postman/fingerprint.ts';
import type { TreeVersions } from './merge-trees.ts';
import { objectsOf, textOf } from './read-json.ts';

/** Postman's app shows no description of a variable, and may not keep one: that it is gone says nothing. */
export function withDescriptions(theirs: JsonObject, base: JsonObject | undefined): JsonObject {
  const known = descriptionsIn(base);
  const variable = objectsOf(theirs['variable']).map((one) => {
    const description = one['description'] ?? known.get(one['key']);
    return description === undefined ? one : { ...one, description };
  });
  return { ...theirs, variable };
}

/**
 * The merged variables, with those that the spec no longer needs but a kept request does. What the build said of a
 * variable that it does not know any more holds no longer.
 */
export function finishVariables(
  merged: readonly JsonObject[],
  item: readonly JsonObject[],
  { base, theirs, ours }: TreeVersions,
): readonly JsonObject[] {
  const present = new Set([...merged.map(({ key }) => key), SPEC_BUILD]);
  const content = JSON.stringify(item);
  const needed = objectsOf(theirs['variable']).filter(
    ({ key }) => !present.has(key) && content.includes(`{{${textOf(key)}}}`),
  );
  const known = descriptionsIn(base);
  const current = new Set(objectsOf(ours['variable']).map(({ key }) => key));
  return [...merged, ...needed].map((one) => {
    const { description, ...rest } = one;
    const isStale = !current.has(one['key']) && description === known.get(one['key']);
    return isStale ? rest : one;
  });
}

function descriptionsIn(collection: JsonObject | undefined): ReadonlyMap<Json | undefined, Json | undefined> {
  return new Map(objectsOf(collection?.['variable']).map(({ key, description }) => [key, description]));
}
