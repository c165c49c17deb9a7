import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { GOOD, writeFiles } from './project.ts';

it('no command at all says how things stand: nothing built, built, stale', async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'specs/a.json': GOOD, 'specs/b.json': GOOD });
  const stand = async () => JSON.parse((await run(['--json'], { cwd })).stdout);
  expect(await run([], { cwd })).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Nothing is built yet in out\.[\s\S]*hoopai-postman init/),
  });
  await run(['build', '--quiet'], { cwd });
  expect(await stand()).toMatchObject({ built: { modules: 2 }, stale: {} });
  await run(['smoke', '--quiet'], { cwd });
  writeFileSync(
    join(cwd, 'specs/a.json'),
    JSON.stringify({ ...GOOD, info: { title: 'Other', version: '2' } }),
  );
  rmSync(join(cwd, 'specs/b.json'));
  writeFiles(cwd, { 'specs/c.json': GOOD });
  expect(await stand()).toMatchObject({
    stale: { a: 'changed', b: 'gone', c: 'new' },
    lastRun: { state: 'complete', failed: [], target: { kind: 'mock' } },
    next: [{ command: 'npx hoopai-postman build' }, {}, {}],
  });
});
