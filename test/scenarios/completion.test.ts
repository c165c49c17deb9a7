import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { GOOD, writeFiles } from './project.ts';

describe('the Tab key', () => {
  it('has a script for the shell at hand', async () => {
    const { code, stdout } = await run(['completion'], { env: { SHELL: '/bin/bash' } });
    expect(code).toBe(0);
    expect(stdout).toContain('hoopai-postman --get-yargs-completions');
    expect((await run(['completion'], { env: { SHELL: '/bin/zsh' } })).stdout).toContain('#compdef');
  });

  it('is answered with commands, flags, their values, and modules of the out folder', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'specs/pets.json': GOOD, 'specs/people.json': GOOD, 'specs/oauth.json': GOOD });
    await run(['build', '--quiet', '--out', 'made'], { cwd });
    const cases: readonly (readonly [line: string, want: readonly string[]])[] = [
      ['pu', ['pull', 'publish']],
      ['smoke --mode ', ['read', 'write', 'negative']],
      ['smoke --allow', ['--allow-writes']],
      ['smoke --out made pe', ['people', 'pets']],
      ['smoke --out made pets pe', ['people']],
      ['smoke --out elsewhere pe', []],
      ['build --config ', []],
    ];
    for (const [line, want] of cases) {
      const answer = await run(['--get-yargs-completions', 'hoopai-postman', ...line.split(' ')], { cwd });
      expect(answer, line).toEqual({ code: 0, stderr: '', stdout: want.map((word) => `${word}\n`).join('') });
    }
  });
});
