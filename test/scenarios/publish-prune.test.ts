import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { CLI, run } from '../command.ts';
import { boats, openProject, type Project, writesIn } from './postman-api/published-project.ts';
import { writeFiles } from './project.ts';

const hasScript = spawnSync('script', ['--version']).status === 0;
const name = hasScript ? 'publish --prune' : 'publish --prune (not run: there is no `script` command)';

describe.runIf(hasScript).concurrent(name, () => {
  it.each([
    ['n\n', 0, ['Boats', 'Piers']],
    ['\n', 0, ['Boats', 'Piers']],
    ['y\n', 0, ['Boats']],
    ['\u0003', 130, ['Boats', 'Piers']],
    ['\u0004', 0, ['Boats', 'Piers']],
  ])('asks on a terminal: %j', async (answer, wanted, left) => {
    const project = await withOrphan();
    const seen = project.api.seen.length;
    const { code, output } = await onTerminal(project, answer);
    expect(output).toContain('collection piers? (y/N)');
    expect(output).not.toContain(project.api.key);
    expect(code).toBe(wanted);
    expect(project.collections().map(({ content }) => Object(content['info'])['name'])).toEqual(left);
    expect(writesIn(project.api.seen.slice(seen)).length).toBe(left.length === 1 ? 1 : 0);
  });
});

/** A published project one of whose modules is built no more. */
async function withOrphan(): Promise<Project> {
  const project = await openProject();
  writeFiles(project.folder, { 'piers.json': boats({}, 'Piers') });
  await run(['build', '--quiet', '--spec', '*.json'], { cwd: project.folder });
  await project.publish('--workspace', 'Team');
  await run(['build', '--quiet', '--spec', 'boats.json'], { cwd: project.folder });
  return project;
}

function onTerminal({ folder, api }: Project, answer: string): Promise<{ code: number; output: string }> {
  const { CI: _ci, ...own } = process.env;
  const env = { ...own, TERM: 'xterm', POSTMAN_API_KEY: api.key, POSTMAN_API_BASE: api.origin };
  const command = `'${process.execPath}' '${CLI}' publish --prune`;
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env });
  let output = '';
  child.stdout.on('data', (chunk) => {
    const isAsked = !output.includes('(y/N)') && (output + chunk).includes('(y/N)');
    output += chunk;
    if (isAsked) child.stdin.write(answer);
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? 1, output })));
}
