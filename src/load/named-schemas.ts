import { at, keysOf } from '../diagnostics/pointer.ts';
import { own } from '../schema/read.ts';
import { DOCUMENT, type FoundNode, SCHEMA, walkNodes } from './structure.ts';

/** Where a fragment or an address within one file leads, as a JSON pointer; undefined when it names nothing. */
export interface NamedSchemas {
  /** A fragment without its `#`: a pointer, or the name that an `$anchor` gives. */
  readonly pointerOf: (fragment: string) => string | undefined;
  /** An address that the `$id` of a schema gives, with or without a fragment. */
  readonly pointerOfId: (ref: string) => string | undefined;
}

/** The names of JSON Schema 2020-12, sections 8.2.1 and 8.2.2; the file is searched when the first one is asked for. */
export function namedSchemas(root: unknown): NamedSchemas {
  let found: Names | undefined;
  const names = (): Names => {
    found ??= findNames(root);
    return found;
  };
  const pointerOf = (fragment: string): string | undefined =>
    isPointer(fragment) ? pointerFrom(fragment) : names().anchors.get(fragment);
  const pointerOfId = (ref: string): string | undefined => {
    // A relative one could as well be a file.
    if (!/^[a-z][a-z0-9+.-]+:/i.test(ref)) return undefined;
    const [address = '', fragment = ''] = ref.split('#', 2);
    const schema = names().ids.get(address);
    if (schema === undefined) return undefined;
    return isPointer(fragment) ? schema + pointerFrom(fragment) : names().anchors.get(fragment);
  };
  return { pointerOf, pointerOfId };
}

/** Each name with the pointer of the schema that bears it; of two, the first holds. */
interface Names {
  readonly anchors: ReadonlyMap<string, string>;
  readonly ids: ReadonlyMap<string, string>;
}

function findNames(root: unknown): Names {
  const anchors = new Map<string, string>();
  const ids = new Map<string, string>();
  const visit = ({ node, slot, pointer }: FoundNode): void => {
    if (slot.kind !== 'schema' || slot.as !== 'one') return;
    for (const key of ['$anchor', '$dynamicAnchor']) add(anchors, own(node, key), pointer);
    const id = own(node, '$id');
    if (typeof id === 'string') add(ids, id.replace(/#$/, ''), pointer);
  };
  // A referenced file may be a document or a schema.
  for (const slot of [DOCUMENT, SCHEMA]) walkNodes({ node: root, slot, pointer: '' }, visit, new Set());
  return { anchors, ids };
}

function add(names: Map<string, string>, name: unknown, pointer: string): void {
  if (typeof name === 'string' && name !== '' && !names.has(name)) names.set(name, pointer);
}

/** True for a fragment that is a pointer rather than a name. */
export function isPointer(fragment: string): boolean {
  return fragment === '' || /^(\/|%2f)/i.test(fragment);
}

/** A fragment as a JSON pointer; percent-encoding undone. */
function pointerFrom(fragment: string): string {
  return at('', ...keysOf(`#${fragment}`));
}
