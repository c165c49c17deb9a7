import type { MediaType } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isJson } from '../postman/choose-content.ts';
import { isArray, isObject } from '../schema/read.ts';

/** A body as the text that goes over the wire. `root` names the outermost XML element. */
export function bodyText({ type }: Pick<MediaType, 'type'>, value: Json, root: string): string {
  const language = languageOf(type);
  // A spec may write a whole document as one string: then it is that document.
  if (typeof value === 'string' && (!isJson(type) || isJsonDocument(value))) return value;
  if (language === 'xml')
    return `<?xml version="1.0" encoding="UTF-8"?>\n${xml(value, elementName(root), '')}`;
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

function xml(value: Json, name: string, indent: string): string {
  if (isArray(value)) return value.map((item) => xml(item, name, indent)).join('\n');
  if (!isObject(value))
    return `${indent}<${name}>${escapeXml(value === null ? '' : String(value))}</${name}>`;
  const inner = Object.entries(value).map(([key, part]) => xml(part, elementName(key), `${indent}  `));
  return inner.length === 0
    ? `${indent}<${name}/>`
    : `${indent}<${name}>\n${inner.filter((part) => part !== '').join('\n')}\n${indent}</${name}>`;
}

/** XML 1.0, section 2.3: what cannot stand in a name becomes an underscore. */
function elementName(name: string): string {
  const clean = name.replaceAll(/[^\w.-]/g, '_');
  return /^[A-Za-z_]/.test(clean) ? clean : `_${clean}`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
