import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { mergeCollections } from '../../../src/merge/merge-collections.ts';
import type { Collection } from '../../../src/model/collection.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import type { MergeChange } from '../../../src/model/merge.ts';
import { describeWithShared, SHARED } from '../../shared.ts';
import { frozen } from '../built-from.ts';
import { boats, builtCollection } from './built-collection.ts';
import { EDITS, type Edit, type EditKind, makeEdits, operationsIn } from './edits.ts';
import { listOf, postmanExport } from './postman-export.ts';

/** Versions of one spec, each with other changes. */
const VERSIONS = [
  boats(),
  boats({ limit: 50, listDescription: 'Every boat.', body: { name: 'Bea', crew: 3 } }),
  boats({ without: '/boats/{boatId}', listSummary: 'All boats' }),
  boats({ without: '/crews', response: { id: 'b-9', name: 'Zoe', length: 3 } }),
  boats({
    tag: 'Fleet',
    query: [{ name: 'sort', in: 'query', required: true, schema: { type: 'string' }, example: 'name' }],
  }),
  boats({
    more: {
      '/harbours': {
        get: { summary: 'List harbours', tags: ['Harbours'], responses: { 200: { description: 'ok' } } },
      },
    },
  }),
];
const RUNS = { numRuns: 60 };

let builds: readonly Collection[] = [];
beforeAll(async () => {
  builds = await Promise.all(VERSIONS.map(builtCollection));
});

const edits: fc.Arbitrary<readonly Edit[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...(Object.keys(EDITS) as EditKind[])),
      pick: fc.nat(20),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map((edit, index) => ({ ...edit, token: `edit-${index}-made` })));

const cases = fc.record({
  edits,
  from: fc.nat(VERSIONS.length - 1),
  to: fc.nat(VERSIONS.length - 1),
});

interface Case {
  readonly base: Collection;
  readonly ours: Collection;
  readonly theirs: JsonObject;
}

function versionsOf({ edits, from, to }: { edits: readonly Edit[]; from: number; to: number }): Case {
  const [base, ours] = [builds[from], builds[to]];
  if (!base || !ours) throw new Error('There is no such version.');
  return { base, ours, theirs: frozen(makeEdits(postmanExport(base), edits)) };
}

