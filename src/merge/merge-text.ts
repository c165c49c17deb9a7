import type { Json } from '../model/json.ts';
import { isNestedDeeper } from '../postman/is-nested-deeper.ts';
import type { Place, Versions } from './merge-log.ts';
import { joined, type Merge, parts, whole } from './merge-values.ts';
import { isObject, same } from './read-json.ts';

/** A text: what a person wrote around the generated one stays around the new one. */
export const text: Merge = joined(({ base, theirs, ours }) => {
  if (typeof base !== 'string' || typeof theirs !== 'string' || typeof ours !== 'string') return undefined;
  const at = base === '' ? -1 : theirs.indexOf(base);
  if (at < 0 || theirs.includes(base, at + 1)) return undefined;
  return theirs.slice(0, at) + ours + theirs.slice(at + base.length);
}, whole('theirs'));

/** The lines of a script: those that a person put before or after the generated ones stay there. */
export const lines: Merge = joined(({ base, theirs, ours }) => {
  const [was, edited, built] = [base, theirs, ours].map(linesOf);
  if (!was || !edited || !built || was.length === 0) return undefined;
  const at = edited.findIndex((_line, index) => startsAt(was, edited, index));
  if (at < 0) return undefined;
  return [...edited.slice(0, at), ...built, ...edited.slice(at + was.length)];
}, whole('theirs'));

/** A body: one of JSON is merged property by property where both sides changed it. */
export const bodyText: Merge = (versions, place) => {
  const { base, theirs, ours } = versions;
  const onlyOne = same(theirs, ours) || same(theirs, base) || same(ours, base);
  const [was, edited, built] = [base, theirs, ours].map(parsed);
  if (onlyOne || !isObject(was) || !isObject(edited) || !isObject(built))
    return whole('theirs')(versions, place);
  return JSON.stringify(property({ base: was, theirs: edited, ours: built }, place), null, 2);
};

function property(versions: Versions, place: Place): Json | undefined {
  const all = Object.values(versions) as readonly (Json | undefined)[];
  return (all.every(isObject) ? parts({}, property) : whole('theirs'))(versions, place);
}

/** What JSON cannot give back digit by digit is left as a text, and so is what is nested too deep to go into. */
function parsed(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || /[[:,\s]-?[\d.]{16,}/.test(value) || isNestedDeeper(value, 200))
    return undefined;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}

function linesOf(value: Json | undefined): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list = value as readonly Json[];
  return list.every((line) => typeof line === 'string') ? list : undefined;
}

function startsAt(part: readonly string[], whole: readonly string[], start: number): boolean {
  return part.every((line, index) => line.trimEnd() === whole[start + index]?.trimEnd());
}
