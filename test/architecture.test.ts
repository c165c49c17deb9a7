import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** What stages share. */
const STAGE = ['model', 'diagnostics', 'schema', 'postman', 'ids', 'secrets'];
const STAGES = ['load', 'normalise', 'convert', 'enrich', 'attach', 'validate', 'emit'];

/** What each folder of `src/` (or file at its root) may import; itself always. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  // The result of a build holds diagnostics; only their types.
  model: ['diagnostics'],
  diagnostics: ['model'],
  schema: ['model', 'diagnostics'],
  ids: ['model'],
  secrets: ['model', 'diagnostics'],
  postman: ['model', 'diagnostics', 'schema'],
  ...Object.fromEntries(STAGES.map((stage) => [stage, STAGE])),
  mock: STAGE,
  types: STAGE,
  clients: STAGE,
  init: [],
  check: ['model', 'diagnostics', 'postman'],
  merge: STAGE,
  diff: ['model', 'diagnostics', 'schema'],
  publish: [...STAGE, 'merge'],
  snippets: ['model', 'diagnostics'],
  export: ['model', 'ids', 'snippets'],
  'built-operations': ['model', 'diagnostics', 'io', 'snippets'],
  'write-snippets': ['model', 'diagnostics', 'io', 'snippets', 'built-operations'],
  // A worker reads the collection that it runs.
  smoke: ['model', 'diagnostics', 'io'],
  report: ['model', 'diagnostics'],
  config: ['model', 'diagnostics', 'secrets'],
  io: ['model', 'diagnostics', 'secrets', 'postman'],
  playground: ['model', 'diagnostics', 'schema', 'secrets', 'report', 'io'],
  hooks: ['model', 'diagnostics', 'schema', 'io'],
  settings: ['model', 'diagnostics', 'config', 'io', 'load'],
  'read-sources': ['model', 'diagnostics', 'io'],
  sources: ['model', 'diagnostics', 'io', 'read-sources', 'load', 'normalise'],
  describe: ['model', 'diagnostics', 'read-sources', 'sources', 'normalise'],
  'build-module': ['model', 'diagnostics', 'sources', ...STAGES],
  // Of the stages only the types and the last: the others are loaded when a module has to be built.
  'build-worker': ['model', 'diagnostics', 'build-module', 'attach'],
  'build-in-threads': ['model', 'diagnostics', 'io', 'build-module', 'build-worker'],
  // The converter is asked where its answers are remembered.
  'build-modules': [
    'model',
    'diagnostics',
    'io',
    'convert',
    'build-module',
    'build-in-threads',
    'build-worker',
  ],
  // Of loading only the YAML, which the newer format of collections is written in.
  pipeline: ['model', 'diagnostics', 'io', 'read-sources', 'build-modules', 'attach', 'load', 'emit'],
  'client-run': ['model', 'diagnostics', 'io', 'sources', 'enrich', 'types', 'clients'],
  'types-run': ['model', 'diagnostics', 'io', 'sources', 'emit', 'types'],
  'types-check': ['model', 'io', 'read-sources', 'sources', 'texts-now', 'emit', 'types'],
  'texts-now': ['model', 'io', 'load'],
  'build-cache': ['model', 'diagnostics', 'io', 'build-modules', 'texts-now'],
  'watch-out': ['model', 'diagnostics', 'io', 'pipeline', 'build-cache', 'texts-now', 'check'],
  'diff-run': ['model', 'diagnostics', 'io', 'read-sources', 'sources', 'diff', 'merge'],
  'check-out': [
    'model',
    'diagnostics',
    'io',
    'postman',
    'pipeline',
    'texts-now',
    'emit',
    'check',
    'types-check',
  ],
  'take-stock': ['model', 'io', 'read-sources', 'pipeline', 'check-out'],
  'merge-export': ['model', 'diagnostics', 'io', 'postman', 'emit', 'merge', 'pipeline'],
  commands: [
    'merge-export',
    'model',
    'diagnostics',
    'secrets',
    'config',
    'io',
    'settings',
    'sources',
    'describe',
    'build-cache',
    'pipeline',
    'load',
    'mock',
    'env',
    'pull',
    'smoke',
    'report',
    'smoke-run',
    'check-out',
    'take-stock',
    'init',
    'watch-out',
    'diff',
    'diff-run',
    'publish-run',
    'playground',
    'hooks',
    'playground-run',
    'snippets',
    'export',
    'built-operations',
    'write-snippets',
    'types-run',
    'client-run',
  ],
  env: ['model', 'diagnostics', 'secrets', 'io'],
  pull: ['model', 'diagnostics', 'secrets', 'io', 'load'],
  'publish-run': ['model', 'diagnostics', 'io', 'postman', 'publish', 'report', 'smoke'],
  'smoke-run': ['model', 'diagnostics', 'secrets', 'config', 'io', 'sources', 'mock', 'smoke', 'report'],
  'playground-run': ['model', 'diagnostics', 'io', 'sources', 'mock', 'playground', 'smoke-run'],
  index: ['model', 'diagnostics', 'config', 'io', 'settings', 'build-cache', 'pipeline'],
  cli: ['commands', 'io'],
};

/** The code in it is text for others to run. */
const SNIPPET = 'snippets/write-javascript.ts';

