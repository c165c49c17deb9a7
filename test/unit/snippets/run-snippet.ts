import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../command.ts';

const RUNNERS: Readonly<Record<string, readonly [command: string, extension: string]>> = {
  curl: ['sh', 'sh'],
  javascript: [process.execPath, 'mjs'],
  python: ['python3', 'py'],
};

const folder = temporaryFolder();

/** Runs a snippet as its reader would, with nothing in the environment but `PATH` and the given variables. */
export function runSnippet(
  language: string,
  code: string,
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly said: string }> {
  const [command = '', extension = ''] = RUNNERS[language] ?? [];
  const file = join(folder, `snippet.${extension}`);
  writeFileSync(file, code);
  const env = { PATH: process.env['PATH'], ...variables };
  return new Promise((resolve) => {
    execFile(command, [file], { env, cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
    );
  });
}

/** Which of the three this machine can run; a reader of the test's report sees what was passed over. */
export function canRun(language: string): boolean {
  const probe: Readonly<Record<string, readonly string[]>> = {
    curl: ['curl', '--version'],
    javascript: [process.execPath, '--version'],
    python: ['python3', '-c', 'import requests'],
  };
  try {
    const [command = '', ...args] = probe[language] ?? [];
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
