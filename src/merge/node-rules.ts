import type { Json, JsonObject } from '../model/json.ts';
import { joinExamples } from './join-examples.ts';
import { byKey, list } from './merge-lists.ts';
import { bodyText, lines, text } from './merge-text.ts';
import { url } from './merge-url.ts';
import { type Merge, ours, parts, whole } from './merge-values.ts';
import { exampleHeaders, formFields, headers, variables } from './pair-rules.ts';
import { isObject, objectOf, objectsOf, textOf } from './read-json.ts';

const auth: Merge = (versions, place) => {
  const types = [versions.theirs, versions.ours].map((side) => objectOf(side)['type']);
  return whole(types[0] === types[1] ? 'theirs' : 'ours', withoutOrder)(versions, place);
};

const events = list({
  join: byKey(({ listen }) => textOf(listen)),
  entry: parts(
    { listen: ours, script: parts({ type: whole('ours'), exec: lines }, whole('theirs')) },
    whole('theirs'),
  ),
  gone: 'theirs',
  deleted: 'theirs',
  omitEmpty: true,
  anyOrder: true,
});

const fieldsOfBody = parts({ raw: bodyText, urlencoded: formFields, formdata: formFields }, whole('theirs'));

/** Bodies of one mode are merged part by part; one of another mode is another body. */
const body: Merge = (versions, place) => {
  const all = [versions.base, versions.theirs, versions.ours];
  const modes = new Set(all.filter((side) => side !== undefined).map((side) => objectOf(side)['mode']));
  const areFilled = [versions.theirs, versions.ours].every((side) => filledBody(side) !== undefined);
  return (areFilled && modes.size === 1 ? fieldsOfBody : whole('ours', filledBody))(versions, place);
};

/** One that is empty, which the app leaves behind where somebody has looked, is none. */
function filledBody(body: Json | undefined): Json | undefined {
  const { mode, options } = objectOf(body);
  const content = objectOf(body)[textOf(mode)];
  const isEmpty = content === '' || (Array.isArray(content) && content.length === 0);
  return isEmpty && options === undefined ? undefined : body;
}

const request = parts(
  { method: whole('ours'), url, header: headers, body, auth, description: text },
  whole('theirs'),
);

const examples = list({
  join: joinExamples,
  entry: parts(
    {
      id: ours,
      originalRequest: request,
      // How the app shows the body, which it sets itself.
      _postman_previewlanguage: ours,
      code: whole('ours'),
      status: whole('ours'),
      header: exampleHeaders,
      body: bodyText,
    },
    whole('theirs'),
  ),
  gone: 'theirs',
  deleted: 'ours',
  anyOrder: true,
});

/** A request with its scripts and saved examples. */
export const mergeItem = parts({ id: ours, request, response: examples, event: events }, whole('theirs'));

/** A folder without what is in it. */
export const mergeFolder = parts({ id: ours, description: text, event: events, auth }, whole('theirs'));

/** The collection without what is in it. */
export const mergeRoot = parts(
  {
    info: parts({ _postman_id: ours, schema: ours, description: text }, whole('theirs')),
    auth,
    event: events,
    variable: variables,
  },
  whole('theirs'),
);

/** Attributes of an auth stand in any order. */
function withoutOrder(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [
    key,
    Array.isArray(inner) ? objectsOf(inner).toSorted(byName) : inner,
  ]);
  return Object.fromEntries(entries);
}

function byName(left: JsonObject, right: JsonObject): number {
  return textOf(left['key']) < textOf(right['key']) ? -1 : 1;
}
