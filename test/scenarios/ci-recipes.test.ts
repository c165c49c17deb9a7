import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { RunReport } from '../../src/model/report.ts';
import { CLI, ROOT, run, temporaryFolder } from '../command.ts';
import { proxiedMock } from './proxied-mock.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const SECRET = 'token-of-the-ci-store';

/** A step of a job: a shell line, or what the CI does by itself. */
type Step =
  | { readonly run: string; readonly env: NodeJS.ProcessEnv }
  | { readonly keep: string; readonly as: string }
  | { readonly fetch: string; readonly into: string };

interface Job {
  readonly name: string;
  readonly steps: readonly Step[];
}

interface GitHub {
  readonly jobs: {
    readonly [name: string]: {
      readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
      readonly steps: readonly {
        readonly uses?: string;
        readonly run?: string;
        readonly with?: { readonly name?: string; readonly path?: string; readonly pattern?: string };
        readonly env?: { readonly [name: string]: string };
      }[];
    };
  };
}

interface GitLab {
  readonly stages: readonly string[];
  readonly default: { readonly before_script: readonly string[] };
  readonly [job: string]: unknown;
}

interface GitLabJob {
  readonly stage: string;
  readonly parallel?: number;
  readonly script: readonly string[];
  readonly after_script?: readonly string[];
  readonly artifacts?: { readonly paths: readonly string[] };
}

function recipe(file: string): string {
  const text = [...README.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].find(([, block = '']) =>
    block.startsWith(`# ${file}\n`),
  )?.[1];
  if (text === undefined) throw new Error(`The README has no recipe ${file}.`);
  return text;
}

function gitHubJobs(store: { readonly [name: string]: string }): readonly Job[] {
  const { jobs } = parse(recipe('.github/workflows/postman.yml')) as GitHub;
  return Object.entries(jobs).flatMap(([name, { strategy, steps }]) =>
    (strategy?.matrix.shard ?? [0]).map((shard) => {
      const filled = (text = '') =>
        text
          .replaceAll(/\$\{\{ matrix\.shard \}\}/g, String(shard))
          .replaceAll(/\$\{\{ (?:secrets|vars)\.(\w+) \}\}/g, (_, key: string) => store[key] ?? '');
      return {
        name: `${name} ${shard}`,
        steps: steps.flatMap(({ uses = '', run: line, with: given, env = {} }): Step[] => {
          const { name: as, path, pattern } = given ?? {};
          if (line !== undefined)
            return [
              {
                run: filled(line),
                env: Object.fromEntries(Object.entries(env).map(([key, value]) => [key, filled(value)])),
              },
            ];
          if (uses.includes('/upload-artifact@')) return [{ keep: filled(path), as: filled(as) }];
          return uses.includes('/download-artifact@') ? [{ fetch: filled(pattern), into: filled(path) }] : [];
        }),
      };
    }),
  );
}

/** Every job sees what those of the stages before it kept, in its own place. */
function gitLabJobs(store: { readonly [name: string]: string }): readonly Job[] {
  const { stages, default: every, ...others } = parse(recipe('.gitlab-ci.yml')) as GitLab;
  const jobs = Object.entries(others as { readonly [name: string]: GitLabJob }).filter(([, { stage }]) =>
    stages.includes(stage),
  );
  return jobs.flatMap(([name, { parallel = 1, script, after_script: after = [], artifacts }]) =>
    Array.from({ length: parallel }, (_, index) => {
      const env = { ...store, CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(parallel) };
      const lines = [...every.before_script, ...script, ...after].map((line) => ({ run: line, env }));
      const kept = (artifacts?.paths ?? []).map((path) => ({ keep: path, as: path }));
      return { name: `${name} ${index + 1}`, steps: [{ fetch: '', into: '' }, ...lines, ...kept] };
    }),
  );
}

