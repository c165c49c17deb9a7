import type { LaidOut } from '../model/layout.ts';
import { type Check, leaf, listOf, shape } from './check-shape.ts';

/** What the cache keeps of the converter's answers; none when the text is no such list. */
export function readKeptLayouts(text: string | undefined): readonly (readonly [string, LaidOut])[] {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return KEPT(value, '') === undefined ? (value as [string, LaidOut][]) : [];
  } catch {
    return [];
  }
}

const isString = leaf('a string', (value) => typeof value === 'string');
const isOptional = leaf('a string', (value) => value === undefined || typeof value === 'string');
const HEADERS = listOf(shape({ key: isString, value: isString }));

const LAID_OUT: Check = shape({
  method: isString,
  bodyMode: isOptional,
  language: isOptional,
  headers: HEADERS,
  responses: listOf(
    shape({
      code: leaf('a number', (value) => typeof value === 'number'),
      name: isString,
      status: isString,
      preview: isString,
      headers: HEADERS,
    }),
  ),
});

const KEPT: Check = listOf((value, at) =>
  Array.isArray(value) && value.length === 2
    ? (isString(value[0], `${at}.0`) ?? LAID_OUT(value[1], `${at}.1`))
    : `${at} should be a key and what it stands for`,
);
