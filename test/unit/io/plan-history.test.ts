import { mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { readManifest } from '../../../src/io/read-out.ts';
import { writePlan } from '../../../src/io/write-plan.ts';
import type { Collection } from '../../../src/model/collection.ts';
import { fingerprintOf, withFingerprint } from '../../../src/postman/fingerprint.ts';
import { temporaryFolder } from '../../command.ts';
import { CONTACTS, environment, PRODUCTION, planOf } from './sample-plan.ts';

let out = '';
beforeEach(() => {
  out = join(realpathSync(temporaryFolder()), 'out');
});

describe('the history of the out folder', () => {
  it('keeps the collection that a build replaces, as it was', async () => {
    await build(1);
    await build(1);
    expect(history()).toEqual([]);
    await build(2);
    expect(history()).toEqual([`0001-${hex(1)}.json`]);
    expect(JSON.parse(read(`0001-${hex(1)}.json`))).toEqual(JSON.parse(version(1)));
  });

  it('keeps a version once, and the newest 20', async () => {
    for (const number of [1, 2, 1, 2]) await build(number);
    expect(history()).toEqual([`0001-${hex(1)}.json`, `0002-${hex(2)}.json`]);
    for (let number = 3; number <= 25; number++) await build(number);
    expect(history()).toHaveLength(20);
    expect(history()[0]).toBe(`0005-${hex(5)}.json`);
    expect(history().at(-1)).toBe(`0024-${hex(24)}.json`);
  });

  it('keeps nothing of what a person has changed, which has its own place', async () => {
    await build(1);
    writeFileSync(join(out, CONTACTS), version(1).replace('"name"', ' "name"'));
    await build(2);
    expect(history()).toEqual([]);
    expect(readdirSync(join(out, 'edited', 'collections'))).toHaveLength(1);
  });

  it('keeps what a build has put in place that was killed before its manifest, which is no edit of a person', async () => {
    await build(1);
    const placed = withFingerprint({
      ...(JSON.parse(version(2)) as Collection),
      variable: [],
    });
    writeFileSync(join(out, CONTACTS), `${JSON.stringify(placed, null, 2)}\n`);
    expect((await build(3)).diagnostics).toEqual([]);
    expect(history()).toEqual([`0001-${fingerprintOf(placed)}.json`]);
    writeFileSync(join(out, CONTACTS), `${JSON.stringify({ ...placed, auth: null }, null, 2)}\n`);
    expect((await build(4)).diagnostics).toMatchObject([{ code: 'edited-copy-kept' }]);
  });

  it('leaves other files in its folder alone', async () => {
    await build(1);
    mkdirSync(join(out, 'history', 'contacts'), { recursive: true });
    writeFileSync(join(out, 'history', 'contacts', 'notes.txt'), 'mine');
    for (let number = 2; number <= 24; number++) await build(number);
    expect(history()).toHaveLength(21);
    expect(history()).toContain('notes.txt');
  });

  it('writes nothing in a dry run', async () => {
    await build(1);
    await build(2, true);
    expect(history()).toEqual([]);
  });

  it('does not follow a link out of the folder', async () => {
    await build(1);
    symlinkSync(temporaryFolder(), join(out, 'history'));
    await expect(build(2)).rejects.toThrow(Stop);
    expect(readFileSync(join(out, CONTACTS), 'utf8')).toBe(version(1));
  });
});

async function build(number: number, dryRun = false): ReturnType<typeof writePlan> {
  const previous = await readManifest(out);
  const plan = planOf({ [CONTACTS]: version(number), [PRODUCTION]: environment('3', String(number)) });
  return writePlan(plan, { out, dryRun, ...(previous && { previous }) });
}

function version(number: number): string {
  const variable = [{ key: 'spec_build', value: hex(number) }];
  return JSON.stringify({ info: { _postman_id: '1', name: String(number) }, variable }, null, 2);
}

function hex(number: number): string {
  return number.toString(16).padStart(16, '0');
}

function history(): readonly string[] {
  try {
    return readdirSync(join(out, 'history', 'contacts')).toSorted();
  } catch {
    return [];
  }
}

function read(name: string): string {
  return readFileSync(join(out, 'history', 'contacts', name), 'utf8');
}
