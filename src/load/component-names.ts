import { at, nodeAt } from '../diagnostics/pointer.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import type { Kind, Slot } from './structure.ts';

/** Where a node from another file is put: the map that holds its kind, and its name there. */
export interface Home {
  readonly section: readonly string[];
  readonly name: string;
  readonly pointer: string;
}

const SECTIONS: { readonly [kind in Kind]?: string } = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  securityScheme: 'securitySchemes',
  link: 'links',
};

/** Swagger 2.0, "Swagger Object". */
const SECTIONS_2: { readonly [kind in Kind]?: string } = {
  schema: 'definitions',
  response: 'responses',
  parameter: 'parameters',
};

/** Gives every node a name that nothing else in its section has; undefined for a kind that has no section. */
export function componentNames(root: JsonObject): (slot: Slot, wish: string) => Home | undefined {
  const swagger = own(root, 'swagger') !== undefined;
  const taken = new Set<string>();
  return ({ kind, as }, wish) => {
    const last = swagger ? SECTIONS_2[kind] : SECTIONS[kind];
    if (as !== 'one' || last === undefined) return undefined;
    const section = swagger ? [last] : ['components', last];
    // OpenAPI 3.x, "Components Object": keys match ^[a-zA-Z0-9._-]+$.
    const base = wish.replace(/[^\w.-]+/g, '_') || kind;
    const present = nodeAt(root, at('', ...section));
    const isFree = (name: string): boolean =>
      !taken.has(`${last}/${name}`) && !(isObject(present) && Object.hasOwn(present, name));
    let name = base;
    for (let count = 2; !isFree(name); count++) name = `${base}_${count}`;
    taken.add(`${last}/${name}`);
    return { section, name, pointer: at('', ...section, name) };
  };
}
