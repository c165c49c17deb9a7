import type { MediaType, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isJson } from '../postman/choose-content.ts';
import { xmlText } from '../schema/xml-text.ts';

/** A body as the text that goes over the wire. `root` names the outermost XML element of a schema without a name. */
export function bodyText({ type, schema }: MediaType, value: Json, root: string, schemas: Schemas): string {
  const language = languageOf(type);
  // A spec may write a whole document as one string: then it is that document.
  if (typeof value === 'string' && (!isJson(type) || isJsonDocument(value))) return value;
  if (language === 'xml') return xmlText(value, schema ?? {}, schemas, root);
  return JSON.stringify(value, null, 2);
}

/** The language by which Postman highlights a body of this media type. */
export function languageOf(type: string): string {
  if (isJson(type) || /^\*\/\*|^application\/\*/.test(type)) return 'json';
  if (/[/+]xml\b/i.test(type)) return 'xml';
  return /\bhtml\b/i.test(type) ? 'html' : 'text';
}

function isJsonDocument(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // It only looked like one: it is a text that begins with a bracket.
    return false;
  }
}
