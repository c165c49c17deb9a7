import { keysOf } from '../diagnostics/pointer.ts';
import type { Response, Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { checkValue, type Fault } from '../schema/check-value.ts';
import { keyword } from '../schema/read.ts';
import type { Finding } from './finding.ts';
import { loosen } from './loosen.ts';

/**
 * A script schema (`scriptSchema`) that the spec's own example of `response` fits: each round takes the checks away
 * that it fails, and tells them.
 */
export function withoutContradictions(
  schema: Schema,
  example: Json,
  response: Response,
): { readonly schema: Schema; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  let left = schema;
  for (let round = 0; round < 8; round++) {
    const faults = faultsOf(example, left);
    if (faults.length === 0) return { schema: left, findings };
    for (const { path, reason } of faults) {
      findings.push({ kind: 'contradicted', response, at: path, reason });
      left = loosen(left, keysOf(path));
    }
  }
  return { schema: {}, findings };
}

/** Many responses of a large API share both, where the example is put together from a schema. */
const knownFaults = new WeakMap<Schema, Map<Json, readonly Fault[]>>();

function faultsOf(example: Json, schema: Schema): readonly Fault[] {
  const known = knownFaults.get(schema) ?? new Map<Json, readonly Fault[]>();
  knownFaults.set(schema, known);
  const told = known.get(example);
  if (told) return told;
  const model = inModelTerms(schema);
  const faults = checkValue(example, model, definitionsOf(model));
  known.set(example, faults);
  return faults;
}

/** The checker reads references of the model's form. */
function inModelTerms(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"$ref":"#/definitions/', '"$ref":"#/schemas/'),
  ) as Schema;
}

function definitionsOf(schema: Schema): Schemas {
  const definitions = keyword(schema, 'definitions');
  return (definitions ?? {}) as Schemas;
}
