import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { filesIn } from './project.ts';

const SPECS = join(ROOT, 'specs');
const REAL = join(SHARED, 'specs', 'hoopai', 'apps');

async function build(
  specs: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = ROOT,
): Promise<ReadonlyMap<string, string>> {
  const out = temporaryFolder();
  const ran = await run(['build', ...specs.flatMap((spec) => ['--spec', spec]), '--out', out, '--quiet'], {
    env,
    cwd,
  });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return filesIn(out);
}

describe('two builds of the bundled specs', () => {
  it.each<[string, NodeJS.ProcessEnv]>([
    ['here and now', {}],
    ['in another time zone', { TZ: 'Asia/Tokyo' }],
    ['in Turkish, where i has no dot', { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }],
    ['with little memory', { NODE_OPTIONS: '--max-old-space-size=200' }],
  ])('give the same bytes: %s', async (_name, env) => {
    expect(await build([SPECS], env)).toEqual(await build([SPECS]));
  });

  it('give the same bytes from another folder, and with the files in another order', async () => {
    const elsewhere = temporaryFolder();
    cpSync(SPECS, join(elsewhere, 'specs'), { recursive: true });
    const names = [
      'oauth.yaml',
      'opportunities.json',
      'locations.json',
      'contacts.json',
      'calendars.json',
      'conversations.json',
    ];
    expect(
      await build(
        names.map((name) => join('specs', name)),
        {},
        elsewhere,
      ),
    ).toEqual(await build([SPECS]));
  });
});

describeWithShared('two builds of the real specs', () => {
  it('give the same bytes', async () => {
    const first = await build([REAL]);
    expect(first.size).toBe(44);
    expect(await build([REAL], { TZ: 'America/New_York', LANG: 'C' }, temporaryFolder())).toEqual(first);
  });
});
