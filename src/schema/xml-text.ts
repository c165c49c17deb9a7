import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { flattenSchema } from './flatten-schema.ts';
import { isArray, isObject, keyword, own, refName, schemaKeyword, stringKeyword } from './read.ts';

/**
 * A value as an XML document (OpenAPI 3.x, "XML Object"). `fallback` names the outermost element of a schema that has
 * no name of its own.
 */
export function xmlText(value: Json, schema: Schema, schemas: Schemas, fallback: string): string {
  const name = refName(schema) ?? fallback;
  const root = described(schema, schemas, name);
  // A document has one root, so that a list at the top is wrapped whether the schema says so or not.
  const element = isArray(value) ? list(value, root, schemas, '') : single(value, root, schemas, '');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element}`;
}

interface Described {
  /** Flat. */
  readonly schema: Schema;
  /** The schema's `xml`. */
  readonly xml: Schema;
  readonly name: string;
  /** The name with its prefix. */
  readonly tag: string;
}

function described(schema: Schema, schemas: Schemas, fallback: string): Described {
  const { schema: flat } = flattenSchema(schema, schemas);
  const xml = schemaKeyword(flat, 'xml') ?? {};
  const prefix = stringKeyword(xml, 'prefix') ?? '';
  const name = xmlName(stringKeyword(xml, 'name') ?? fallback);
  return { schema: flat, xml, name, tag: prefix === '' ? name : `${xmlName(prefix)}:${name}` };
}

function element(value: Json, node: Described, schemas: Schemas, indent: string): string {
  if (!isArray(value)) return single(value, node, schemas, indent);
  if (keyword(node.xml, 'wrapped') === true) return list(value, node, schemas, indent);
  return items(value, node, schemas, indent, node.name).join('\n');
}

function list(value: readonly Json[], node: Described, schemas: Schemas, indent: string): string {
  const name = refName(schemaKeyword(node.schema, 'items') ?? {});
  const inner = items(value, node, schemas, `${indent}  `, name ?? node.name);
  return enclosed(node.tag, namespace(node), inner, indent);
}

/** Items without a name of their own are called as the list is. */
function items(
  value: readonly Json[],
  { schema }: Described,
  schemas: Schemas,
  indent: string,
  fallback: string,
): readonly string[] {
  const item = described(schemaKeyword(schema, 'items') ?? {}, schemas, fallback);
  return value.map((inner) => element(inner, item, schemas, indent));
}

function single(value: Json, node: Described, schemas: Schemas, indent: string): string {
  if (isArray(value)) return list(value, node, schemas, indent);
  if (!isObject(value)) {
    const text = value === null ? '' : escapeXml(String(value));
    return `${indent}<${node.tag}${namespace(node)}>${text}</${node.tag}>`;
  }
  const properties = schemaKeyword(node.schema, 'properties') ?? {};
  const attributes: string[] = [];
  const inner: string[] = [];
  for (const [key, part] of Object.entries(value)) {
    const property = own(properties, key);
    const child = described(isObject(property) ? property : {}, schemas, key);
    const isAttribute =
      keyword(child.xml, 'attribute') === true && (typeof part !== 'object' || part === null);
    if (isAttribute) attributes.push(`${namespace(child)} ${child.tag}="${escapeXml(String(part ?? ''))}"`);
    else inner.push(element(part, child, schemas, `${indent}  `));
  }
  return enclosed(node.tag, namespace(node) + attributes.join(''), inner, indent);
}

function enclosed(name: string, attributes: string, inner: readonly string[], indent: string): string {
  const shown = inner.filter((part) => part !== '');
  return shown.length === 0
    ? `${indent}<${name}${attributes}/>`
    : `${indent}<${name}${attributes}>\n${shown.join('\n')}\n${indent}</${name}>`;
}

/** Declared where it is used; a prefix without a namespace is for the spec to declare further out. */
function namespace({ xml, name, tag }: Described): string {
  const uri = stringKeyword(xml, 'namespace');
  if (uri === undefined) return '';
  const prefix = tag === name ? '' : `:${tag.slice(0, tag.indexOf(':'))}`;
  return ` xmlns${prefix}="${escapeXml(uri)}"`;
}

/** XML 1.0, section 2.3: what cannot stand in a name becomes an underscore. */
function xmlName(name: string): string {
  const clean = name.replaceAll(/[^\w.-]/g, '_');
  return /^[A-Za-z_]/.test(clean) ? clean : `_${clean}`;
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
