import type { Json, JsonObject } from '../model/json.ts';
import { byKey, list } from './merge-lists.ts';
import { inside } from './merge-log.ts';
import { type Merge, parts, pick, whole } from './merge-values.ts';
import { addressText, namesInPath, urlText } from './normal-url.ts';
import { pair } from './pair-rules.ts';
import { inOrderOf, objectOf, objectsOf, same, textOf } from './read-json.ts';

const ADDRESS = ['protocol', 'host', 'port', 'path'];

const address = whole('ours', (value) => addressText(objectOf(value)));

const parameters = list({
  join: byKey(({ key }) => textOf(key)),
  entry: pair,
  gone: 'ours',
  deleted: 'ours',
  omitEmpty: true,
});

const further = parts({ raw: () => undefined, query: parameters, variable: parameters }, whole('theirs'));

/** A URL: its address is one thing, its parameters are one each, and its text is what the merged parts give. */
export const url: Merge = (versions, place) => {
  const [base, theirs, ours] = [versions.base, versions.theirs, versions.ours].map(objectOf) as [
    JsonObject,
    JsonObject,
    JsonObject,
  ];
  const where = objectOf(
    address(
      { base: pick(base, ADDRESS), theirs: pick(theirs, ADDRESS), ours: pick(ours, ADDRESS) },
      inside(place, 'address'),
    ),
  );
  const rest = objectOf(
    further({ base: without(base), theirs: without(theirs), ours: without(ours) }, place),
  );
  const variable = variablesFor(where, rest, [theirs, ours]);
  const merged = inOrderOf(ours, { raw: '', ...where, ...rest, variable });
  return { ...merged, raw: rawOf(merged, [ours, theirs]) };
};

/** One for each name in the path, whichever side it comes from; those of another path go with it. */
function variablesFor(where: JsonObject, rest: JsonObject, sides: readonly JsonObject[]): Json | undefined {
  const names = namesInPath(where);
  const known = objectsOf(rest['variable']).filter(({ key }) => names.has(textOf(key)));
  const missing = [...names].filter((name) => !known.some(({ key }) => key === name));
  const all = sides.flatMap(({ variable }) => objectsOf(variable));
  const variables = [...known, ...missing.flatMap((name) => all.find(({ key }) => key === name) ?? [])];
  return variables.length === 0 ? undefined : variables;
}

/** As a side writes it, where the merged URL is that side's; what is not sent does not stand in it. */
function rawOf(merged: JsonObject, sides: readonly JsonObject[]): string {
  const { raw: _raw, ...own } = merged;
  const twin = sides.find(({ raw: _text, ...side }) => same(side, own));
  return twin ? textOf(twin['raw']) : urlText(merged);
}

function without(url: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(url).filter(([key]) => !ADDRESS.includes(key)));
}
