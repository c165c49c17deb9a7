import type { Folder, Item } from '../model/collection.ts';

export interface PlacedRequest {
  readonly item: Item;
  /** Names of the folders that it is in, ` / ` between them; empty at the root. */
  readonly folder: string;
}

/** The requests of a collection in its order. */
export function requestsOf(items: readonly (Folder | Item)[], folder = ''): readonly PlacedRequest[] {
  return items.flatMap((one): readonly PlacedRequest[] =>
    'item' in one
      ? requestsOf(one.item, folder === '' ? one.name : `${folder} / ${one.name}`)
      : [{ item: one, folder }],
  );
}
