import type { Json, JsonObject } from '../model/json.ts';

interface Library {
  readonly default: {
    readonly convert: (
      collection: object,
      options: { readonly inputVersion: string; readonly outputVersion: string; readonly retainIds: boolean },
      done: (error: unknown, converted: JsonObject) => void,
    ) => void;
  };
}

/** A collection of format 1 in 2.1, by Postman's own converter; undefined when it refuses. */
export async function convertV1(collection: JsonObject): Promise<JsonObject | undefined> {
  // @ts-expect-error The package has no types.
  const { default: transformer } = (await import('postman-collection-transformer')) as Library;
  const options = { inputVersion: '1.0.0', outputVersion: '2.1.0', retainIds: true };
  const converted = await new Promise<JsonObject | undefined>((resolve) => {
    // It writes into what it is given.
    transformer.convert(structuredClone(collection), options, (error, result) =>
      resolve(error ? undefined : result),
    );
  });
  return converted && withOpenRequests(converted, openRequests(collection));
}

/** Ids of the requests that say that they take no auth, which the converter forgets. */
function openRequests({ requests }: JsonObject): ReadonlySet<Json> {
  const list = (Array.isArray(requests) ? requests : []) as readonly JsonObject[];
  const open = list.filter(({ auth }) => (auth as JsonObject | null | undefined)?.['type'] === 'noauth');
  return new Set(open.flatMap(({ id }) => id ?? []));
}

function withOpenRequests(node: JsonObject, open: ReadonlySet<Json>): JsonObject {
  const { item, request, id } = node;
  if (Array.isArray(item))
    return { ...node, item: (item as readonly JsonObject[]).map((one) => withOpenRequests(one, open)) };
  return open.has(id ?? null)
    ? { ...node, request: { ...(request as JsonObject), auth: { type: 'noauth' } } }
    : node;
}
