import type { Bundle } from '../model/bundle.ts';
import { COLLECTION_SCHEMA, type Collection, type Folder, type Item } from '../model/collection.ts';
import { withFingerprint } from '../postman/fingerprint.ts';

/** The collection as Postman imports it: folders with their requests, then the requests that stand in none; with its fingerprint. */
export function assembleCollection(bundle: Bundle): Collection {
  const inFolder = byFolder(bundle);
  const folders = bundle.folders.flatMap(({ id, name, description }): Folder[] => {
    const item = inFolder.get(id) ?? [];
    return item.length === 0 ? [] : [{ id, name, description, item }];
  });
  return withFingerprint({
    info: {
      _postman_id: bundle.id,
      name: bundle.name,
      description: bundle.description,
      schema: COLLECTION_SCHEMA,
    },
    item: [...folders, ...(inFolder.get(undefined) ?? [])],
    auth: bundle.auth,
    ...(bundle.events.length > 0 && { event: bundle.events }),
    variable: bundle.variables,
  });
}

function byFolder({ requests }: Bundle): ReadonlyMap<string | undefined, readonly Item[]> {
  const items = new Map<string | undefined, Item[]>();
  for (const { folder, item } of requests) {
    const present = items.get(folder);
    if (present) present.push(item);
    else items.set(folder, [item]);
  }
  return items;
}
