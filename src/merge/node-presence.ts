import type { JsonObject } from '../model/json.ts';
import type { JoinedNode } from './join-trees.ts';
import type { Place } from './merge-log.ts';
import { mergeFolder, mergeItem } from './node-rules.ts';
import { objectOf, objectsOf, same } from './read-json.ts';

/** What becomes of a folder or a request. */
export interface Presence {
  readonly content: JsonObject;
  /** `filled`: a folder that is only there for what is in it. */
  readonly when: 'always' | 'filled';
  /** The spec has it no longer, and only a person's edits keep it. */
  readonly isOrphan?: true;
}

/** Merges what both have, and decides what becomes of what one side added or took away; undefined: it is not there. */
export function presenceOf(node: JoinedNode, place: Place): Presence | undefined {
  const { base, theirs, ours, isFolder } = node;
  if (theirs && ours) {
    const versions = { base: base?.content, theirs: theirs.content, ours: ours.content };
    return always(objectOf((isFolder ? mergeFolder : mergeItem)(versions, place)));
  }
  if (theirs) return base ? goneFromSpec(node, place) : addedByPerson(theirs.content, place);
  if (!ours) return undefined;
  if (isFolder) return { content: ours.content, when: 'filled' };
  return base ? deletedByPerson(node, place) : addedBySpec(ours.content, place);
}

function addedByPerson(content: JsonObject, place: Place): Presence {
  place.log.tell(place, 'kept', 'added');
  return always(content);
}

function addedBySpec(content: JsonObject, place: Place): Presence {
  place.log.tell(place, 'taken', 'added');
  return always(content);
}

function goneFromSpec({ base, theirs, isFolder }: JoinedNode, place: Place): Presence | undefined {
  const content = objectOf(theirs?.content);
  const isEdited = !same(withoutIds(objectOf(base?.content)), withoutIds(content));
  if (isFolder && !isEdited) return { content, when: 'filled' };
  place.log.tell(place, isEdited ? 'kept' : 'taken', isEdited ? 'orphaned' : 'removed');
  if (isFolder) return always(content);
  return isEdited ? { content, when: 'always', isOrphan: true } : undefined;
}

/** It stays away, unless the spec has another request there now. Scripts and examples change with every other wish. */
function deletedByPerson({ base, ours }: JoinedNode, place: Place): Presence | undefined {
  const content = objectOf(ours?.content);
  if (same(objectOf(base?.content)['request'], content['request'])) {
    place.log.tell(place, 'kept', 'removed');
    return undefined;
  }
  const nothing = { base: undefined, theirs: undefined, ours: undefined };
  return place.log.settle(place, nothing, 'ours', 'removed') === 'ours' ? always(content) : undefined;
}

function always(content: JsonObject): Presence {
  return { content, when: 'always' };
}

/** An export from the app has none. */
function withoutIds({ id: _id, response, ...content }: JsonObject): JsonObject {
  return { ...content, response: objectsOf(response).map(({ id: _example, ...example }) => example) };
}