/** What touches the world outside, as it stands in code, and the places that may. */
const OUTSIDE: readonly (readonly [what: string, pattern: RegExp, allowed: readonly string[]])[] = [
  ['the process', /\bprocess\.\w/, ['io/', 'smoke/', 'smoke-run/', 'commands/', 'cli.ts', SNIPPET]],
  ['the console', /\bconsole\.(?!ts')\w/, ['io/console.ts', SNIPPET]],
  [
    'the clock',
    /\bnew Date\(\)|\bDate\.now\b|\bperformance\.now\b/,
    [
      'io/',
      'smoke/',
      'smoke-run.ts',
      'smoke-run/',
      'publish-run.ts',
      'playground-run.ts',
      'playground-run/',
      'commands/',
      'cli.ts',
    ],
  ],
  [
    'randomness',
    /\bMath\.random\b|\brandom(UUID|Bytes|Int)\b|\bv[147]\b.*from 'uuid'/,
    ['io/', 'commands/', 'cli.ts'],
  ],
  [
    'the network',
    /\bfetch\(|'node:(http2|https|net|tls|dns)'|^import (?!\{ STATUS_CODES \}).*'node:http'/m,
    ['io/', 'mock/serve', 'playground/serve', 'hooks/serve', SNIPPET],
  ],
  // A config file may be code, which only its loader can run.
  ['the disk', /'node:fs(\/promises)?'/, ['io/', 'config/load-config.ts', 'sources.ts']],
];

interface Source {
  /** Relative to `src/`, with `/`. */
  readonly path: string;
  readonly code: string;
  readonly imports: readonly Import[];
}

interface Import {
  readonly from: string;
  readonly typesOnly: boolean;
}

const sources = readSources();

describe('architecture', () => {
  it('sees the sources', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(50);
  });

  it('has no folder that the table of imports does not know', () => {
    expect(sources.map(({ path }) => folderOf(path)).filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
  });

  it('imports in one direction only', () => {
    const forbidden = sources.flatMap((source) => {
      const own = folderOf(source.path);
      return source.imports
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => folderOf(posix.join(posix.dirname(source.path), from)))
        .filter((folder) => folder !== own && !MAY_IMPORT[own]?.includes(folder))
        .map((folder) => `${source.path} imports ${folder}`);
    });
    expect(forbidden).toEqual([]);
  });

  it('keeps code out of the types that travel', () => {
    const imports = sources
      .filter(({ path }) => folderOf(path) === 'model')
      .flatMap(({ imports }) => imports);
    expect(imports.filter(({ typesOnly }) => !typesOnly)).toEqual([]);
  });

  it('imports each third-party library in one file', () => {
    const importers = new Map<string, Set<string>>();
    for (const { path, imports } of sources) {
      for (const { from } of imports.filter(({ typesOnly }) => !typesOnly).filter(isThirdParty)) {
        importers.set(packageOf(from), (importers.get(packageOf(from)) ?? new Set()).add(path));
      }
    }
    const shared = [...importers]
      .filter(([, paths]) => paths.size > 1)
      .map(([name, paths]) => [name, ...paths]);
    expect(shared).toEqual([]);
    expect([...importers.keys()]).toContain('yargs');
  });

  it('declares every library that it imports', () => {
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    ) as Record<'dependencies' | 'peerDependencies', Record<string, string>>;
    const used = sources.flatMap(({ imports }) =>
      imports.filter(({ typesOnly }) => !typesOnly).filter(isThirdParty),
    );
    const names = [...new Set(used.map(({ from }) => packageOf(from)))].sort();
    expect(names).toEqual(Object.keys({ ...dependencies, ...peerDependencies }).sort());
  });

  it.each(OUTSIDE)('reaches %s only where that is its business', (_what, pattern, allowed) => {
    const reaching = sources.filter(({ code }) => pattern.test(code)).map(({ path }) => path);
    expect(reaching.filter((path) => !allowed.some((place) => path.startsWith(place)))).toEqual([]);
  });

  it('has no default export', () => {
    const tests = listFiles('test').filter(
      (path) => path.endsWith('.ts') && !path.startsWith('test/fixtures/'),
    );
    const code = [...sources, ...tests.map((path) => ({ path, code: stripComments(read(path)) }))];
    expect(code.filter(({ code }) => /^export default\b/m.test(code)).map(({ path }) => path)).toEqual([]);
  });

  it('names files and folders after what is in them', () => {
    const paths = ['src', 'test', 'bench', 'templates'].flatMap(listFiles);
    const named = /(^|[-./])(utils?|helpers?|common|misc)([-./]|$)/;
    expect(paths.filter((path) => !path.startsWith('test/fixtures/') && named.test(path))).toEqual([]);
  });

  it('writes file names in kebab case', () => {
    expect(
      sources.map(({ path }) => path).filter((path) => !/^([a-z0-9-]+\/)*[a-z0-9-]+\.ts$/.test(path)),
    ).toEqual([]);
  });
});

function readSources(): Source[] {
  return listFiles('src').map((path) => {
    const code = stripComments(read(path));
    return { path: path.slice('src/'.length), code, imports: listImports(code) };
  });
}

/** Static and dynamic imports, `require`, and re-exports; one whose names are all types counts as a type import. */
function listImports(code: string): Import[] {
  const declared = code.matchAll(/^(?:import|export)\s+(type\s+)?([\w$*{][^'";]*?\s)?from\s+'([^']+)'/gm);
  const bare = code.matchAll(/^import\s+'([^']+)'/gm);
  const dynamic = code.matchAll(/\b(?:import|require)\('([^']+)'\)/g);
  return [
    ...[...declared].map(([, type, names = '', from = '']) => ({
      from,
      typesOnly: type !== undefined || onlyTypes(names),
    })),
    ...[...bare, ...dynamic].map(([, from = '']) => ({ from, typesOnly: false })),
  ];
}

function onlyTypes(names: string): boolean {
  const list = /^\{([^}]*)\}\s*$/.exec(names)?.[1];
  if (list === undefined) return false;
  return list.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
}

function stripComments(code: string): string {
  return code.replace(/\/\*\*?[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** The first folder of a path below `src/`, or the name of a file that stands at its root. */
function folderOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.ts$/, '');
}

function isThirdParty({ from }: Import): boolean {
  return !from.startsWith('.') && !from.startsWith('node:');
}

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Files below a folder of the repository, relative to its root, with `/`; none when the folder is not there. */
function listFiles(folder: string): string[] {
  try {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((file) => relative(ROOT, join(file.parentPath, file.name)).split(sep).join('/')).sort();
  } catch {
    return [];
  }
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
