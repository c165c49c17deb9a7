import { readFile } from 'node:fs/promises';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { systemReason } from './out-failure.ts';

export type DataRow = { readonly [name: string]: string };

/** Rows of variables, one for each iteration: a JSON list of objects, or CSV whose first line has the names. */
export async function readData(file: string): Promise<readonly DataRow[]> {
  const text = await readText(file);
  const rows = /^\s*[[{]/.test(text) ? parseJson(text, file) : parseCsv(text, file);
  if (rows.length === 0) throw unusable(file, 'it has no rows');
  return rows;
}

async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    throw unusable(file, error instanceof TypeError ? 'it is no text in UTF-8' : systemReason(error));
  }
}

function parseJson(text: string, file: string): readonly DataRow[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own words quote the text, and a row may hold a secret.
    throw unusable(file, 'it is no valid JSON');
  }
  if (!Array.isArray(value)) throw unusable(file, 'it is no list of objects');
  return value.map((row: unknown) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      throw unusable(file, 'a row is no object');
    return Object.fromEntries(
      Object.entries(row).map(([name, inner]) => [
        name,
        typeof inner === 'string' ? inner : JSON.stringify(inner),
      ]),
    );
  });
}

function parseCsv(text: string, file: string): readonly DataRow[] {
  const [names = [], ...rows] = splitCsv(text).filter((row) => row.some((field) => field !== ''));
  if (new Set(names.map((name) => name.trim())).size < names.length)
    throw unusable(file, 'two of its columns have one name');
  const uneven = rows.findIndex((row) => row.length !== names.length);
  if (uneven >= 0) {
    const found = rows[uneven]?.length ?? 0;
    throw unusable(
      file,
      `row ${uneven + 1} has ${found} fields, expected ${names.length} as in the first line`,
    );
  }
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name.trim(), row[index] ?? ''])));
}

/**
 * RFC 4180: fields in quotes may hold commas, line ends and doubled quotes. A quote inside of a field without them is
 * a character like any other.
 */
function splitCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"(?=,|\r|\n|$)|([^,\r\n]*))(,|\r\n|\n|\r|$)/g,
  )) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows;
}

function unusable(file: string, reason: string): Stop {
  return new Stop([diagnostic('data-unreadable', { reason }, { file })]);
}
