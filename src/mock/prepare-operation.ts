import type { ApiModel, Operation, Schemas } from '../model/api.ts';
import { withoutReadOnly } from '../schema/without-read-only.ts';
import { type Success, successOf } from './success-answer.ts';

/** What can be known of an operation before a request. */
export interface Prepared {
  readonly success: () => Success;
  /** The schemas of its spec as they hold for requests. */
  readonly requestSchemas: () => Schemas;
}

/** Prepares an operation when its first request comes, and no sooner: most of a mock is never asked. */
export function preparation(): (operation: Operation, api: ApiModel) => Prepared {
  const successes = new Map<Operation, Success>();
  const schemas = new Map<ApiModel, Schemas>();
  return (operation, api) => ({
    success: () => once(successes, operation, () => successOf(operation, api.schemas)),
    requestSchemas: () => once(schemas, api, () => withoutReadOnly(api.schemas)),
  });
}

function once<Key, Value>(made: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = made.get(key);
  if (known !== undefined) return known;
  const value = make();
  made.set(key, value);
  return value;
}
