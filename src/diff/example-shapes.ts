import { at } from '../diagnostics/pointer.ts';
import type { Shape, Shapes } from '../model/contract.ts';
import { EMPTY } from './shape-of.ts';

const DEEPEST = 64;

/** Shapes of values that are examples: which fields they have, and of which types; `any` says nothing. */
export function exampleShapes() {
  const shapes: { [id: string]: Shape } = Object.create(null);
  const any = 'any';
  shapes[any] = EMPTY;

  const read = (value: unknown, pointer: string, path = '', depth = 0): string => {
    const id = `${pointer} ${path}`;
    if (depth > DEEPEST || isVariable(value)) return any;
    const shape = { ...EMPTY, pointer, types: [typeOf(value)] };
    if (value === null) shapes[id] = { ...EMPTY, pointer, nullable: true };
    else if (Array.isArray(value)) {
      // One item stands for all.
      const items = value.length === 0 ? any : read(value[0], pointer, `${path}/*`, depth + 1);
      shapes[id] = { ...shape, items };
    } else if (typeof value === 'object') {
      const fields = Object.entries(value).map(([name, field]) => {
        const below = read(field, pointer, at(path, name), depth + 1);
        return [name, { required: false, pointer, shape: below }];
      });
      shapes[id] = { ...shape, fields: Object.fromEntries(fields) };
    } else shapes[id] = shape;
    return id;
  };
  return {
    any,
    read: (value: unknown, pointer: string) => read(value, pointer),
    all: (): Shapes => ({ ...shapes }),
  };
}

/** What a person or the build put in place of a value. */
function isVariable(value: unknown): boolean {
  return typeof value === 'string' && /\{\{.*\}\}/.test(value);
}

/** Which of 1 and 1.5 an example shows is chance. */
function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
