import { beforeAll, describe, expect, it } from 'vitest';
import { mergeCollections } from '../../../src/merge/merge-collections.ts';
import type { Collection } from '../../../src/model/collection.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { MergeChange } from '../../../src/model/merge.ts';
import { boats, builtCollection } from './built-collection.ts';
import { listOf, objectOf, postmanExport } from './postman-export.ts';

let base: Collection;
beforeAll(async () => {
  base = await builtCollection(boats());
});

/** An export of `collection` that a person has edited. */
function edited(edit: (theirs: Editor) => void, collection: Collection = base): JsonObject {
  const theirs = JSON.parse(JSON.stringify(postmanExport(collection))) as JsonObject;
  edit(new Editor(theirs));
  return theirs;
}

class Editor {
  constructor(readonly root: JsonObject) {}

  item(name: string, within: JsonObject = this.root): Record<string, unknown> {
    for (const one of listOf(within['item'])) {
      if (one['name'] === name) return one as Record<string, unknown>;
      const inner = Array.isArray(one['item']) ? this.find(name, one) : undefined;
      if (inner) return inner;
    }
    throw new Error(`no item ${name}`);
  }

  private find(name: string, within: JsonObject): Record<string, unknown> | undefined {
    try {
      return this.item(name, within);
    } catch {
      return undefined;
    }
  }

  request(name: string): Record<string, unknown> {
    return this.item(name)['request'] as Record<string, unknown>;
  }
}

const told = (changes: readonly MergeChange[]) =>
  changes.map(({ outcome, what, item, field, chosen }) =>
    [outcome, what, item.at(-1) ?? 'collection', field.join(' '), chosen].filter(Boolean).join(': '),
  );

function find(collection: Collection, name: string): JsonObject {
  return new Editor(collection as unknown as JsonObject).item(name) as JsonObject;
}

describe('mergeCollections', () => {
  it('gives the plain build for an unedited export, byte for byte', async () => {
    const ours = await builtCollection(boats({ limit: 50, listSummary: 'All boats' }));
    for (const theirs of [base, postmanExport(base)]) {
      expect(JSON.stringify(mergeCollections({ base, theirs, ours }).collection)).toBe(JSON.stringify(ours));
      expect(mergeCollections({ base, theirs, ours: base }).report.changes).toEqual([]);
    }
  });

  it('keeps what only a person changed, and takes what only the spec changed', async () => {
    const theirs = edited((their) => {
      const list = their.item('List boats');
      list['name'] = 'Every boat';
      (list['request'] as Record<string, unknown>)['description'] = 'Ours.';
    });
    const ours = await builtCollection(boats({ limit: 50 }));
    const { collection, report } = mergeCollections({ base, theirs, ours });
    const list = find(collection, 'Every boat');
    expect(objectOf(list['request'])['description']).toBe('Ours.');
    expect(JSON.stringify(list)).toContain('"value":"50"');
    expect(told(report.changes)).toEqual([
      'kept: changed: Every boat: name',
      'taken: changed: Every boat: request url query limit value',
      'kept: changed: Every boat: request description',
    ]);
  });

  it('moves a removed operation with edits to a folder of its own, and lets one without go', async () => {
    const ours = await builtCollection(boats({ without: '/boats/{boatId}' }));
    const theirs = edited((their) => {
      their.request('Get boat')['description'] = 'Used by the dashboard.';
    });
    const { collection, report } = mergeCollections({ base, theirs, ours });
    expect(collection.item.map(({ name }) => name)).toEqual(['Boats', 'Crews', 'Removed from the spec']);
    expect(objectOf(find(collection, 'Get boat')['request'])['description']).toBe('Used by the dashboard.');
    expect(told(report.changes)).toContain('kept: orphaned: Get boat');
    const plain = mergeCollections({ base, theirs: postmanExport(base), ours });
    expect(plain.collection).toEqual(ours);
    expect(told(plain.report.changes)).toContain('taken: removed: Get boat');
  });

  it('brings an operation back with its edits when the spec has it again', async () => {
    const without = await builtCollection(boats({ without: '/crews' }));
    const theirs = edited((their) => {
      their.item('List crews')['name'] = 'Crews of ours';
    });
    const { collection: first } = mergeCollections({ base, theirs, ours: without });
    expect(first.item.map(({ name }) => name)).toEqual(['Boats', 'Removed from the spec']);
    const again = mergeCollections({ base: without, theirs: postmanExport(first), ours: base });
    expect(again.collection.item.map(({ name }) => name)).toEqual(['Boats', 'Crews']);
    expect(find(again.collection, 'Crews of ours')['id']).toBe(find(base, 'List crews')['id']);
  });

  it('changes nothing when it merges its own result', async () => {
    const ours = await builtCollection(boats({ without: '/crews', listSummary: 'All boats', tag: 'Fleet' }));
    const theirs = edited((their) => {
      their.item('List crews')['name'] = 'Crews!';
      their.item('List boats')['name'] = 'Every boat';
    });
    const first = mergeCollections({ base, theirs, ours }).collection;
    const again = mergeCollections({ base: ours, theirs: postmanExport(first), ours }).collection;
    expect(JSON.stringify(again, null, 1)).toBe(JSON.stringify(first, null, 1));
  });
});
