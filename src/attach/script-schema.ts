import type { Schema, Schemas } from '../model/api.ts';
import { keyword, own } from '../schema/read.ts';
import { convertSchema } from './convert-schema.ts';
import { type FittedSchema, fitSchema } from './fit-schema.ts';
import { namesInPlace } from './names-in-place.ts';

/**
 * Characters of JSON that a schema may take in a script. A person reads scripts in Postman, and the sandbox compiles
 * the schema with every request; the largest that the platform's own modules give has 8,000.
 */
const SCHEMA_BUDGET = 12_000;

/**
 * A response schema as the sandbox's validator (draft-07) takes it: only what says something about a value, with all
 * that it refers to under `definitions`, so that a circular one stays finite; what is deepest left out where it is
 * longer than `budget`. Undefined: it says nothing.
 */
export function scriptSchema(
  schema: Schema,
  schemas: Schemas,
  budget = SCHEMA_BUDGET,
): FittedSchema | undefined {
  const model = knownModels.get(schemas) ?? scriptModel(schemas);
  knownModels.set(schemas, model);
  const key = `${budget} ${JSON.stringify(schema)}`;
  if (!model.fitted.has(key)) model.fitted.set(key, fittedSchema(schema, model, budget));
  return model.fitted.get(key);
}

function fittedSchema(schema: Schema, model: ScriptModel, budget: number): FittedSchema | undefined {
  const draft = startDraft(schema, model);
  if (saysNothing(draft)) return undefined;
  const whole = wholeWithin(budget, draft);
  // Drafted anew: definitions are named in the order in which they are found.
  return whole ? { schema: whole } : fitSchema(startDraft(schema, model), budget);
}

/** What scripts of one model share: the operations of a large API refer to the same schemas over and over. */
interface ScriptModel {
  readonly schemas: Schemas;
  /** The key of a named schema under `definitions`. */
  readonly keys: ReadonlyMap<string, string>;
  /** Named schemas that are the same in each script, once they were converted. */
  readonly converted: Map<string, Converted>;
  /** By budget and schema. */
  readonly fitted: Map<string, FittedSchema | undefined>;
}

interface Converted {
  readonly schema: Schema;
  /** Names of the schemas that it refers to. */
  readonly refers: readonly string[];
}

const knownModels = new WeakMap<Schemas, ScriptModel>();

function scriptModel(schemas: Schemas): ScriptModel {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of Object.keys(schemas)) {
    const key = freeKey(name, taken);
    taken.add(key);
    keys.set(name, key);
  }
  return { schemas, keys, converted: new Map(), fitted: new Map() };
}

/** Letters, digits and underscores only, so that a reference to it needs no encoding. */
function freeKey(name: string, taken: ReadonlySet<string>): string {
  const base = name.replaceAll(/\W+/g, '_');
  let key = base;
  for (let count = 2; taken.has(key); count++) key = `${base}_${count}`;
  return key;
}

/** A script schema of which the definitions are converted when they are asked for: of a large one, most never are. */
export interface SchemaDraft {
  readonly root: Schema;
  /** The schema under a key of `definitions`. */
  readonly definition: (key: string) => Schema;
  /** Keys in the order in which they were found. */
  readonly found: readonly string[];
}

function startDraft(schema: Schema, { schemas, keys, converted }: ScriptModel): SchemaDraft {
  const names = new Map<string, string>();
  const order = new Map<string, number>();
  const found: string[] = [];
  const definitions = new Map<string, Schema>();
  const refer = (name: string): string => {
    const key = keys.get(name) ?? name;
    if (names.has(key)) return key;
    names.set(key, name);
    order.set(name, found.length);
    found.push(key);
    return key;
  };
  const isLater = (name: string, than: string): boolean =>
    (order.get(name) ?? Number.POSITIVE_INFINITY) > (order.get(than) ?? 0);
  const convertNamed = (name: string): Schema => {
    const named = own(schemas, name) ?? {};
    if (namesInPlace(named, schemas).has(name))
      return convertSchema(named, { schemas, refer, within: { name, isLater } });
    const known = converted.get(name) ?? convertAlone(named, schemas, keys);
    converted.set(name, known);
    for (const other of known.refers) refer(other);
    return known.schema;
  };
  const definition = (key: string): Schema => {
    const known = definitions.get(key) ?? convertNamed(names.get(key) ?? key);
    definitions.set(key, known);
    return known;
  };
  return { root: convertSchema(schema, { schemas, refer }), definition, found };
}

/** A schema that no circle leads back to, so that it is the same wherever it is found. */
function convertAlone(named: Schema, schemas: Schemas, keys: ReadonlyMap<string, string>): Converted {
  const refers = new Set<string>();
  const refer = (name: string): string => {
    refers.add(name);
    return keys.get(name) ?? name;
  };
  return { schema: convertSchema(named, { schemas, refer }), refers: [...refers] };
}

/** The whole schema; undefined when it is longer than `budget`, which is known before all of it is converted. */
function wholeWithin(budget: number, { root, definition, found }: SchemaDraft): Schema | undefined {
  const definitions = new Map<string, Schema>();
  const waiting: string[] = [...found];
  let length = JSON.stringify(root).length;
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const before = found.length;
    const part = definition(key);
    waiting.push(...found.slice(before));
    definitions.set(key, part);
    length += JSON.stringify(part).length;
    if (length > budget) return undefined;
  }
  const schema =
    found.length === 0
      ? root
      : { ...root, definitions: Object.fromEntries(found.map((key) => [key, definitions.get(key) ?? {}])) };
  return JSON.stringify(schema).length > budget ? undefined : schema;
}

function saysNothing({ root, definition }: SchemaDraft): boolean {
  let node = root;
  for (let hops = 0; hops < 32; hops++) {
    const ref = keyword(node, '$ref');
    if (typeof ref !== 'string') return Object.keys(node).length === 0;
    node = definition(ref.slice('#/definitions/'.length));
  }
  return true;
}
