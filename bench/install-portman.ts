import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** `tslib` is what Portman asks for without saying so. */
const PACKAGES = ['@apideck/portman@1.33.0', 'tslib@2'];

/**
 * Portman is no dependency: it is installed below `scratch`, or once and for all in the folder that `BENCH_PEERS`
 * names. Gives the path of its command, or none, and says so, where npm cannot install it.
 */
export function installPortman(scratch: string): string | undefined {
  const folder = resolve(process.env['BENCH_PEERS'] ?? join(scratch, 'peers'));
  const command = join(folder, 'node_modules', '@apideck', 'portman', 'bin', 'portman');
  if (existsSync(command)) return command;
  mkdirSync(folder, { recursive: true });
  try {
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', '--prefix', folder, ...quiet, ...PACKAGES], { stdio: 'inherit' });
    return command;
  } catch {
    console.error('Portman is left out: npm could not install it');
    return undefined;
  }
}
