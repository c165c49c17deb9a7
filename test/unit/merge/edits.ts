import { normalCollection } from '../../../src/merge/normal-collection.ts';
import { operationKeyOf } from '../../../src/merge/operation-key.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { listOf } from './postman-export.ts';

/** A collection, or a part of one, that an edit writes into. */
export type Editable = Record<string, unknown>;

/** One edit as a person makes it in Postman; `pick` chooses what it is made to, `token` is a text that is nowhere else. */
export interface Edit {
  readonly kind: EditKind;
  readonly pick: number;
  readonly token: string;
}

export interface Spot {
  readonly node: Editable;
  readonly siblings: Editable[];
  readonly isFolder: boolean;
}

export function spotsIn(collection: Editable): readonly Spot[] {
  const items = collection['item'] as Editable[];
  return items.flatMap((node): Spot[] => {
    const isFolder = Array.isArray(node['item']);
    return [{ node, siblings: items, isFolder }, ...(isFolder ? spotsIn(node) : [])];
  });
}

interface Target {
  readonly root: Editable;
  /** A request, if there is one left. */
  readonly request: Editable;
  readonly item: Spot;
  readonly folder: Spot | undefined;
  readonly pick: number;
  readonly token: string;
}

const listIn = (node: Editable, key: string): Editable[] => {
  if (!Array.isArray(node[key])) node[key] = [];
  return node[key] as Editable[];
};

/** The URL as the app has it once somebody edits its parts. */
const urlOf = ({ request }: Target): Editable => {
  if (typeof request['url'] === 'string') {
    const [address = '', asked] = request['url'].split('?');
    const [host = '', ...path] = address.split('/');
    const query = (asked?.split('&') ?? []).map((pair) => ({
      key: pair.split('=')[0],
      value: pair.split('=')[1],
    }));
    request['url'] = { raw: request['url'], host: [host], path, ...(query.length > 0 && { query }) };
  }
  return request['url'] as Editable;
};

const scriptOf = ({ item: { node } }: Target): Editable => {
  const events = listIn(node, 'event');
  const found = events.find(({ listen }) => listen === 'test');
  if (found) return found['script'] as Editable;
  const script: Editable = { type: 'text/javascript', exec: [] };
  events.push({ listen: 'test', script });
  return script;
};

const linesOf = (script: Editable): string[] => {
  const { exec } = script;
  return typeof exec === 'string' ? exec.split('\r\n') : [...(exec as string[])];
};

const nth = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];

