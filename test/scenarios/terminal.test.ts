import { execFile, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { CLI, type Run, run, temporaryFolder } from '../command.ts';
import { GOOD, writeFiles } from './project.ts';

const ESCAPE = '\u001b[';
const CLEAR = `\r${ESCAPE}2K`;

/** A config whose code interrupts the build in the middle, which no timer would hit. */
const INTERRUPT = `
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (text) => {
    write(text);
    if (text.includes('2/3')) process.emit('SIGINT');
  };
  export default {};
`;

function project(modules: number, more: { readonly [path: string]: unknown } = {}): string {
  const folder = temporaryFolder();
  const names = Array.from({ length: modules }, (_, index) => `specs/module-${index}.json`);
  writeFiles(folder, { ...Object.fromEntries(names.map((name) => [name, GOOD])), ...more });
  return folder;
}

describe.concurrent('help', () => {
  it('is there for every command, on standard output, with examples of that command', async () => {
    const { stdout } = await run(['--help']);
    const commands = [...stdout.matchAll(/^ {2}([a-z][\w-]*) (?:\[| {2})/gm)].map(([, name = '']) => name);
    expect(commands.slice(0, 4)).toEqual(['init', 'completion', 'build', 'list']);
    for (const command of new Set(commands)) {
      const help = await run([command, '--help']);
      expect(help).toMatchObject({ code: 0, stderr: '' });
      const [, examples = ''] = help.stdout.split('Examples:\n');
      expect(examples, command).toMatch(new RegExp(`^ {2}hoopai-postman ${command}\\b`));
      expect(await run([command, '-h'])).toEqual(help);
      expect(Math.max(...help.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    }
  });

  it('lists the commands by the job that they do', async () => {
    const { stdout } = await run(['--help']);
    const [start, run_, team] = [
      '\nBuild:\n  build ',
      '\nRun:\n  mock ',
      '\nKeep in step with the team:\n  check ',
    ].map((heading) => stdout.indexOf(heading));
    expect([start, run_, team]).toEqual([start, run_, team].toSorted((left = 0, right = 0) => left - right));
    expect(start).toBeGreaterThan(0);
  });
});

describe.concurrent('outside of a terminal', () => {
  it.each([
    [9, []],
    [10, ['10 of 10 modules']],
    [21, ['10 of 21 modules', '20 of 21 modules']],
  ])('a build of %i modules tells of its progress in plain lines', async (modules, lines) => {
    const { stderr } = await run(['build', '--dry-run'], { cwd: project(modules) });
    expect(stderr.split('\n').slice(0, lines.length)).toEqual(lines);
    expect(stderr.split('\n')[lines.length]).toMatch(/^Would build/);
    expect(['\r', ESCAPE, '█'].filter((sign) => stderr.includes(sign))).toEqual([]);
  });

  it('quiet is silent about all but errors', async () => {
    const cwd = project(11, { 'specs/empty.json': { ...GOOD, paths: {} } });
    expect(await run(['build', '--quiet'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    writeFiles(cwd, { 'specs/broken.json': '{' });
    const { code, stdout, stderr } = await run(['build', '--quiet'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect([...stderr.matchAll(/\(([a-z-]+)\)$/gm)].map(([, found]) => found)).toEqual(['spec-syntax']);
  });
});

const hasScript = spawnSync('script', ['--version']).status === 0;
const name = hasScript ? 'on a terminal' : 'on a terminal (not run: there is no `script` command)';

describe.runIf(hasScript).concurrent(name, () => {
  it('progress is live, and what stays is what a plain run prints', async () => {
    const live = await onTerminal(['build'], project(4), { NO_COLOR: '1' });
    expect(live.stdout).toContain('4/4 module-3');
    const plain = await run(['build'], { cwd: project(4) });
    expect(leftOn(live.stdout)).toBe(plain.stderr);
  });

  it('a live line is never broken: it has a column less than the terminal', async () => {
    const { stdout } = await onTerminal(['build', '--dry-run'], project(3), {}, 28);
    const shown = stdout.split(CLEAR).slice(1, -1);
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.filter((line) => line.length > 27)).toEqual([]);
  });

  it.each<[string, NodeJS.ProcessEnv, readonly string[], object]>([
    ['of its own', {}, [], { live: true, coloured: true }],
    ['with NO_COLOR', { NO_COLOR: '1' }, [], { live: true, coloured: false }],
    ['with --no-color', {}, ['--no-color'], { live: true, coloured: false }],
    ['that is dumb', { TERM: 'dumb' }, [], { live: false, coloured: false }],
    ['of CI', { CI: 'true', NO_COLOR: '1' }, [], { live: false, coloured: false }],
    ['with --quiet', {}, ['--quiet'], { live: false, coloured: false }],
    ['with --json', {}, ['--json'], { live: false, coloured: false }],
  ])('progress and colours: a terminal %s', async (_name, env, flags, want) => {
    const { stdout } = await onTerminal(['build', '--dry-run', ...flags], project(2), env);
    const coloured = stdout.replaceAll(CLEAR, '').includes(ESCAPE);
    expect({ live: stdout.includes(CLEAR), coloured }).toEqual(want);
  });

  it('an error stands on a clean line, and the exit code is kept', async () => {
    const { code, stdout } = await onTerminal(['build'], project(0, { 'specs/broken.json': '{' }), {
      NO_COLOR: '1',
    });
    expect(code).toBe(2);
    expect(stdout).toContain(CLEAR);
    expect(leftOn(stdout)).toMatch(/^specs\/broken\.json:1:\d+ {2}error {2}/);
  });

  it('an interrupt leaves no live line behind', async () => {
    const cwd = project(3, { 'hoopai-postman.config.mjs': INTERRUPT });
    const { code, stdout } = await onTerminal(['build'], cwd, {});
    expect(code).toBe(130);
    expect(stdout).toContain('2/3 module-1');
    expect(leftOn(stdout)).toBe('');
  });
});

/** Both streams are one on a terminal. */
function onTerminal(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  columns = 80,
): Promise<Run> {
  const { CI: _ci, NO_COLOR: _colour, FORCE_COLOR: _force, ...own } = process.env;
  const command = `stty cols ${columns}; '${process.execPath}' '${CLI}' ${args.join(' ')}`;
  const options = { cwd, env: { ...own, TERM: 'xterm', ...env } };
  return new Promise((resolve) => {
    execFile('script', ['-qec', command, '/dev/null'], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** What a person sees in the end: a cleared line is gone. */
function leftOn(shown: string): string {
  const lines = shown.replaceAll('\r\n', '\n').split('\n');
  return lines.map((line) => line.split(CLEAR).at(-1)).join('\n');
}
