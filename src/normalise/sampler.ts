import { at } from '../diagnostics/pointer.ts';
import type { NamedExample, Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { checkValue, type Fault } from '../schema/check-value.ts';
import { countChoices } from '../schema/flatten-schema.ts';
import { isArray, isObject } from '../schema/read.ts';
import {
  DEPTH_LIMIT,
  type Direction,
  NODE_LIMIT,
  pruneValue,
  type SampleMemo,
  sampleValue,
} from '../schema/sample-value.ts';
import type { SchemaReader } from './read-schemas.ts';
import type { Report } from './reading.ts';

/** More branches of a `oneOf` than this are not spelled out for a reader. */
const MOST_ALTERNATIVES = 12;

export interface Sampler {
  /** A value for `schema`; a diagnostic at `pointer` when it is cut or does not satisfy the schema. */
  readonly sample: (schema: Schema, name: string, direction: Direction, pointer: string) => Json;
  /** The other shapes that a `oneOf` or `anyOf` at the top allows. */
  readonly alternatives: (schema: Schema, name: string, direction: Direction) => readonly NamedExample[];
  /** A documented example as it may travel in this direction; a diagnostic when it contradicts the schema. */
  readonly documented: (value: Json, schema: Schema, direction: Direction, pointer: string) => Json;
}

export function createSampler({ schemas }: SchemaReader, report: Report): Sampler {
  const memos: { readonly [direction in Direction]: SampleMemo } = {
    request: new Map(),
    response: new Map(),
  };
  const bareSchemas = withoutTheirExamples(schemas);
  const draw = (schema: Schema, name: string, direction: Direction, choice: number) =>
    sampleValue(schema, { schemas, direction, name, choice, memo: memos[direction] });

  return {
    sample(schema, name, direction, pointer) {
      const { value, truncated } = draw(schema, name, direction, 0);
      if (truncated) report('sample-truncated', { nodes: NODE_LIMIT, levels: DEPTH_LIMIT }, pointer);
      const fault =
        direction === 'request' && !truncated && unavoidableFault(value, schema, schemas, bareSchemas);
      if (fault) report('schema-unsatisfiable', { reason: reasonAt(fault) }, pointer);
      return value;
    },
    alternatives(schema, name, direction) {
      const choices = Math.min(countChoices(schema, schemas), MOST_ALTERNATIVES);
      const values = Array.from(
        { length: choices },
        (_, choice) => draw(schema, name, direction, choice).value,
      );
      const distinct = new Map(values.map((value) => [JSON.stringify(value), value]));
      return [...distinct.values()].slice(1).map((value) => ({ name: '', value, sampled: true }));
    },
    documented(value, schema, direction, pointer) {
      const pruned = pruneValue(value, schema, { schemas, direction });
      const [fault] = checkValue(pruned, schema, schemas, 1);
      if (fault) report('example-contradicts-schema', { reason: reasonAt(fault) }, pointer);
      return pruned;
    },
  };
}

/** A fault of a sample that is not its examples': without them, a sample has one too. */
function unavoidableFault(
  value: Json,
  schema: Schema,
  schemas: Schemas,
  bareSchemas: () => Schemas,
): Fault | undefined {
  if (!faultOf(value, schema, schemas)) return undefined;
  const bare = withoutExamples(schema) as Schema;
  const options = { schemas: bareSchemas(), direction: 'request', name: 'value' } as const;
  return faultOf(sampleValue(bare, options).value, bare, options.schemas);
}

/** Stripped once each: more of them come while a document is read. */
function withoutTheirExamples(schemas: Schemas): () => Schemas {
  const bare: { [name: string]: Schema } = Object.create(null);
  return () => {
    for (const [name, schema] of Object.entries(schemas)) bare[name] ??= withoutExamples(schema) as Schema;
    return bare;
  };
}

/** What is required may be read only, and then a request has to leave it out. */
function faultOf(value: Json, schema: Schema, schemas: Schemas): Fault | undefined {
  return checkValue(value, schema, schemas, 5).find(({ missing }) => !missing);
}

function withoutExamples(value: Json): Json {
  if (isArray(value)) return value.map(withoutExamples);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'example' && key !== 'default');
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutExamples(inner)]));
}

export function reasonAt(fault: { readonly path: string; readonly reason: string }): string {
  return fault.path === '' ? fault.reason : `at ${fault.path}, ${fault.reason}`;
}

/** Pointer of a media type's or parameter's example, for diagnostics. */
export function examplePointer(pointer: string, name: string | undefined): string {
  return name === undefined ? at(pointer, 'example') : at(pointer, 'examples', name);
}