describe.each([
  ['GitHub Actions', gitHubJobs],
  ['GitLab', gitLabJobs],
])('the recipe for %s', (_name, jobsOf) => {
  const origin = temporaryFolder();
  const binaries = temporaryFolder();
  const artifacts = temporaryFolder();
  const summary = join(artifacts, 'summary.md');

  beforeAll(async () => {
    const project = join(origin, 'project');
    mkdirSync(project);
    cpSync(join(ROOT, 'specs'), join(project, 'specs'), { recursive: true });
    writeFileSync(join(project, '.gitignore'), 'node_modules/\nout/reports/\n');
    expect(await run(['build', '--quiet'], { cwd: project })).toMatchObject({ code: 0 });
    git(project, 'init', '--quiet', '--initial-branch', 'main');
    git(project, 'add', '.');
    git(project, 'commit', '--quiet', '--message', 'A project');
    writeFileSync(join(binaries, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${CLI}" "$@"\n`);
    chmodSync(join(binaries, 'npx'), 0o755);
  });

  it('works line by line, each job in a clone of its own, with the mock in place of production', async () => {
    const mock = await proxiedMock(ROOT);
    const store = { ACCESS_TOKEN: SECRET, LOCATION_ID: 'loc-ci' };
    const ran: string[] = [];
    for (const job of jobsOf(store)) {
      const clone = temporaryFolder();
      git(clone, 'clone', '--quiet', join(origin, 'project'), '.');
      for (const step of job.steps) {
        if ('run' in step) {
          ran.push(step.run);
          await runLine(step.run, clone, { ...step.env, BASE_URL: mock.url });
        } else if ('keep' in step)
          cpSync(join(clone, step.keep), join(artifacts, 'kept', step.as), { recursive: true });
        else fetchKept(step.fetch, join(clone, step.into));
      }
    }
    expect(ran.filter((line) => line.includes('--shard'))).toHaveLength(2);
    expect(ran.filter((line) => /^npx hoopai-postman (check|diff|report merge)/.test(line))).toHaveLength(3);
    // The live run reads, with the token of the store.
    expect(mock.seen.filter(({ method }) => !['GET', 'HEAD'].includes(method))).toEqual([]);
    expect(mock.seen.filter(({ status }) => status === 200).length).toBeGreaterThan(20);
    const merged = readdirSync(join(artifacts, 'kept'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('smoke.json') && !/shard/.test(path))
      .map((path) => JSON.parse(readFileSync(join(artifacts, 'kept', path), 'utf8')) as RunReport);
    const { modules } = JSON.parse((await run(['list', '--json'])).stdout) as {
      modules: { operations: { webhook?: true }[] }[];
    };
    const sent = modules.flatMap(({ operations }) => operations.filter(({ webhook }) => !webhook));
    expect(merged.map(({ totals }) => [totals.sent, totals.failed])).toEqual([[sent.length, 0]]);
  });

  async function runLine(line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
    if (line.startsWith('npm ci')) {
      mkdirSync(join(cwd, 'node_modules'), { recursive: true });
      return symlinkSync(ROOT, join(cwd, 'node_modules', 'hoopai-postman'));
    }
    const { code, said } = await shell(line, cwd, {
      ...env,
      PATH: `${binaries}${delimiter}${process.env['PATH']}`,
      GITHUB_BASE_REF: 'main',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      GITHUB_STEP_SUMMARY: summary,
    });
    expect(code, `${line}\n${said}`).toBe(0);
    expect(said).not.toContain(SECRET);
  }

  /** `pattern` empty: all of it, each in its own place. */
  function fetchKept(pattern: string, into: string): void {
    const kept = join(artifacts, 'kept');
    if (!existsSync(kept)) return;
    const prefix = pattern.replace(/\*$/, '');
    for (const name of readdirSync(kept).filter((one) => one.startsWith(prefix)))
      cpSync(join(kept, name), join(into, name), { recursive: true });
  }
});

describe('the recipes', () => {
  it('pin every action to a commit, and name its version', () => {
    const uses = [...recipe('.github/workflows/postman.yml').matchAll(/uses: (.*)/g)].map(([, text]) => text);
    expect(uses.length).toBeGreaterThan(5);
    expect(uses.filter((text = '') => !/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(text))).toEqual(
      [],
    );
  });

  it('take secrets from the store of the CI only', () => {
    const { jobs } = parse(recipe('.github/workflows/postman.yml')) as GitHub;
    const values = Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap(({ env = {} }) => Object.values(env)),
    );
    expect(values).toHaveLength(2);
    expect(values.filter((value) => !/^\$\{\{ (secrets|vars)\.\w+ \}\}$/.test(value))).toEqual([]);
    expect(recipe('.gitlab-ci.yml')).not.toContain('variables:');
  });
});

function git(cwd: string, ...args: readonly string[]): void {
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  execFileSync('git', [...author, ...args], { cwd });
}

function shell(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; said: string }> {
  const { CI: _ci, FORCE_COLOR: _colour, ...own } = process.env;
  const options = { cwd, env: { ...own, ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile('sh', ['-c', command], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
    );
  });
}
