import { execFileSync } from 'node:child_process';

/** Scenario tests run the built command, so `dist/` is made from the sources under test, once per run. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
