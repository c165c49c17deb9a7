/**
 * `npm run audit`: what `npm audit` finds where somebody installs the package, who has none of our overrides, against
 * the README's table of advisories. Exit code 0 when the table explains each, 1 when not, 2 when npm cannot tell.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readFindings, unexplained } from './read-findings.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'hoopai-postman-audit-'));
try {
  process.exitCode = check(audit());
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Only the lockfile of a project that has what ours depends on: nothing is unpacked, no script runs. */
function audit(): Parameters<typeof readFindings>[0] & { readonly message?: string } {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: object;
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const lock = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--loglevel=error'];
  execFileSync('npm', lock, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: folder, encoding: 'utf8' });
  return JSON.parse(stdout);
}

function check(report: ReturnType<typeof audit>): number {
  if (report.vulnerabilities === undefined) {
    console.error(`npm audit gave no findings: ${report.message ?? 'no reason given'}`);
    return 2;
  }
  const findings = readFindings(report);
  const missing = unexplained(findings, readFileSync(join(root, 'README.md'), 'utf8'));
  for (const { packageName, id, title } of missing) console.error(`${packageName} ${id}: ${title}`);
  console.log(`${findings.length} advisories, ${missing.length} not in the README's table`);
  return missing.length === 0 ? 0 : 1;
}
