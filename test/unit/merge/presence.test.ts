import { beforeAll, describe, expect, it } from 'vitest';
import { mergeCollections } from '../../../src/merge/merge-collections.ts';
import type { Collection } from '../../../src/model/collection.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { MergeSide } from '../../../src/model/merge.ts';
import { boats, builtCollection } from './built-collection.ts';
import { type Editable, spotsIn } from './edits.ts';
import { postmanExport } from './postman-export.ts';

/** What one version has of a thing: nothing, what the base has, or something else. */
type State = 'absent' | 'same' | 'other';

/** What the merged collection has of it: nothing, or the text of one of the versions. */
type Result = 'absent' | 'base' | 'theirs' | 'ours';

interface Row {
  readonly base: 'absent' | 'there';
  readonly theirs: State;
  readonly ours: State;
  readonly want: Result;
  /** What the report says of it; absent: nothing. */
  readonly told?: string;
}

const rows = (table: string): readonly (readonly [string, Row])[] =>
  table
    .trim()
    .split(/\n\s*/)
    .filter((line) => line !== '')
    .map((line) => {
      const [base, theirs, ours, want, ...told] = line.split(/\s+/);
      const row = { base, theirs, ours, want, ...(told.length > 0 && { told: told.join(' ') }) };
      return [`base ${base}, theirs ${theirs}, ours ${ours}`, row as Row];
    });

/** The same for whatever is only one thing. */
const NOT_IN_BASE = `
  absent other  absent theirs kept added
  absent absent other  ours   taken added
`;
const UNTOUCHED = `
  there  same   same   base
  there  same   other  ours   taken changed
  there  other  same   theirs kept changed
  there  other  other  theirs conflict changed theirs
  there  same   absent absent taken removed
  there  absent same   absent kept removed
  there  absent absent absent
`;

const TABLES: Readonly<Record<string, string>> = {
  request: `${NOT_IN_BASE}${UNTOUCHED}
    there  other  absent theirs kept orphaned
    there  absent other  ours   conflict removed ours
  `,
  example: `${NOT_IN_BASE}${UNTOUCHED}
    there  other  absent theirs conflict removed theirs
    there  absent other  ours   conflict removed ours
  `,
  header: `${NOT_IN_BASE}${UNTOUCHED}
    there  other  absent absent conflict removed ours
    there  absent other  ours   conflict removed ours
  `,
  script: `${NOT_IN_BASE}${UNTOUCHED}
    there  other  absent theirs conflict removed theirs
    there  absent other  absent conflict removed theirs
  `,
  variable: `${NOT_IN_BASE}${UNTOUCHED}
    there  other  absent theirs conflict removed theirs
    there  absent other  ours   conflict removed ours
  `,
};

/** How each thing is put into a collection, with a text that tells whose it is. */
const PUT: Readonly<Record<string, (collection: Editable, text: string) => void>> = {
  request: (collection, text) =>
    listIn(folderOf(collection), 'item').push({
      id: 'r-1',
      name: 'Thing',
      request: {
        method: 'GET',
        header: [],
        url: { raw: 'x/thing', host: ['x'], path: ['thing'] },
        description: text,
      },
      response: [],
    }),
  example: (collection, text) =>
    listIn(requestOf(collection), 'response').push({
      id: 'e-1',
      name: 'Thing',
      status: 'OK',
      code: 418,
      header: [],
      cookie: [],
      body: text,
    }),
  header: (collection, text) =>
    listIn(requestOf(collection)['request'] as Editable, 'header').push({ key: 'Thing', value: text }),
  script: (collection, text) =>
    listIn(requestOf(collection), 'event').push({
      listen: 'prerequest',
      script: { type: 'text/javascript', exec: [text] },
    }),
  variable: (collection, text) =>
    listIn(collection, 'variable').push({ key: 'thing', value: text, type: 'string' }),
};

let plain: Collection;
beforeAll(async () => {
  plain = await builtCollection(boats());
});

describe.each(Object.entries(TABLES))('a %s', (kind, table) => {
  it.each(rows(table))('%s', (_name, row) => {
    const { merged, told } = mergeRow(kind, row);
    expect([merged, told]).toEqual([row.want, row.told]);
  });

  it('is in the table in every combination', () => {
    const states = rows(table).map(([name]) => name);
    // Two that both added it are two values of one thing, as in any field.
    expect(new Set(states).size).toBe(2 + 9);
  });

  it.each<[MergeSide]>([['theirs'], ['ours']])('is as --prefer says in a conflict: %s', (prefer) => {
    for (const [, row] of rows(table).filter(([, { told }]) => told?.startsWith('conflict'))) {
      const { merged } = mergeRow(kind, row, prefer);
      expect(merged).toBe(row[prefer] === 'absent' ? 'absent' : prefer);
    }
  });
});

describe('what both added', () => {
  it.each(Object.keys(TABLES))('is a conflict only where it differs: %s', (kind) => {
    const both = (theirs: string, ours: string) => {
      const { collection, report } = mergeCollections({
        base: plain,
        theirs: postmanExport(withThing(kind, theirs)),
        ours: withThing(kind, ours) as unknown as Collection,
      });
      return [
        ['theirs', 'ours', 'equal'].filter((text) => JSON.stringify(collection).includes(`=${text}=`)),
        report.changes.map(({ outcome }) => outcome),
      ];
    };
    expect(both('=equal=', '=equal=')).toEqual([['equal'], []]);
    expect(both('=theirs=', '=ours=')).toEqual([['theirs'], ['conflict']]);
  });
});

function mergeRow(kind: string, { base, theirs, ours }: Row, prefer?: MergeSide) {
  const text = (state: State, own: string) =>
    state === 'absent' ? undefined : state === 'same' ? '=base=' : own;
  const { collection, report } = mergeCollections(
    {
      base: withThing(kind, base === 'absent' ? undefined : '=base='),
      theirs: postmanExport(withThing(kind, text(theirs, '=theirs='))),
      ours: withThing(kind, text(ours, '=ours=')) as unknown as Collection,
    },
    prefer ? { prefer } : {},
  );
  const json = JSON.stringify(collection);
  const merged = (['base', 'theirs', 'ours'] as const).filter((side) => json.includes(`=${side}=`));
  const told = report.changes.map(({ outcome, what, chosen }) =>
    [outcome, what, chosen].filter(Boolean).join(' '),
  );
  return {
    merged: merged.length === 0 ? 'absent' : merged.join(' and '),
    told: told.length === 0 ? undefined : told.join(', '),
  };
}

function withThing(kind: string, text: string | undefined): JsonObject {
  const collection = structuredClone(plain) as unknown as Editable;
  if (text !== undefined) PUT[kind]?.(collection, text);
  return collection as JsonObject;
}

function requestOf(collection: Editable): Editable {
  return spotsIn(collection).find(({ isFolder }) => !isFolder)?.node ?? {};
}

function folderOf(collection: Editable): Editable {
  return spotsIn(collection).find(({ isFolder }) => isFolder)?.node ?? {};
}

function listIn(node: Editable, key: string): unknown[] {
  if (!Array.isArray(node[key])) node[key] = [];
  return node[key] as unknown[];
}
