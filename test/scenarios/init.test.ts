import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, ROOT, run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

describe('init', () => {
  it('sets up a folder that a build, a check and a second init find in order', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'specs/pets.json': GOOD });
    const first = await run(['init', '--yes'], { cwd });
    expect(first).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('package.json') });
    const files = filesIn(cwd);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        '.github/workflows/postman.yml',
        '.gitignore',
        'hoopai-postman.config.mjs',
        'out/collections/pets.postman_collection.json',
      ]),
    );
    expect(await run(['check'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    const second = await run(['init', '--ci', 'github'], { cwd });
    expect(second.stderr.match(/^kept /gm)).toHaveLength(3);
    expect(filesIn(cwd)).toEqual(files);
  });

  it.each([
    [['--base-url', 'ftp://example.com'], /http/],
    [['--base-url', 'https://me:secret@example.com'], /password/],
    [['--ci', 'jenkins'], /--ci takes/],
  ])('refuses %j, and writes nothing', async (flags, reason) => {
    const cwd = temporaryFolder();
    const { code, stderr } = await run(['init', '--yes', ...flags], { cwd });
    expect([code, [...filesIn(cwd).keys()]]).toEqual([2, []]);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain('secret');
  });

  it('does not write through a folder that leads elsewhere', async () => {
    const [cwd, elsewhere] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(elsewhere, join(cwd, '.github'));
    expect((await run(['init', '--yes'], { cwd })).code).toBe(2);
    expect([...filesIn(elsewhere).keys()]).toEqual([]);
  });

  it.each([
    ['# .github/workflows/postman.yml', 'github.yml'],
    ['# .gitlab-ci.yml', 'gitlab.yml'],
  ])('takes the recipe of the README: %s', (line, template) => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const recipe = readme.split(`\`\`\`yaml\n${line}\n`)[1]?.split('```')[0];
    expect(readFileSync(join(ROOT, 'templates', 'ci', template), 'utf8')).toBe(recipe);
  });
});

const script = spawnSync('script', ['--version']).status === 0;

describe.runIf(script)(
  script ? 'init on a terminal' : 'init on a terminal (not run: no `script` command)',
  () => {
    it('asks three questions, whose answers stand in the config', async () => {
      const cwd = temporaryFolder();
      writeFiles(cwd, { 'api.json': GOOD });
      const asked = await answering(cwd, ['api.json', 'https://api.example.com', 'none']);
      expect(asked).toBe(3);
      const config = readFileSync(join(cwd, 'hoopai-postman.config.mjs'), 'utf8');
      expect(config).toContain('["api.json"]');
      expect(config).toContain('"https://api.example.com"');
      expect([...filesIn(cwd).keys()].filter((path) => path.startsWith('.git'))).toEqual(['.gitignore']);
    });
  },
);

/** Gives an answer to each question as it comes; how many came. */
async function answering(cwd: string, answers: readonly string[]): Promise<number> {
  const { CI: _ci, ...env } = process.env;
  const child = spawn('script', ['-qec', `"${process.execPath}" "${CLI}" init`, '/dev/null'], {
    cwd,
    env: { ...env, TERM: 'xterm' },
  });
  let shown = '';
  let asked = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if (!/\? \([^()\n]*\) /.test(shown)) return;
    child.stdin.write(`${answers[asked] ?? ''}\n`);
    asked += 1;
    shown = '';
  });
  await new Promise((resolve) => child.on('close', resolve));
  return asked;
}
