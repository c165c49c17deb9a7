import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { filesIn } from './project.ts';

const SPECS = join(ROOT, 'specs');

describe('the bundled specs', () => {
  it('are what out/ was built from (if not: npm start, and commit out/)', async () => {
    const out = temporaryFolder();
    await run(['build', '--out', out, '--quiet']);
    const committed = new Map(
      [...filesIn(join(ROOT, 'out'))].filter(([file]) => !/^(reports|edited)\//.test(file)),
    );
    const stale = [...filesIn(out)]
      .filter(([file, text]) => committed.get(file) !== text)
      .map(([file]) => file);
    expect(stale).toEqual([]);
    expect([...committed.keys()]).toEqual([...filesIn(out).keys()]);
  });

  it('are six modules with at least 45 operations and one of webhooks, two of them YAML, and nothing to complain of', async () => {
    const { stdout } = await run(['list', '--json']);
    const { modules, diagnostics } = JSON.parse(stdout) as {
      modules: { module: string; file: string; operations: object[] }[];
      diagnostics: unknown[];
    };
    expect(modules.map(({ module }) => module)).toEqual([
      'calendars',
      'contacts',
      'conversations',
      'locations',
      'oauth',
      'opportunities',
      'webhooks',
    ]);
    expect(modules.flatMap(({ operations }) => operations).length).toBeGreaterThanOrEqual(45);
    expect(modules.filter(({ file }) => file.endsWith('.yaml'))).toHaveLength(2);
    expect(diagnostics).toEqual([]);
  });

  it('share their error schemas by relative reference', () => {
    const apis = readdirSync(SPECS).filter((file) => /^(?!webhooks).*\.(json|yaml)$/.test(file));
    expect(apis).toHaveLength(6);
    for (const name of apis) {
      expect(readFileSync(join(SPECS, name), 'utf8'), name).toMatch(/common\/errors\.json#/);
    }
  });
});

describeWithShared('the words of the bundled specs', () => {
  it('are our own', () => {
    const theirs = textsIn(join(SHARED, 'specs')).join('\n');
    const ours = textsIn(SPECS).filter((text) => text.length >= 40);
    expect(ours.length).toBeGreaterThan(200);
    expect(ours.filter((text) => theirs.includes(text))).toEqual([]);
  });
});

/** Every text in the specs of a folder, however it is written there. */
function textsIn(folder: string): string[] {
  const files = [...filesIn(folder)].filter(([file]) => /\.(json|yaml)$/.test(file));
  return files.flatMap(([file, bytes]) => {
    const text = Buffer.from(bytes, 'latin1').toString();
    return stringsOf(file.endsWith('.json') ? JSON.parse(text) : parse(text));
  });
}

function stringsOf(node: unknown): string[] {
  if (typeof node === 'string') return [node.trim()];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(stringsOf) : [];
}