describe('merging any edits with any change of the spec', () => {
  it('loses no edit without a line in the report', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const versions = versionsOf(given);
        const { collection, report } = mergeCollections(versions);
        const merged = JSON.stringify(collection);
        const made = given.edits
          .map(({ token }) => token)
          .filter((token) => JSON.stringify(versions.theirs).includes(token));
        const lost = made.filter((token) => !merged.includes(token) && !isTold(token, report.changes));
        expect(lost).toEqual([]);
        expect(deletionsUndone(versions, collection, report.changes)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('loses none over several versions of the spec, and leaves no empty folder for what it removed', () => {
    fc.assert(
      fc.property(
        cases,
        fc.array(fc.nat(VERSIONS.length - 1), { minLength: 1, maxLength: 3 }),
        (given, more) => {
          let { base, theirs, ours } = versionsOf(given);
          const changes: MergeChange[] = [];
          for (const next of [ours, ...more.flatMap((index) => builds[index] ?? [])]) {
            ours = next;
            const { collection, report } = mergeCollections({ base, theirs, ours });
            changes.push(...report.changes);
            [base, theirs] = [ours, postmanExport(collection)];
          }
          const made = given.edits.map(({ token }) => token);
          const [first, last] = [versionsOf(given).theirs, theirs].map((side) => JSON.stringify(side));
          const lost = made.filter((token) => first?.includes(token) && !last?.includes(token));
          expect(lost.filter((token) => !isTold(token, changes))).toEqual([]);
          const removed = listOf(theirs['item']).filter(({ name }) => name === 'Removed from the spec');
          expect(removed.filter(({ item }) => listOf(item).length === 0)).toEqual([]);
        },
      ),
      RUNS,
    );
  });

  it('leaves no operation of the spec out that nobody deleted', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { base, theirs, ours } = versionsOf(given);
        const merged = new Set(operationsIn(mergeCollections({ base, theirs, ours }).collection));
        const [was, kept] = [operationsIn(base), new Set(operationsIn(theirs))];
        // Without its script a request has no key to count it by.
        const unknown = given.edits.some(({ kind }) => kind === 'changeScript');
        const deleted = was.filter((key) => !kept.has(key));
        const missing = operationsIn(ours).filter((key) => !merged.has(key) && !deleted.includes(key));
        expect(unknown ? [] : missing).toEqual([]);
      }),
      RUNS,
    );
  });

  it('changes nothing when its result is merged again, from a file or an export', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { base, theirs, ours } = versionsOf(given);
        const first = mergeCollections({ base, theirs, ours }).collection;
        for (const again of [first, postmanExport(first)]) {
          const second = mergeCollections({ base: ours, theirs: again, ours });
          expect(JSON.stringify(withoutIds(second.collection), null, 1)).toBe(
            JSON.stringify(withoutIds(first), null, 1),
          );
          expect(second.report.changes.filter(({ outcome }) => outcome !== 'kept')).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('gives the same for the same edits, in whatever order an export writes its keys', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { base, theirs, ours } = versionsOf(given);
        const one = mergeCollections({ base, theirs, ours });
        const other = mergeCollections({ base, theirs: backwards(theirs) as JsonObject, ours });
        expect(JSON.stringify(other)).toBe(JSON.stringify(one));
      }),
      RUNS,
    );
  });

  it('takes every side when it is told to', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom('theirs' as const, 'ours' as const), (given, prefer) => {
        const { report } = mergeCollections(versionsOf(given), { prefer });
        const conflicts = report.changes.filter(({ outcome }) => outcome === 'conflict');
        expect(
          conflicts.filter(({ chosen, decidedBy }) => chosen !== prefer || decidedBy !== 'prefer'),
        ).toEqual([]);
      }),
      RUNS,
    );
  });

  it('keeps everything of theirs where there is no base', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { theirs, ours } = versionsOf(given);
        const merged = JSON.stringify(mergeCollections({ base: undefined, theirs, ours }).collection);
        const made = given.edits
          .map(({ token }) => token)
          .filter((token) => JSON.stringify(theirs).includes(token));
        expect(made.filter((token) => !merged.includes(token))).toEqual([]);
      }),
      RUNS,
    );
  });
});

describeWithShared('the official schema', () => {
  let validate: ValidateFunction;
  beforeAll(() => {
    const file = join(SHARED, 'schemas', 'collection-v2.1.0.schema.json');
    validate = new Ajv({ strict: false, logger: false }).compile(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('takes what comes of any merge', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { collection } = mergeCollections(versionsOf(given));
        expect([validate(collection), validate.errors]).toEqual([true, null]);
      }),
      RUNS,
    );
  });
});

/** A conflict that ours won shows what theirs had. */
function isTold(token: string, changes: readonly MergeChange[]): boolean {
  return changes.some(
    ({ outcome, theirs, field }) =>
      outcome === 'conflict' && (JSON.stringify(theirs ?? null).includes(token) || field.includes('auth')),
  );
}

/** Operations that a person deleted and that are there again, without a conflict that says so. */
function deletionsUndone(
  { base, theirs }: Case,
  merged: Collection,
  changes: readonly MergeChange[],
): readonly string[] {
  const still = new Set(operationsIn(theirs));
  const back = new Set(operationsIn(merged));
  const told = new Set(
    changes.filter(({ outcome }) => outcome === 'conflict').map(({ operation }) => operation),
  );
  return operationsIn(base).filter((key) => !still.has(key) && back.has(key) && !told.has(key));
}

/** An export has none, and what a person added gets none of ours. */
function withoutIds(value: object): Json {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (key === 'id' ? undefined : inner)),
  ) as Json;
}

function backwards(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .toReversed()
      .map(([key, inner]) => [key, backwards(inner)]),
  );
}
