import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, temporaryFolder } from '../command.ts';
import { GOOD, writeFiles } from './project.ts';

const exec = promisify(execFile);
const QUIET = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
const NODE_WARNS = /^\(node:\d+\)/m;
/** To fetch a package and two Nodes, on a slow line. */
const INSTALLING = 300_000;
const ENTRIES = new Set(['dist', 'schemas', 'specs', 'templates', 'LICENSE', 'README.md', 'package.json']);

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const folder = temporaryFolder();
const packed = pack();
const reachable = registryAnswers();

describe('the package', () => {
  it('holds what a user needs, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(new Set(paths.map((path) => path.split('/')[0]))).toEqual(ENTRIES);
    const built = paths.filter((path) => path.startsWith('dist/') && !path.startsWith('dist/swagger-ui/'));
    expect(built.filter((path) => !/\.(js|d\.ts)$/.test(path))).toEqual([]);
    for (const name of ['LICENSE', 'NOTICE', 'swagger-ui-bundle.js', 'swagger-ui.css'])
      expect(paths).toContain(`dist/swagger-ui/${name}`);
    expect(paths.filter((path) => /test|bench|golden|fixture/.test(path.replace('test.js', '')))).toEqual([]);
    for (const name of ['schemas', 'specs', 'templates'])
      expect(paths).toEqual(expect.arrayContaining(filesBelow(name)));
  });

  it('has types for what the library exports, and none for the rest of the sources', () => {
    const typed = packed.files.map(({ path }) => path).filter((path) => path.endsWith('.d.ts'));
    expect(typed).toContain('dist/index.d.ts');
    expect(typed.filter((path) => path.startsWith('dist/commands/'))).toEqual([]);
  });

  it('runs no script when it is installed', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
      expect(scripts).not.toHaveProperty(name);
  });
});

describe.runIf(reachable || process.env['CI'] === 'true')(
  reachable ? 'an installed package' : 'an installed package (not run: the npm registry does not answer)',
  () => {
    const nodes = new Map<string, string>();

    beforeAll(async () => {
      writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
      await npm('install', join(folder, packed.filename));
      await installNodes();
      nodes.set('20', major(process.version) === '20' ? process.execPath : nodeAt('node-20'));
      nodes.set('newest', nodeAt('node-newest'));
    }, INSTALLING);

    it('brings no dependency that runs a script when it is installed', () => {
      const lock = readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8');
      const { packages } = JSON.parse(lock) as { packages: Record<string, { hasInstallScript?: boolean }> };
      expect(Object.keys(packages)).toContain('node_modules/hoopai-postman');
      expect(Object.keys(packages).filter((path) => packages[path]?.hasInstallScript)).toEqual([]);
    });

    it.each(['20', 'newest'])('builds and runs the bundled specs on Node %s', async (version) => {
      const out = join(folder, `bundled-${version}`);
      const built = await node(version, command('build', '--out', out, '--json'));
      expect(built.stderr).not.toMatch(NODE_WARNS);
      expect(JSON.parse(built.stdout)).toMatchObject({ failed: [] });
      const smoke = await node(version, command('smoke', 'oauth', '--out', out, '--json'));
      expect(smoke.stderr).not.toMatch(NODE_WARNS);
      expect(JSON.parse(smoke.stdout)).toMatchObject({ totals: { failed: 0 } });
    });

    it.each(['20', 'newest'])('is imported as a library on Node %s', async (version) => {
      writeFiles(folder, { [`own-${version}/api.json`]: GOOD });
      const script = `
        import { build } from 'hoopai-postman';
        const result = await build({ cwd: ${JSON.stringify(join(folder, `own-${version}`))}, specs: ['api.json'] });
        console.log(JSON.stringify(result.modules.map(({ module }) => module)));`;
      const { stdout, stderr } = await node(version, ['--input-type=module', '-e', script]);
      expect({ stdout: JSON.parse(stdout), stderr }).toEqual({ stdout: ['api'], stderr: '' });
    });

    it('has types that a strict consumer compiles with', async () => {
      const consumer = `
        import { type BuildResult, build, defineConfig } from 'hoopai-postman';
        export default defineConfig({ out: 'postman' });
        export const result: BuildResult = await build({ specs: ['api.json'] });`;
      writeFileSync(join(folder, 'consumer.ts'), consumer);
      const tsc = join(ROOT, 'node_modules', 'ts7', 'bin', 'tsc');
      const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023', '--types', ''];
      const { stdout } = await exec(process.execPath, [tsc, ...options, 'consumer.ts'], { cwd: folder });
      expect(stdout).toBe('');
    });

    it('gives out the schema of its report by a path that stays', async () => {
      const script = `
        import schema from 'hoopai-postman/schemas/smoke-report.schema.json' with { type: 'json' };
        console.log(schema.$schema);`;
      const { stdout } = await node('newest', ['--input-type=module', '-e', script]);
      expect(stdout).toContain('json-schema.org');
    });

    /** Node itself comes from npm too: its package for this platform, which runs no script. */
    async function installNodes(): Promise<void> {
      const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
      const older = major(process.version) === '20' ? [] : [`node-20@npm:${platform}@20`];
      await npm('install', '--prefix', join(folder, 'nodes'), `node-newest@npm:${platform}@latest`, ...older);
    }

    function nodeAt(name: string): string {
      const bin = join(folder, 'nodes', 'node_modules', name, 'bin');
      return join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
    }

    function node(version: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
      const { CI: _ci, FORCE_COLOR: _colour, ...env } = process.env;
      return exec(nodes.get(version) ?? '', args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
    }
  },
);

function command(...args: readonly string[]): readonly string[] {
  return [join('node_modules', 'hoopai-postman', 'dist', 'cli.js'), ...args];
}

function npm(...args: readonly string[]): Promise<unknown> {
  return exec('npm', [...args, ...QUIET], { cwd: folder });
}

/** `dist/` is made from the sources under test before any test runs, so nothing is built here. */
function pack(): Packed {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [made] = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' })) as readonly Packed[];
  if (made === undefined) throw new Error('npm pack made nothing');
  return made;
}

function registryAnswers(): boolean {
  try {
    execFileSync('npm', ['ping', '--fetch-retries', '0', '--fetch-timeout', '5000'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function major(version: string): string | undefined {
  return /^v?(\d+)/.exec(version)?.[1];
}

function filesBelow(name: string): string[] {
  return readdirSync(join(ROOT, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}