/** Writes `token` wherever the edit leaves a trace. */
export const EDITS = {
  rename: ({ item, token }: Target) => {
    item.node['name'] = token;
  },
  describe: ({ request, token }: Target) => {
    request['description'] = token;
  },
  addToDescription: ({ request, token }: Target) => {
    const { content } = Object(request['description']) as { content?: string };
    const text = content ?? request['description'] ?? '';
    request['description'] = { content: `${String(text)}\n\n${token}`, type: 'text/markdown' };
  },
  appendToScript: (target: Target) => {
    const script = scriptOf(target);
    script['exec'] = [...linesOf(script), `// ${target.token}`];
  },
  prependToScript: (target: Target) => {
    const script = scriptOf(target);
    script['exec'] = [`// ${target.token}`, ...linesOf(script)];
  },
  changeScript: (target: Target) => {
    const script = scriptOf(target);
    const lines = linesOf(script);
    lines[target.pick % Math.max(1, lines.length)] = `// ${target.token}`;
    script['exec'] = lines;
  },
  addScript: ({ item, token }: Target) =>
    void listIn(item.node, 'event').push({ listen: 'prerequest', script: { exec: `// ${token}` } }),
  addHeader: ({ request, token }: Target) => void listIn(request, 'header').push({ key: token, value: '1' }),
  setHeader: ({ request, pick, token }: Target) => {
    const header = nth(listIn(request, 'header'), pick);
    if (header) header['value'] = token;
  },
  addQuery: (target: Target) => void listIn(urlOf(target), 'query').push({ key: target.token, value: '1' }),
  setQuery: (target: Target) => {
    const pair = nth(listIn(urlOf(target), 'query'), target.pick);
    if (pair) pair['value'] = target.token;
  },
  setBody: ({ request, token }: Target) => {
    const body = request['body'] as Editable | undefined;
    if (typeof body?.['raw'] === 'string')
      body['raw'] = body['raw'].replace(/"name": "[^"]*"/, `"name": "${token}"`);
  },
  setMethod: ({ request }: Target) => {
    request['method'] = 'PATCH';
  },
  setAuth: ({ request, token }: Target) => {
    request['auth'] = { type: 'bearer', bearer: [{ key: 'token', value: token, type: 'string' }] };
  },
  addExample: ({ item, token }: Target) =>
    void listIn(item.node, 'response').push({
      name: token,
      code: 200,
      status: 'OK',
      header: [],
      cookie: [],
      body: '{}',
    }),
  renameExample: ({ item, pick, token }: Target) => {
    const example = nth(listIn(item.node, 'response'), pick);
    if (example) example['name'] = token;
  },
  changeExample: ({ item, pick, token }: Target) => {
    const example = nth(listIn(item.node, 'response'), pick);
    if (example) example['body'] = token;
  },
  deleteExample: ({ item }: Target) => void listIn(item.node, 'response').shift(),
  addRequest: ({ item, token }: Target) =>
    void item.siblings.push({
      name: token,
      request: { method: 'GET', header: [], url: `x.example/${token}` },
      response: [],
    }),
  duplicate: ({ item, token }: Target) =>
    void item.siblings.push({ ...(structuredClone(item.node) as Editable), name: token }),
  addFolder: ({ root, token }: Target) => void listIn(root, 'item').unshift({ name: token, item: [] }),
  renameFolder: ({ folder, token }: Target) => {
    if (folder) folder.node['name'] = token;
  },
  describeFolder: ({ folder, token }: Target) => {
    if (folder) folder.node['description'] = token;
  },
  move: ({ root, item, folder }: Target) => {
    item.siblings.splice(item.siblings.indexOf(item.node), 1);
    (folder ? listIn(folder.node, 'item') : listIn(root, 'item')).push(item.node);
  },
  reorder: ({ item }: Target) => void item.siblings.reverse(),
  delete: ({ item }: Target) => void item.siblings.splice(item.siblings.indexOf(item.node), 1),
  addVariable: ({ root, token }: Target) => void listIn(root, 'variable').push({ key: token, value: '1' }),
  setVariable: ({ root, pick, token }: Target) => {
    const own = listIn(root, 'variable').filter(({ key }) => key !== 'spec_build');
    const variable = nth(own, pick);
    if (variable) variable['value'] = token;
  },
  describeCollection: ({ root, token }: Target) => {
    (root['info'] as Editable)['description'] = token;
  },
  addCollectionScript: ({ root, token }: Target) =>
    void listIn(root, 'event').push({ listen: 'test', script: { exec: [`// ${token}`] } }),
} as const satisfies Readonly<Record<string, (target: Target) => void>>;

export type EditKind = keyof typeof EDITS;

/** Makes the edits one after the other, each where it finds a request or folder to make it to. */
export function makeEdits(collection: JsonObject, edits: readonly Edit[]): JsonObject {
  const root = structuredClone(collection) as Editable;
  for (const { kind, pick, token } of edits) {
    const spots = spotsIn(root);
    const item = nth(
      spots.filter(({ isFolder }) => !isFolder),
      pick,
    );
    if (!item) continue;
    const folder = nth(
      spots.filter(({ isFolder }) => isFolder),
      pick + 1,
    );
    EDITS[kind]({ root, item, folder, request: item.node['request'] as Editable, pick, token });
  }
  return root as JsonObject;
}

/** Keys of the operations that a collection's requests stand for, in the order of its tree. */
export function operationsIn(collection: object): readonly string[] {
  return requestsIn(normalCollection(collection as JsonObject)).flatMap((item) => operationKeyOf(item) ?? []);
}

export function requestsIn(collection: JsonObject): readonly JsonObject[] {
  return listOf(collection['item']).flatMap((one) => (Array.isArray(one['item']) ? requestsIn(one) : [one]));
}
