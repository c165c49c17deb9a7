import type { DiagnosticArgs, DiagnosticCode } from '../diagnostics/diagnostic.ts';
import { keysOf, nodeAt } from '../diagnostics/pointer.ts';
import type { Parameter, Response } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import type { SchemaReader } from './read-schemas.ts';
import type { Sampler } from './sampler.ts';

export type Dialect = '2.0' | '3.0' | '3.1';

/** What the readers of one document share. */
export interface Reading {
  readonly document: JsonObject;
  readonly dialect: Dialect;
  readonly report: Report;
  readonly schemas: SchemaReader;
  readonly sampler: Sampler;
  /** What many operations refer to is read once, and what is wrong with it is told once; by pointer. */
  readonly responses: Map<string, Response>;
  readonly parameters: Map<string, Parameter | undefined>;
}

export type Report = <Code extends DiagnosticCode>(
  code: Code,
  args: DiagnosticArgs<Code>,
  pointer: string,
) => void;

/** A node with the place where it really stands. */
export interface Node {
  readonly node: JsonObject;
  readonly pointer: string;
}

/** The object at `pointer`, references followed; undefined, with a diagnostic, when it is no object. */
export function resolveNode(
  value: unknown,
  pointer: string,
  expected: string,
  reading: Reading,
): Node | undefined {
  let current: Node | undefined = isObject(value) ? { node: value, pointer } : undefined;
  for (let hops = 0; current && hops < 32; hops++) {
    const ref = own(current.node, '$ref');
    if (typeof ref !== 'string') return current;
    const target = nodeAt(reading.document, ref);
    current = isObject(target) ? { node: target, pointer: pointerOf(ref) } : undefined;
  }
  reading.report('node-invalid', { expected, found: describe(value) }, pointer);
  return undefined;
}

/** `#/a%20b` -> `/a b`. */
export function pointerOf(ref: string): string {
  if (/^#\/[^%~]*$/.test(ref)) return ref.slice(1);
  return keysOf(ref)
    .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object'
    ? 'an object that leads nowhere'
    : `${typeof value} ${JSON.stringify(value).slice(0, 60)}`;
}

export function text(node: JsonObject, key: string): string {
  const value = own(node, key);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** What stands under `key`, without the extensions that OpenAPI allows beside it. */
export function entries(node: JsonObject, key: string): readonly (readonly [string, unknown])[] {
  return named(node, key).filter(([name]) => !name.startsWith('x-'));
}

/** What stands under `key` where no extension may: a header is called `x-ratelimit-limit` by right. */
export function named(node: JsonObject, key: string): readonly (readonly [string, unknown])[] {
  const value = own(node, key);
  return isObject(value) ? Object.entries(value) : [];
}

export function list(node: JsonObject, key: string): readonly unknown[] {
  const value = own(node, key);
  return Array.isArray(value) ? value : [];
}
