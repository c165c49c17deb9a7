import { at } from '../diagnostics/pointer.ts';
import type { JsonObject } from '../model/json.ts';
import { isArray, isObject, own } from '../schema/read.ts';

/** Node types of OpenAPI 3.x and Swagger 2.0, as far as references can stand in them or below them. */
export type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'mediaType'
  | 'encoding'
  | 'response'
  | 'header'
  | 'example'
  | 'link'
  | 'callback'
  | 'securityScheme'
  | 'schema';

/** What a field holds: one node of a kind, or several by name, or several in a row. */
export interface Slot {
  readonly kind: Kind;
  readonly as: 'one' | 'map' | 'list';
}

export interface FoundReference {
  /** The object that holds `$ref`. */
  readonly holder: JsonObject;
  readonly ref: string;
  /** What has to stand at the reference's other end. */
  readonly slot: Slot;
  /** Where `holder` stands. */
  readonly pointer: string;
}

/**
 * Visits every reference at or below `node`, each node once. Only where the specification has a Reference Object
 * (or a whole map that people split off into a file) is `$ref` a reference: never in an example, a default, an
 * enum, an extension, or as the name of a property.
 */
export function walkReferences(
  start: Start,
  visit: (found: FoundReference) => void,
  walked: Set<unknown>,
): void {
  const visitNode = ({ node, slot, pointer }: FoundNode): void => {
    const ref = own(node, '$ref');
    if (typeof ref === 'string') visit({ holder: node, ref, slot, pointer });
  };
  walkNodes(start, visitNode, walked);
}

interface Start {
  readonly node: unknown;
  readonly slot: Slot;
  readonly pointer: string;
}

export interface FoundNode extends Start {
  readonly node: JsonObject;
}

/** Visits every object at or below `node` that the specification gives a meaning, each once. */
export function walkNodes(start: Start, visit: (found: FoundNode) => void, walked: Set<unknown>): void {
  const { node, pointer } = start;
  if (start.slot.as === 'list' && isArray(node)) {
    for (const [index, item] of node.entries()) {
      walkNodes({ node: item, slot: one(start.slot.kind), pointer: at(pointer, index) }, visit, walked);
    }
    return;
  }
  if (!isObject(node) || walked.has(node)) return;
  walked.add(node);
  // `items` holds one schema or a list of them.
  const slot = start.slot.as === 'list' ? one(start.slot.kind) : start.slot;
  visit({ node, slot, pointer });
  for (const [key, child] of childrenOf(node, slot)) {
    const value = node[key];
    if (typeof value === 'object')
      walkNodes({ node: value, slot: child, pointer: at(pointer, key) }, visit, walked);
  }
}

function childrenOf(node: JsonObject, slot: Slot): readonly (readonly [string, Slot])[] {
  if (slot.as === 'map' || slot.kind === 'callback') {
    const kind = slot.as === 'map' ? slot.kind : 'pathItem';
    return Object.keys(node)
      .filter((key) => !(EXTENSIBLE.has(kind) && key.startsWith('x-')))
      .map((key) => [key, one(kind)]);
  }
  const fields = FIELDS[slot.kind];
  return Object.keys(node).flatMap((key) => {
    const child = own(fields, key);
    return child ? [[key, child]] : [];
  });
}

/** Maps in which a key that starts with `x-` is an extension rather than a name. */
const EXTENSIBLE: ReadonlySet<Kind> = new Set(['pathItem', 'response']);

function one(kind: Kind): Slot {
  return { kind, as: 'one' };
}

function map(kind: Kind): Slot {
  return { kind, as: 'map' };
}

function list(kind: Kind): Slot {
  return { kind, as: 'list' };
}

export const DOCUMENT: Slot = one('document');
export const SCHEMA: Slot = one('schema');

const OPERATIONS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const SCHEMAS = [
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'additionalItems',
  'additionalProperties',
];

const FIELDS: Readonly<Record<Kind, { readonly [field: string]: Slot }>> = {
  document: {
    paths: map('pathItem'),
    webhooks: map('pathItem'),
    components: one('components'),
    definitions: map('schema'),
    parameters: map('parameter'),
    responses: map('response'),
  },
  components: {
    schemas: map('schema'),
    responses: map('response'),
    parameters: map('parameter'),
    examples: map('example'),
    requestBodies: map('requestBody'),
    headers: map('header'),
    securitySchemes: map('securityScheme'),
    links: map('link'),
    callbacks: map('callback'),
    pathItems: map('pathItem'),
  },
  pathItem: { ...each(OPERATIONS, one('operation')), parameters: list('parameter') },
  operation: {
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: map('response'),
    callbacks: map('callback'),
  },
  parameter: { schema: one('schema'), examples: map('example'), content: map('mediaType') },
  requestBody: { content: map('mediaType') },
  mediaType: { schema: one('schema'), examples: map('example'), encoding: map('encoding') },
  encoding: { headers: map('header') },
  response: {
    schema: one('schema'),
    headers: map('header'),
    content: map('mediaType'),
    links: map('link'),
  },
  header: { schema: one('schema'), examples: map('example'), content: map('mediaType') },
  example: {},
  link: {},
  callback: {},
  securityScheme: {},
  schema: {
    ...each(['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas'], map('schema')),
    ...each(['allOf', 'oneOf', 'anyOf', 'prefixItems', 'items'], list('schema')),
    ...each([...SCHEMAS, 'unevaluatedItems', 'unevaluatedProperties'], one('schema')),
  },
};

function each(fields: readonly string[], slot: Slot): { readonly [field: string]: Slot } {
  return Object.fromEntries(fields.map((field) => [field, slot]));
}
