import { beforeAll, describe, expect, it } from 'vitest';
import { mergeCollections } from '../../../src/merge/merge-collections.ts';
import type { Collection } from '../../../src/model/collection.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { MergeChange } from '../../../src/model/merge.ts';
import { boats, builtCollection } from './built-collection.ts';
import { type Editable, spotsIn } from './edits.ts';
import { objectOf } from './postman-export.ts';

let plain: Collection;
beforeAll(async () => {
  plain = await builtCollection(boats());
});

type Change = (item: Editable, collection: Editable) => void;

/** The request `Add boat` after a merge, and what was told of it. */
function merged(sides: { readonly base?: Change; readonly theirs?: Change; readonly ours?: Change }) {
  const version = (...changes: readonly (Change | undefined)[]) => {
    const collection = structuredClone(plain) as unknown as Editable;
    for (const change of changes) change?.(named(collection, 'Add boat'), collection);
    return collection as JsonObject;
  };
  const base = version(sides.base);
  const { collection, report } = mergeCollections({
    base,
    theirs: version(sides.base, sides.theirs),
    ours: version(sides.base, sides.ours) as unknown as Collection,
  });
  const root = collection as unknown as JsonObject;
  return {
    root,
    names: treeOf(root),
    item: named(root as Editable, 'Add boat') as JsonObject,
    told: report.changes.map(words),
    changes: report.changes,
  };
}

const words = ({ outcome, what, field, chosen }: MergeChange): string =>
  [outcome, what, field.join('.'), chosen].filter(Boolean).join(' ');

const request = (item: Editable): Editable => item['request'] as Editable;
const describedAs =
  (description: string): Change =>
  (item) => {
    request(item)['description'] = description;
  };
const withBody =
  (raw: string): Change =>
  (item) => {
    request(item)['body'] = { mode: 'raw', raw, options: { raw: { language: 'json' } } };
  };
const withUrl =
  (url: object): Change =>
  (item) => {
    request(item)['url'] = url;
  };
const withScript =
  (...exec: readonly string[]): Change =>
  (item) => {
    item['event'] = [{ listen: 'test', script: { type: 'text/javascript', exec } }];
  };
const bodyOf = (item: JsonObject) => objectOf(objectOf(item['request'])['body'])['raw'];
const urlOf = (item: JsonObject) => objectOf(objectOf(item['request'])['url']);
const scriptOf = (item: JsonObject) =>
  objectOf(objectOf((item['event'] as JsonObject[])[0])['script'])['exec'];

describe('a text that both changed', () => {
  it.each<[string, { theirs: string; want: string; told: readonly string[] }]>([
    [
      'has both where a person wrote around it',
      {
        theirs: 'Mind:\nold\nSee wiki.',
        want: 'Mind:\nnew\nSee wiki.',
        told: ['kept changed request.description', 'taken changed request.description'],
      },
    ],
    [
      'is theirs where a person wrote into it',
      { theirs: 'o-l-d', want: 'o-l-d', told: ['conflict changed request.description theirs'] },
    ],
    [
      'is theirs where the old one stands in it twice',
      { theirs: 'old and old', want: 'old and old', told: ['conflict changed request.description theirs'] },
    ],
  ])('%s', (_name, { theirs, want, told }) => {
    const result = merged({
      base: describedAs('old'),
      theirs: describedAs(theirs),
      ours: describedAs('new'),
    });
    expect([objectOf(result.item['request'])['description'], result.told]).toEqual([want, told]);
  });
});

describe('a script', () => {
  const base = withScript('a();', 'b();');
  const ours = withScript('a();', 'c();', 'd();');

  it.each<[string, { theirs: Change; want: readonly string[] }]>([
    ['untouched is the new one', { theirs: base, want: ['a();', 'c();', 'd();'] }],
    [
      'with lines before and after keeps them',
      { theirs: withScript('x();', 'a();', 'b();', 'y();'), want: ['x();', 'a();', 'c();', 'd();', 'y();'] },
    ],
    [
      'with spaces at line ends is as if untouched',
      { theirs: withScript('x();', 'a(); ', 'b();'), want: ['x();', 'a();', 'c();', 'd();'] },
    ],
    [
      'with a line inside stays',
      { theirs: withScript('a();', 'x();', 'b();'), want: ['a();', 'x();', 'b();'] },
    ],
  ])('%s', (_name, { theirs, want }) => {
    expect(scriptOf(merged({ base, theirs, ours }).item)).toEqual(want);
  });
});

