import { readFile, stat } from 'node:fs/promises';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { JsonObject } from '../model/json.ts';
import { isNestedDeeper } from '../postman/is-nested-deeper.ts';
import { convertV1 } from './convert-v1.ts';
import { systemReason } from './out-failure.ts';

/** More than Postman itself takes. */
const LARGEST = 100 * 1024 * 1024;
/** Folders in folders, and what is in a request; no person makes as many. */
const DEEPEST = 500;

/**
 * A collection that Postman's app or API gave, in format 2.1 or so near to it that `merge/normal-collection` takes it:
 * 2.0 writes only the attributes of an auth in another way. Format 1 is converted.
 * @throws Stop `export-unreadable` that names what the file is instead.
 */
export async function readExport(file: string): Promise<JsonObject> {
  const value = parse(await readText(file), file);
  const collection = isObject(value) && isObject(value['collection']) ? value['collection'] : value;
  if (!isObject(collection)) throw unreadable(file, 'it is no Postman collection');
  const version = versionOf(collection);
  if (version === undefined) throw unreadable(file, whatItIs(collection));
  if (version === 2) return collection;
  const converted = await convertV1(collection);
  if (!converted)
    throw unreadable(file, 'it is a collection of format 1 that Postman’s own converter refuses');
  return converted;
}

async function readText(file: string): Promise<string> {
  try {
    const entry = await stat(file);
    // A pipe would be waited for without end.
    if (!entry.isFile()) throw unreadable(file, 'it is no plain file');
    if (entry.size > LARGEST) throw unreadable(file, `it is larger than ${LARGEST} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw unreadable(file, error instanceof TypeError ? 'it is no text in UTF-8' : systemReason(error));
  }
}

function parse(text: string, file: string): unknown {
  if (isNestedDeeper(text, DEEPEST)) throw unreadable(file, `it is nested deeper than ${DEEPEST} levels`);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the text, and an export may hold a secret.
    throw unreadable(file, text.trim() === '' ? 'it is empty' : 'it is no valid JSON');
  }
}

function versionOf({ info, item, requests, order }: JsonObject): 1 | 2 | undefined {
  if (isObject(info) && Array.isArray(item)) return 2;
  return Array.isArray(requests) && (Array.isArray(order) || !isObject(info)) ? 1 : undefined;
}

/** What people hand in by mistake, by name. */
function whatItIs(value: JsonObject): string {
  if (value['_postman_variable_scope'] !== undefined) return 'it is a Postman environment, not a collection';
  if (value['openapi'] !== undefined || value['swagger'] !== undefined)
    return 'it is an OpenAPI document, not a collection';
  if (Array.isArray(value['collections'])) return 'it is a Postman data dump: export one collection';
  if (value['manifestVersion'] !== undefined) return 'it is the manifest of hoopai-postman, not a collection';
  return 'it is no Postman collection';
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(file: string, reason: string): Stop {
  return new Stop([diagnostic('export-unreadable', { reason }, { file })]);
}
