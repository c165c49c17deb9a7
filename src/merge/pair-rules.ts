import { byKey, list } from './merge-lists.ts';
import { text } from './merge-text.ts';
import { parts, whole } from './merge-values.ts';
import { textOf } from './read-json.ts';

/** A header, a parameter or a field of a form: which there are is the spec's, what stands in them a person's. */
export const pair = parts({ key: whole('ours'), type: whole('ours'), description: text }, whole('theirs'));

/** RFC 9110, section 5.1: names of headers are the same in capitals. */
export const headers = list({
  join: byKey(
    ({ key }) => textOf(key).toLowerCase(),
    ({ key }) => textOf(key),
  ),
  entry: pair,
  gone: 'ours',
  deleted: 'ours',
});

/** Headers of a saved example, whose descriptions nobody can edit in the app: that one is gone says nothing. */
export const exampleHeaders = list({
  join: byKey(({ key }) => textOf(key).toLowerCase()),
  entry: parts({ key: whole('ours'), description: ({ theirs, ours }) => ours ?? theirs }, whole('theirs')),
  gone: 'theirs',
  deleted: 'ours',
});

export const formFields = list({
  join: byKey(({ key }) => textOf(key)),
  entry: pair,
  gone: 'ours',
  deleted: 'ours',
});

export const variables = list({
  join: byKey(({ key }) => textOf(key)),
  entry: parts({ key: whole('ours'), description: text }, whole('theirs')),
  gone: 'theirs',
  deleted: 'ours',
});