describe('a body of JSON that both changed', () => {
  const base = withBody('{"name":"Ada","length":9}');

  it('has what each of them changed', () => {
    const { item, told } = merged({
      base,
      theirs: withBody('{\n "name": "{{boat_name}}",\n "length": 9,\n "mine": true}'),
      ours: withBody('{"name":"Ada","length":9,"crew":{"size":3}}'),
    });
    expect(JSON.parse(String(bodyOf(item)))).toEqual({
      name: '{{boat_name}}',
      length: 9,
      crew: { size: 3 },
      mine: true,
    });
    expect(told).toEqual([
      'kept changed request.body.raw.name',
      'taken added request.body.raw.crew',
      'kept added request.body.raw.mine',
    ]);
  });

  it('is theirs, property by property, where they differ', () => {
    const { item, told } = merged({
      base,
      theirs: withBody('{"name":"Bea","length":9}'),
      ours: withBody('{"name":"Cleo","length":8}'),
    });
    expect(JSON.parse(String(bodyOf(item)))).toEqual({ name: 'Bea', length: 8 });
    expect(told[0]).toBe('conflict changed request.body.raw.name theirs');
  });

  it.each([
    ['no JSON', '{"name": {{name}}}'],
    ['a number that JSON cannot hold', '{"name":"Ada","length":12345678901234567890}'],
    ['a list', '[1]'],
    ['nested without end', `{"a":${'['.repeat(300)}${']'.repeat(300)}}`],
  ])('is a conflict as a whole where it is %s', (_name, raw) => {
    const { item, told } = merged({ base, theirs: withBody(raw), ours: withBody('{"name":"Cleo"}') });
    expect([bodyOf(item), told]).toEqual([raw, ['conflict changed request.body.raw theirs']]);
  });

  it.each(['__proto__', 'constructor'])('may have a property called %s', (name) => {
    const theirs = `{"name":"Ada","length":9,"${name}":{"a":1}}`;
    const { item } = merged({ base, theirs: withBody(theirs), ours: withBody('{"name":"Ada","length":8}') });
    expect(bodyOf(item)).toContain(`"${name}": {`);
  });
});

describe('a URL', () => {
  const base = withUrl({
    raw: 'h/boats/:id?a=1',
    host: ['h'],
    path: ['boats', ':id'],
    variable: [{ key: 'id', value: '{{boat_id}}' }],
    query: [{ key: 'a', value: '1' }],
  });

  it('is written anew from what both changed, a disabled parameter left out', () => {
    const { item } = merged({
      base,
      theirs: withUrl({
        raw: '',
        host: ['h'],
        path: ['boats', ':id'],
        variable: [{ key: 'id', value: 'b-7' }],
        query: [
          { key: 'a', value: '1', disabled: true },
          { key: 'mine', value: 'x y' },
        ],
      }),
      ours: withUrl({
        raw: '',
        host: ['h'],
        path: ['boats', ':id', 'crew'],
        variable: [{ key: 'id', value: '{{boat_id}}' }],
        query: [
          { key: 'a', value: '1' },
          { key: 'b', value: '2' },
        ],
      }),
    });
    expect(urlOf(item)).toMatchObject({
      raw: 'h/boats/:id/crew?mine=x%20y&b=2',
      variable: [{ key: 'id', value: 'b-7' }],
    });
  });

  it('that a person has pointed elsewhere stays there, with the variables of its path', () => {
    const { item, told } = merged({
      base,
      theirs: withUrl({
        raw: 'https://other.example:8443/ships/:ship?a=1',
        protocol: 'https',
        host: ['other', 'example'],
        port: '8443',
        path: ['ships', ':ship'],
        variable: [{ key: 'ship', value: '1' }],
        query: [{ key: 'a', value: '1' }],
      }),
    });
    expect(urlOf(item)).toMatchObject({
      raw: 'https://other.example:8443/ships/:ship?a=1',
      variable: [{ key: 'ship', value: '1' }],
    });
    expect(told).toContain('kept changed request.url.address');
  });

  it('is the spec’s where both changed the address', () => {
    const { item, told } = merged({
      base,
      theirs: withUrl({ raw: 'h/theirs', host: ['h'], path: ['theirs'] }),
      ours: withUrl({ raw: 'h/ours', host: ['h'], path: ['ours'] }),
    });
    expect([urlOf(item)['path'], told[0]]).toEqual([['ours'], 'conflict changed request.url.address ours']);
  });
});

describe('auth', () => {
  const auth =
    (type: string, value: string): Change =>
    (item) => {
      request(item)['auth'] = { type, [type]: [{ key: 'token', value, type: 'string' }] };
    };

  it('is theirs where only its values differ, and ours where its type does; neither is in the report', () => {
    const values = merged({
      base: auth('bearer', 'a'),
      theirs: auth('bearer', 'b'),
      ours: auth('bearer', 'c'),
    });
    const types = merged({
      base: auth('bearer', 'a'),
      theirs: auth('bearer', 'b'),
      ours: auth('basic', 'c'),
    });
    expect([values.told, types.told]).toEqual([
      ['conflict changed request.auth theirs'],
      ['conflict changed request.auth ours'],
    ]);
    expect(
      [...values.changes, ...types.changes].flatMap(({ base, theirs, ours }) => [base, theirs, ours]),
    ).toEqual(Array(6).fill(undefined));
  });
});

