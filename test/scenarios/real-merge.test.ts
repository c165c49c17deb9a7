import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { beforeAll, expect, it } from 'vitest';
import { mergeCollections } from '../../src/merge/merge-collections.ts';
import type { Collection } from '../../src/model/collection.ts';
import { run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { EDITS, type EditKind, makeEdits } from '../unit/merge/edits.ts';
import { postmanExport } from '../unit/merge/postman-export.ts';

describeWithShared('an export of each of the 41 real modules', () => {
  const out = temporaryFolder();
  let collections: readonly Collection[];
  let validate: ValidateFunction;

  beforeAll(async () => {
    const specs = join(SHARED, 'specs', 'hoopai', 'apps', '*.json');
    await run(['build', '--spec', specs, '--out', out, '--quiet']);
    const folder = join(out, 'collections');
    collections = readdirSync(folder).map(
      (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Collection,
    );
    const file = join(SHARED, 'schemas', 'collection-v2.1.0.schema.json');
    validate = new Ajv({ strict: false, logger: false }).compile(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('gives the plain build again when nobody edited it', () => {
    expect(collections).toHaveLength(41);
    for (const ours of collections) {
      const { collection, report } = mergeCollections({ base: ours, theirs: postmanExport(ours), ours });
      expect([ours.info.name, report.changes]).toEqual([ours.info.name, []]);
      expect(JSON.stringify(collection) === JSON.stringify(ours), ours.info.name).toBe(true);
    }
  });

  it('keeps every edit, once and for all, in the official schema', () => {
    const kinds = Object.keys(EDITS) as EditKind[];
    const edits = kinds.map((kind, index) => ({ kind, pick: index * 3, token: `edit-${kind}-made` }));
    for (const ours of collections) {
      const theirs = makeEdits(postmanExport(ours), edits);
      const { collection, report } = mergeCollections({ base: ours, theirs, ours });
      expect(report.changes.filter(({ outcome }) => outcome !== 'kept')).toEqual([]);
      const [before, after] = [theirs, collection].map((side) => JSON.stringify(side));
      const lost = edits.filter(({ token }) => before?.includes(token) && !after?.includes(token));
      expect([ours.info.name, lost, validate(collection)]).toEqual([ours.info.name, [], true]);
      const again = mergeCollections({ base: ours, theirs: collection, ours }).collection;
      expect(JSON.stringify(again) === after, ours.info.name).toBe(true);
    }
  });
});
