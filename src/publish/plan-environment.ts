import type { Json, JsonObject } from '../model/json.ts';
import type { Changes, LockedEnvironment } from '../model/publish.ts';

export interface EnvironmentVariable {
  readonly key: string;
  readonly value: string;
  readonly type: string;
  readonly [field: string]: Json;
}

export interface EnvironmentUpdate {
  readonly payload: JsonObject;
  readonly changes: Changes;
  /** Secrets that hold a value on the server, which everybody in the workspace can read; an update empties them. */
  readonly emptied: readonly string[];
}

/** Our environment as it goes up for the first time: secrets are empty, whatever the file holds. */
export function environmentToCreate(name: string, ours: readonly EnvironmentVariable[]): JsonObject {
  return { name, values: ours.map(emptySecret) };
}

/**
 * What the server's environment becomes: a value that a person set there stays, and so do their own variables; ours
 * that are missing are added, those that the specs no longer want leave unless somebody changed them.
 */
export function planEnvironment(
  ours: readonly EnvironmentVariable[],
  server: JsonObject,
  locked: LockedEnvironment['values'] = {},
): EnvironmentUpdate {
  const theirs = variablesIn(server);
  const wanted = new Map(ours.map((one) => [one.key, one]));
  const base = new Map(Object.entries(locked));
  const kept = theirs
    .filter(({ key, value }) => wanted.has(key) || base.get(key) === undefined || base.get(key) !== value)
    .map((one) => mergeVariable(one, wanted.get(one.key), base.get(one.key)));
  const added = ours.filter(({ key }) => !theirs.some((one) => one.key === key)).map(emptySecret);
  const changed = kept.filter(
    (one) =>
      !isSame(
        one,
        theirs.find(({ key }) => key === one.key),
      ),
  );
  const removed = theirs.filter(({ key }) => !kept.some((one) => one.key === key));
  return {
    payload: { name: String(server['name'] ?? ''), values: [...kept, ...added].map(emptySecret) },
    changes: { added: added.map(keyOf), changed: changed.map(keyOf), removed: removed.map(keyOf) },
    emptied: kept.filter((one) => isSecret(one) && one.value !== '').map(keyOf),
  };
}

/** The values of the variables that are no secret. */
export function publishedValues(ours: readonly EnvironmentVariable[]): LockedEnvironment['values'] {
  return Object.fromEntries(ours.filter((one) => !isSecret(one)).map(({ key, value }) => [key, value]));
}

/** The variables of an environment of any origin. */
export function variablesIn(environment: JsonObject): readonly EnvironmentVariable[] {
  const values = environment['values'];
  return (Array.isArray(values) ? (values as readonly Json[]) : []).map((one) => {
    const variable = Object(one) as JsonObject;
    const { key, value, type } = variable;
    return { ...variable, key: textOf(key), value: textOf(value), type: textOf(type) || 'default' };
  });
}

function mergeVariable(
  theirs: EnvironmentVariable,
  ours: EnvironmentVariable | undefined,
  base: string | undefined,
): EnvironmentVariable {
  if (!ours) return theirs;
  const type = isSecret(theirs) ? theirs.type : ours.type;
  const isTheirs = base === undefined ? theirs.value !== '' : theirs.value !== base;
  return { ...theirs, type, value: isTheirs || isSecret(ours) ? theirs.value : ours.value };
}

/** Without the value of a secret: that the server has one is no reason to write. */
function isSame(left: EnvironmentVariable, right: EnvironmentVariable | undefined): boolean {
  return left.type === right?.type && (isSecret(left) || left.value === right.value);
}

function emptySecret(variable: EnvironmentVariable): EnvironmentVariable {
  return isSecret(variable) ? { ...variable, value: '' } : variable;
}

function keyOf({ key }: EnvironmentVariable): string {
  return key;
}

function isSecret({ type }: EnvironmentVariable): boolean {
  return type === 'secret';
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