describe('folders', () => {
  const folder = (collection: Editable, name: string): Editable =>
    spotsIn(collection).find(({ node }) => node['name'] === name)?.node ?? {};
  const into =
    (child: string, parent: string): Change =>
    (_item, collection) => {
      const spot = spotsIn(collection).find(({ node }) => node['name'] === child);
      spot?.siblings.splice(spot.siblings.indexOf(spot.node), 1);
      (folder(collection, parent)['item'] as Editable[]).push(spot?.node ?? {});
    };
  const without =
    (...names: readonly string[]): Change =>
    (_item, collection) => {
      for (const name of names) {
        const spot = spotsIn(collection).find(({ node }) => node['name'] === name);
        spot?.siblings.splice(spot.siblings.indexOf(spot.node), 1);
      }
    };

  it('that the spec dropped stay for what a person put into them', () => {
    const { names } = merged({
      theirs: (_item, collection) =>
        void (folder(collection, 'Crews')['item'] as Editable[]).push({
          name: 'Mine',
          request: { method: 'GET', url: 'x' },
        }),
      ours: without('Crews'),
    });
    expect(names).toContain('Crews > Mine');
    expect(names).not.toContain('Crews > List crews');
  });

  it('that a person deleted come back for a new operation only', () => {
    const added: Change = (_item, collection) =>
      void (folder(collection, 'Crews')['item'] as Editable[]).push({
        id: 'n-1',
        name: 'New',
        request: { method: 'PUT', header: [], url: 'x/new' },
        response: [],
      });
    expect(merged({ theirs: without('Crews') }).names.filter((name) => name.startsWith('Crews'))).toEqual([]);
    expect(
      merged({ theirs: without('Crews'), ours: added }).names.filter((name) => name.startsWith('Crews')),
    ).toEqual(['Crews > New']);
  });

  it('lose nothing when each side moved one into the other', () => {
    const { names } = merged({ theirs: into('Boats', 'Crews'), ours: into('Crews', 'Boats') });
    expect(names.map((name) => name.split(' > ').at(-1))).toEqual(
      expect.arrayContaining(['Add boat', 'List boats', 'Get boat', 'List crews']),
    );
  });

  it('that a person renamed take a new operation in', () => {
    const { names } = merged({
      theirs: (_item, collection) => {
        const { id: _id, ...rest } = folder(collection, 'Crews');
        const items = collection['item'] as Editable[];
        items[items.findIndex(({ name }) => name === 'Crews')] = { ...rest, name: 'People' };
      },
      ours: (_item, collection) =>
        void (folder(collection, 'Crews')['item'] as Editable[]).push({
          id: 'n-1',
          name: 'New',
          request: { method: 'PUT', header: [], url: 'x/new' },
          response: [],
        }),
    });
    expect(names.filter((name) => name.startsWith('People'))).toEqual([
      'People > List crews',
      'People > New',
    ]);
  });
});

describe('copies', () => {
  it('of a request stay beside it, without its id', () => {
    const { names, root } = merged({
      theirs: (item, collection) =>
        void (collection['item'] as Editable[]).unshift({ ...structuredClone(item), name: 'Add a big boat' }),
    });
    expect(names).toContain('Add a big boat');
    expect(names).toContain('Boats > Add boat');
    expect((root['item'] as JsonObject[])[0]).not.toHaveProperty('id');
  });
});

describe('a variable', () => {
  it('that only a kept request still needs stays', () => {
    const variable = { key: 'old_id', value: '1', type: 'string', description: 'From Get boat.' };
    const { root } = merged({
      base: (_item, collection) => void (collection['variable'] as Editable[]).unshift(variable),
      theirs: (item) =>
        void (request(item)['header'] as Editable[]).push({ key: 'X-Old', value: '{{old_id}}' }),
      ours: (_item, collection) => void (collection['variable'] as Editable[]).shift(),
    });
    expect((root['variable'] as JsonObject[]).find(({ key }) => key === 'old_id')).toEqual({
      key: 'old_id',
      value: '1',
      type: 'string',
    });
  });
});

function named(collection: Editable, name: string): Editable {
  return spotsIn(collection).find(({ node }) => node['name'] === name)?.node ?? {};
}

/** Each request as `Folder > Request`. */
function treeOf({ item }: JsonObject, path = ''): readonly string[] {
  return (item as JsonObject[]).flatMap((one) => {
    const name = `${path}${String(one['name'])}`;
    return Array.isArray(one['item']) ? treeOf(one, `${name} > `) : [name];
  });
}
