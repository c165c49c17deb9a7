import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, ROOT, run, temporaryFolder } from '../command.ts';
import { GOOD, writeFiles } from './project.ts';

function project(modules: number): string {
  const folder = temporaryFolder();
  writeFiles(
    folder,
    Object.fromEntries(Array.from({ length: modules }, (_, index) => [`specs/m${index}.json`, GOOD])),
  );
  return folder;
}

describe.concurrent('the command line', () => {
  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([[], ['build'], ['list']])('has help with examples: %s', async (...command) => {
    const { code, stdout } = await run([...command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples:\n\s+hoopai-postman /);
  });

  it('lists modules with operations, methods, versions and scopes', async () => {
    const { stdout, stderr } = await run(['list']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Module +Title +Version +Ops +GET/);
    expect(stdout).toMatch(/^contacts +Contacts +2021-07-28 +32 +9 +11 +4 +8 +2$/m);
    const { modules } = JSON.parse((await run(['list', 'oauth', '--json'])).stdout);
    expect(modules).toMatchObject([
      {
        module: 'oauth',
        operations: [{ key: 'POST /oauth/token' }, { version: '2021-07-28', scopes: ['oauth.write'] }, {}],
      },
    ]);
    expect((await run(['list', 'oauth'])).stdout).toMatch(
      /^POST +\/oauth\/locationToken +get-location-token +2021-07-28 +oauth\.write$/m,
    );
    expect(await run(['list', 'oatuh'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean oauth'),
    });
  });

  it('keeps results and human text apart', async () => {
    const cwd = project(12);
    const plain = await run(['build'], { cwd });
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toMatch(/^10 of 12 modules\nBuilt 12 collections/);
    expect(await run(['build', '--quiet'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    const json = await run(['build', '--json'], { cwd });
    expect(json.stderr).toBe('');
    expect(JSON.parse(json.stdout).modules).toHaveLength(12);
  });

  it('colours only where it may', async () => {
    const cwd = project(1);
    const coloured = async (args: readonly string[], env: NodeJS.ProcessEnv) =>
      (await run(['build', ...args], { cwd, env })).stderr.includes('\u001b[');
    expect(await coloured([], { FORCE_COLOR: '1' })).toBe(true);
    expect(await coloured([], {})).toBe(false);
    expect(await coloured(['--no-color'], { FORCE_COLOR: '1' })).toBe(false);
    expect(await coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });

  it('does not complain when its reader goes away', () => {
    const piped = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" list --json | head -1`], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(piped).toMatchObject({ status: 0, stdout: '{\n', stderr: '' });
  });
});

const script = spawnSync('script', ['--version']).status === 0;

describe.runIf(script)(
  script ? 'on a terminal' : 'on a terminal (not run: there is no `script` command)',
  () => {
    it('progress is live, and leaves nothing behind', () => {
      const { CI: _ci, NO_COLOR: _colour, ...env } = process.env;
      const shown = execFileSync('script', ['-qec', `"${process.execPath}" "${CLI}" build`, '/dev/null'], {
        cwd: project(5),
        encoding: 'utf8',
        env: { ...env, TERM: 'xterm' },
      });
      expect(shown).toContain('5/5 m4');
      const lines = shown.split('\n').map((line) => line.split('\u001b[2K').at(-1) ?? '');
      expect(lines.join('\n')).not.toContain('█');
    });
  },
);
