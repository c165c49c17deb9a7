import { stableId } from '../../ids/stable-id.ts';
import type { Collection, Folder, Item } from '../../model/collection.ts';
import type { JsonObject } from '../../model/json.ts';
import { fileName, folderName, TakenNames } from './file-name.ts';
import { pairsOf } from './pairs-of.ts';
import { authOf, exampleOf, type Place, requestOf, scriptsOf } from './request-of.ts';

/** A file of the newer format: what its YAML says. */
export interface V3File {
  /** Relative to the out folder, `/` between segments. */
  readonly path: string;
  readonly content: JsonObject;
}

const RESOURCES = '.resources';

/**
 * A collection in the layout of Postman's local workspaces, a file for each folder, request and saved example, as
 * `collection migrate` of the Postman CLI lays it out, below `postman/collections/<module>/`.
 */
export function collectionFiles(collection: Collection, module: string): readonly V3File[] {
  const folder = collectionFolder(module);
  return [
    { path: `${folder}/${RESOURCES}/definition.yaml`, content: rootDefinition(collection) },
    ...filesOf(collection.item, folder),
  ];
}

/** Named after the module, whose name is unique and safe, as no two titles need be. */
export function collectionFolder(module: string): string {
  return `postman/collections/${module}`;
}

function rootDefinition({ info, auth, event = [], variable }: Collection): JsonObject {
  const variables = pairsOf(variable);
  const id = stableId('auth', info._postman_id);
  return {
    $kind: 'collection',
    id: info._postman_id,
    name: info.name,
    ...(info.description && { description: info.description }),
    ...(variables && { variables }),
    ...scriptsOf(event, 'http:'),
    auth: [{ id, name: auth.type === 'noauth' ? 'No Auth' : `${auth.type} auth`, ...authOf(auth) }],
  };
}

function filesOf(items: readonly (Folder | Item)[], folder: string): readonly V3File[] {
  const names = new TakenNames();
  return items.flatMap((item, index) =>
    'item' in item
      ? folderFiles(item, index, { folder, names })
      : requestFiles(item, index, { folder, names }),
  );
}

interface Within {
  readonly folder: string;
  readonly names: TakenNames;
}

function folderFiles(item: Folder, index: number, { folder, names }: Within): readonly V3File[] {
  const { id, name, description } = item;
  const own = names.claim(folderName(name, 'collection'), '');
  const { order, ...named } = placeOf(name, own, index);
  const content = {
    $kind: 'collection',
    id,
    ...named,
    ...(description && { description }),
    order,
  };
  const path = `${folder}/${own}`;
  return [{ path: `${path}/${RESOURCES}/definition.yaml`, content }, ...filesOf(item.item, path)];
}

function requestFiles(item: Item, index: number, { folder, names }: Within): readonly V3File[] {
  const ending = '.request.yaml';
  const own = names.claim(fileName(item.name, 'http-request'), ending);
  const place = `${RESOURCES}/${own}${RESOURCES}/examples`;
  const content = requestOf(item, placeOf(item.name, own, index), `./${place}`);
  const examples = new TakenNames();
  return [
    { path: `${folder}/${own}${ending}`, content },
    ...item.response.map((example, at): V3File => {
      const name = examples.claim(fileName(example.name, 'example'), '.example.yaml');
      return {
        path: `${folder}/${place}/${name}.example.yaml`,
        content: exampleOf(example, placeOf(example.name, name, at)),
      };
    }),
  ];
}

/** Numbers leave room between two, as Postman's own do. */
function placeOf(name: string, file: string, index: number): Place {
  return { ...(name !== file && { name }), order: (index + 1) * 1000 };
}
