import { at } from '../diagnostics/pointer.ts';
import type { Schema, Schemas } from '../model/api.ts';
import type { Shape, Shapes } from '../model/contract.ts';
import { own, refName, schemaList } from '../schema/read.ts';
import { type Children, EMPTY, onlyVariants, type Part, shapeOf } from './shape-of.ts';

export interface ShapeReader {
  /** The id of the shape of a schema that stands at `pointer`. */
  readonly read: (schema: Schema, pointer: string) => string;
  /** All shapes that were read, and all that they lead to. */
  readonly shapes: () => Shapes;
}

export type SchemaSource = {
  readonly schemas: Schemas;
  readonly schemaPointers: { readonly [name: string]: string };
};

/** Reads schemas as shapes, each place of the spec once, so that circles end. */
export function shapeReader({ schemas, schemaPointers }: SchemaSource): ShapeReader {
  const shapes = new Map<string, Shape>();
  const waiting: (() => void)[] = [];

  const partsOf = (schema: Schema, pointer: string, seen: Set<Schema> = new Set()): readonly Part[] => {
    if (seen.has(schema)) return [];
    seen.add(schema);
    const name = refName(schema);
    if (name !== undefined)
      return partsOf(own(schemas, name) ?? {}, own(schemaPointers, name) ?? pointer, seen);
    const parts = schemaList(schema, 'allOf');
    return [
      { schema, pointer },
      ...parts.flatMap((part, index) => partsOf(part, at(pointer, 'allOf', index), seen)),
      ...onlyVariants({ schema, pointer }).flatMap((only) => partsOf(only.schema, only.pointer, seen)),
    ];
  };

  const readParts = (parts: readonly Part[]): string => {
    const distinct = [...new Map(parts.map((part) => [part.pointer, part])).values()];
    // What says nothing (a wrapper around `allOf`) makes no other shape of what it wraps.
    const saying = distinct.filter(({ schema }) => Object.keys(schema).some((key) => !SILENT.has(key)));
    const used = saying.length > 0 ? saying : distinct.slice(0, 1);
    const id = used.map((part) => part.pointer).join(' ');
    if (shapes.has(id)) return id;
    shapes.set(id, EMPTY);
    waiting.push(() => shapes.set(id, shapeOf(used, children)));
    return id;
  };

  const children: Children = (all) =>
    readParts(all.flatMap(({ schema, pointer }) => partsOf(schema, pointer)));
  return {
    read: (schema, pointer) => readParts(partsOf(schema, pointer)),
    shapes: () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) next();
      return Object.fromEntries(shapes);
    },
  };
}

const SILENT = new Set(['allOf', 'description', 'title', 'example', 'examples', 'xml']);
