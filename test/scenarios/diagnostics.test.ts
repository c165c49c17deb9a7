import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { catalogue } from '../../src/diagnostics/catalogue.ts';
import { nodeAt } from '../../src/diagnostics/pointer.ts';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { serve } from './loopback.ts';
import { filesIn, writeFiles } from './project.ts';

const FIXTURES = join(ROOT, 'test', 'fixtures', 'diagnostics');

interface Case {
  /** Every place that is told, `file:line:column #pointer` as far as there is one; '' for none. */
  readonly at: string;
  /** Default: a build of the specs of the fixture. */
  readonly args?: readonly string[];
  /** Between a first build and the run that is looked at. */
  readonly between?: (folder: string) => void;
  /** Where it is not what follows from the severity: 2 of an error, 0 of anything else. */
  readonly exit?: number;
  /** The target is a server that answers 404 to everything. */
  readonly isLive?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** What the same fault is also told as. */
  readonly also?: readonly string[];
}

type Cases = { readonly [code: string]: Case };

const SCHEMA = '/paths/~1boats/get/responses/200/content/application~1json/schema';
const COLLECTION = 'out/collections/api.postman_collection.json';

const edit = (folder: string): void =>
  writeFiles(folder, { [COLLECTION]: `${filesIn(folder).get(COLLECTION)} ` });

function onlyBuilt(): void {}

function asVersion1(folder: string): void {
  const manifest = filesIn(folder).get('out/manifest.json') ?? '';
  writeFiles(folder, {
    'out/manifest.json': manifest.replace('"manifestVersion": 2', '"manifestVersion": 1'),
  });
}

function asV3Only(folder: string): void {
  const manifest = filesIn(folder).get('out/manifest.json') ?? '';
  const entry = '"file": "collections/';
  writeFiles(folder, {
    'out/manifest.json': manifest.replace(entry, `"format": "v3",\n      ${entry}`),
  });
}

/** The run stops, or the module is not built. */
const ERRORS: Cases = {
  'spec-not-found': { at: '' },
  'spec-unreadable': { at: '{origin}/api.yaml', args: ['build', '--spec', '{origin}/api.yaml'] },
  'spec-empty': { at: 'api.yaml' },
  'spec-binary': { at: 'api.yaml' },
  'spec-html': { at: 'api.json' },
  'spec-too-large': { at: 'api.yaml' },
  'spec-syntax': { at: 'api.json:5:1' },
  'spec-too-deep': { at: 'api.yaml' },
  'spec-not-openapi': { at: 'api.json' },
  'spec-no-paths': { at: 'api.yaml' },
  'module-name-taken': { at: 'API.json, api.yaml', args: ['build', '--spec', '*.{json,yaml}'] },
  'foreign-file-in-the-way': { at: COLLECTION },
  'out-not-writable': { at: 'out' },
  'manifest-unreadable': { at: 'out/manifest.json' },
  'no-specs': { at: '', args: ['build'] },
  'module-unknown': { at: '', args: ['build', 'boats', '--spec', 'api.yaml'] },
  'usage-invalid': { at: '', args: ['build', '--nonsense'] },
  'config-not-found': { at: '', args: ['build', '--config', 'none.json'] },
  'config-ambiguous': { at: '.' },
  'config-unreadable': { at: 'hoopai-postman.config.json' },
  'config-invalid': { at: 'hoopai-postman.config.yaml:3:3 #/limits/redirects' },
};

/** The smoke run cannot begin. */
const SMOKE: Cases = {
  'out-not-built': { at: '', args: ['smoke'] },
  'out-outdated': {
    at: '',
    args: ['smoke'],
    between: (folder) => asVersion1(folder),
  },
  'format-not-read': {
    at: '',
    args: ['smoke'],
    between: asV3Only,
  },
  'collection-unreadable': {
    at: COLLECTION,
    args: ['smoke'],
    between: (folder) => writeFiles(folder, { [COLLECTION]: '{' }),
  },
  'environment-unreadable': {
    at: 'harbour.json',
    args: ['smoke', '--env', 'harbour.json'],
    between: onlyBuilt,
  },
  'environment-unknown': { at: '', args: ['smoke', '--env', 'productoin'], between: onlyBuilt },
  'setting-missing': { at: '', args: ['smoke', '--env', 'production'], between: onlyBuilt },
  'token-refused': { at: '', args: ['smoke', '--env', 'harbour.json'], between: onlyBuilt, isLive: true },
  'token-not-kept': {
    at: '.hoopai-postman',
    args: ['smoke', '--env', 'harbour.json'],
    between: onlyBuilt,
    isLive: true,
  },
  'mock-died': {
    at: '',
    args: ['smoke', '--spec', 'api.yaml'],
    between: onlyBuilt,
    env: { NODE_OPTIONS: '--import=./dying-mock.mjs' },
  },
  'specs-differ': {
    at: '',
    args: ['smoke', '--spec', 'api.yaml'],
    between: (folder) =>
      writeFiles(folder, { 'api.yaml': `${filesIn(folder).get('api.yaml')}\n# changed\n` }),
  },
  'target-invalid': { at: '', args: ['smoke', '--env', 'harbour.json'], between: onlyBuilt },
  'target-unreachable': { at: '', args: ['smoke', '--env', 'harbour.json'], between: onlyBuilt },
  'writes-not-allowed': {
    at: '',
    args: ['smoke', '--env', 'harbour.json', '--mode', 'write'],
    between: onlyBuilt,
  },
  'data-unreadable': { at: 'rows.json', args: ['smoke', '--data', 'rows.json'], between: onlyBuilt },
  'diff-side-unusable': { at: '', args: ['diff', 'nothing.json', 'api.yaml'] },
  'report-unreadable': { at: 'shard.json', args: ['report', 'merge', 'shard.json'] },
};

/** No code can be made of an operation. */
const SNIPPETS: Cases = {
  'operation-unknown': { at: '', args: ['snippet', 'api', 'list-boat'], between: onlyBuilt },
  'language-unknown': { at: '', args: ['snippet', 'api', 'list-boats', '--lang', 'cobol'] },
  'language-not-installed': {
    at: '',
    args: ['snippet', 'api', 'list-boats', '--lang', 'go'],
    env: { NODE_OPTIONS: '--require=./without-generators.cjs' },
  },
};

/** An export cannot be merged. */
const MERGE: Cases = {
  'export-unreadable': { at: 'export.json', args: ['merge', 'export.json'], between: onlyBuilt },
  'export-foreign': { at: 'export.json', args: ['merge', 'export.json'], between: onlyBuilt },
  'export-of-other-module': {
    at: COLLECTION,
    args: ['merge', COLLECTION, '--module', 'other'],
    between: onlyBuilt,
  },
  'base-not-found': {
    at: 'export.json',
    args: ['merge', 'export.json'],
    between: (folder) =>
      writeFiles(folder, {
        'export.json': (filesIn(folder).get(COLLECTION) ?? '').replace(
          /(?<="spec_build",\s+"value": ")\w+/,
          '0123456789abcdef',
        ),
      }),
  },
};

/** Specs cannot be pulled. */
const PULL: Cases = {
  'pull-source-missing': { at: '', args: ['pull'] },
  'archive-unreadable': { at: 'export.zip', args: ['pull', '--from', 'export.zip'] },
  'spec-edited': { at: 'specs/api.yaml', args: ['pull', '--from', 'from'], exit: 1 },
  'lock-unreadable': { at: 'specs.lock.json' },
};

/** Environments cannot be converted. */
const ENVIRONMENTS: Cases = {
  'dotenv-unreadable': {
    at: 'out',
    args: ['env', 'fill', 'production', '--from', 'out'],
    between: onlyBuilt,
  },
  'file-in-the-way': {
    at: 'taken.env',
    args: ['env', 'dotenv', 'harbour.json', '--output', 'taken.env'],
  },
};

/** What a check of files finds makes it fail. */
const CHECKED: Cases = {
  'variable-undeclared': {
    at: 'export.json:4:59 #/item/0/request/url',
    args: ['env', 'check', 'export.json'],
    between: onlyBuilt,
    exit: 1,
  },
  'variable-unknown': {
    at: 'harbour.json:5:5 #/values/1',
    args: ['env', 'check', 'harbour.json'],
    between: onlyBuilt,
    exit: 1,
  },
  'variable-missing': {
    at: 'harbour.json:3:3 #/values',
    args: ['env', 'check', 'harbour.json'],
    between: onlyBuilt,
    exit: 1,
  },
  'private-not-ignored': {
    at: 'out/environments/production.private.postman_environment.json',
    args: ['env', 'fill', 'production', '--from', 'values.env'],
    between: (folder) => void execFileSync('git', ['init', '--quiet'], { cwd: folder }),
  },
  'dotenv-left-out': { at: '', args: ['env', 'dotenv', 'harbour.json'] },
};

/** Built, but a person should mend something. */
const WARNINGS: Cases = {
  'reference-not-found': { at: `api.yaml:13:17 #${SCHEMA}/$ref` },
  'reference-circular': {
    at: `api.yaml:16:12 #/components/schemas/Boat/$ref, api.yaml:13:17 #${SCHEMA}/$ref`,
  },
  'reference-refused': { at: `api.yaml:13:17 #${SCHEMA}/$ref` },
  'reference-unreadable': { at: `api.yaml:13:17 #${SCHEMA}/$ref` },
  'reference-limit': { at: `api.yaml:13:17 #${SCHEMA}/$ref` },
  'key-repeated': { at: 'api.json:8:5 #/paths/~1boats' },
  'nesting-limit': { at: `api.yaml:14:39 #${SCHEMA}/items/required` },
  'no-operations': { at: 'api.yaml:1:1 #' },
  'node-invalid': { at: 'api.yaml:5:5 #/paths/~1boats/get' },
  'operation-id-duplicate': { at: 'api.json:19:9 #/paths/~1boats/post/operationId' },
  'path-parameter-undeclared': { at: 'api.yaml:5:5 #/paths/~1boats~1{boatId}/get' },
  'path-parameter-unused': { at: 'api.yaml:8:11 #/paths/~1boats/get/parameters/0' },
  'security-scheme-unknown': { at: 'api.yaml:8:11 #/paths/~1boats/get/security/0/harbourMaster' },
  'schema-type-unknown': { at: 'api.yaml:8:44 #/paths/~1boats/get/parameters/0/schema/type' },
  'example-contradicts-schema': { at: 'api.yaml:8:61 #/paths/~1boats/get/parameters/0/example' },
  'default-contradicts-schema': { at: 'api.yaml:8:60 #/paths/~1boats/get/parameters/0/schema/default' },
  'schema-unsatisfiable': { at: 'api.yaml:8:11 #/paths/~1boats/get/parameters/0' },
  'server-differs': { at: 'api.yaml:4:5 #/servers/0' },
  'secret-found': { at: 'api.yaml:5:5 #/paths/~1boats/get' },
  'lock-differs': { at: 'api.yaml' },
  'edited-copy-kept': { at: COLLECTION, between: edit },
  'foreign-file-kept': {
    at: COLLECTION,
    args: ['build', '--spec', 'other.yaml'],
    between: (folder) => {
      edit(folder);
      rmSync(join(folder, 'api.yaml'));
    },
  },
};

/** What was done with a harmless oddity. */
const NOTES: Cases = {
  'number-inexact': { at: 'api.json:13:13 #/paths/~1boats/get/parameters/0/example' },
  'pattern-not-run': { at: 'api.yaml:8:59 #/paths/~1boats/get/parameters/0/schema/pattern' },
  'sample-truncated': { at: 'api.json:15:15 #/paths/~1boats/get/responses/200/content/application~1json' },
  'credential-removed': { at: 'api.yaml' },
  'variable-neutralised': { at: 'api.yaml' },
  'assertion-dropped': {
    at: 'api.yaml:8:9 #/paths/~1boats/get/responses/200',
    also: ['example-contradicts-schema'],
  },
};

/** Faults of ours, which no input brings about, and the unit tests that provoke them. */
const OURS: { readonly [code: string]: string } = {
  'operation-not-converted': 'test/unit/convert/lost-operations.test.ts',
  'conversion-failed': 'test/unit/convert/lost-operations.test.ts',
  'invariant-broken': 'test/unit/validate/validate.test.ts',
  'types-not-made': 'test/unit/types/types-of.test.ts',
};

/** What takes a Postman workspace to bring about, and the tests that do, with a local stand-in. */
const PUBLISH: { readonly [code: string]: string } = {
  'postman-key-refused': 'test/scenarios/publish-troubles.test.ts',
  'postman-unreachable': 'test/scenarios/publish-troubles.test.ts',
  'postman-limit': 'test/scenarios/publish-troubles.test.ts',
  'postman-refused': 'test/scenarios/publish-troubles.test.ts',
  'postman-too-large': 'test/unit/io/postman-api.test.ts',
  'workspace-unknown': 'test/scenarios/publish-troubles.test.ts',
  'workspace-ambiguous': 'test/scenarios/publish-troubles.test.ts',
  'lock-of-other-workspace': 'test/scenarios/publish-troubles.test.ts',
  'publish-lock-unreadable': 'test/scenarios/publish-troubles.test.ts',
  'secret-in-built-file': 'test/scenarios/publish-troubles.test.ts',
  'built-file-edited': 'test/scenarios/publish-troubles.test.ts',
  'entity-gone': 'test/scenarios/publish-troubles.test.ts',
  'entity-of-other-module': 'test/scenarios/publish-troubles.test.ts',
  'entity-ambiguous': 'test/scenarios/publish.test.ts',
  'base-missing': 'test/scenarios/publish-troubles.test.ts',
  'name-taken': 'test/scenarios/publish.test.ts',
  'secret-in-postman': 'test/scenarios/publish-troubles.test.ts',
  'shared-secret-emptied': 'test/scenarios/publish.test.ts',
};

/** What a developer's own shell, or the test runner, may hold. */
const UNSET = { ACCESS_TOKEN: '', LOCATION_ID: '', BASE_URL: '' };

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly help: string;
  readonly file?: string;
  readonly pointer?: string;
  readonly line?: number;
  readonly column?: number;
}

describe.concurrent('every diagnostic is told with its place and what to do', () => {
  it.each(Object.entries({ ...ERRORS, ...SMOKE, ...SNIPPETS, ...MERGE, ...PULL, ...ENVIRONMENTS }))(
    'error %s',
    (code, error) => expectTold(code, 'error', error),
  );
  it.each(Object.entries({ ...CHECKED, ...WARNINGS }))('warning %s', (code, warning) =>
    expectTold(code, 'warning', warning),
  );
  it.each(Object.entries(NOTES))('info %s', (code, note) => expectTold(code, 'info', note));

  it('none is left out', () => {
    const cases = Object.keys({
      ...ERRORS,
      ...SMOKE,
      ...SNIPPETS,
      ...MERGE,
      ...PULL,
      ...ENVIRONMENTS,
      ...CHECKED,
      ...WARNINGS,
      ...NOTES,
    });
    expect([...cases, ...Object.keys({ ...OURS, ...PUBLISH })].toSorted()).toEqual(
      Object.keys(catalogue).toSorted(),
    );
    expect(readdirSync(FIXTURES).filter((folder) => !cases.includes(folder))).toEqual([]);
    for (const [code, file] of Object.entries({ ...OURS, ...PUBLISH }))
      expect(readFileSync(join(ROOT, file), 'utf8')).toContain(code);
  });
});

async function expectTold(
  code: string,
  severity: string,
  { at, args, between, exit, isLive = false, env = {}, also = [] }: Case,
): Promise<void> {
  const cwd = temporaryFolder();
  const origin = await serve((_request, response) => response.writeHead(404).end());
  if (existsSync(join(FIXTURES, code))) cpSync(join(FIXTURES, code), cwd, { recursive: true });
  if (between) await run(['build', '--quiet', '--spec', '*.yaml'], { cwd });
  between?.(cwd);
  const given = args ?? ['build', '--spec', 'api.{json,yaml}'];
  const ran = await run([...given.map((arg) => arg.replace('{origin}', origin)), '--json'], {
    cwd,
    env: { ...UNSET, ...(isLive && { BASE_URL: origin }), ...env },
  });
  const { diagnostics } = JSON.parse(ran.stdout) as { diagnostics: Found[] };
  expect([...new Set(diagnostics.map((found) => found.code))].toSorted()).toEqual([code, ...also].toSorted());
  const told = diagnostics.filter((found) => found.code === code);
  expect(new Set(told.map((found) => found.severity))).toEqual(new Set([severity]));
  const places = told.map((found) => placeOf(found, cwd).replace(origin, '{origin}'));
  expect(places.filter((place) => place !== '').join(', ')).toBe(at);
  expect(ran.code).toBe(exit ?? (severity === 'error' ? 2 : 0));
  expectUsable(diagnostics);
}

/** As the cases write it. */
function placeOf({ file, line, column, pointer }: Found, folder: string): string {
  if (file === undefined) return '';
  const name = file === folder ? '.' : file.replace(`${folder}/`, '');
  const position = line === undefined ? '' : `:${line}:${column}`;
  return `${name}${position}${pointer === undefined ? '' : ` #${pointer}`}`;
}

/** Words and help; a file that is there, in it the node that the pointer names, at the line and column told. */
function expectUsable(diagnostics: readonly Found[]): void {
  const files = new Map<string, { readonly lines: readonly string[]; readonly root: unknown }>();
  for (const { message, help, file, pointer, line, column } of diagnostics) {
    expect(Math.min(message.length, help.length)).toBeGreaterThan(10);
    if (file === undefined || /^https?:/.test(file)) continue;
    expect(existsSync(file), file).toBe(true);
    if (pointer === undefined) continue;
    const text = readFileSync(file, 'utf8');
    const { lines, root } = files.get(file) ?? {
      lines: text.split('\n'),
      root: parse(text, { uniqueKeys: false }) as unknown,
    };
    files.set(file, { lines, root });
    expect(nodeAt(root, pointer), `${file} #${pointer}`).toBeDefined();
    const key = (pointer.split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
    const there = lines[(line ?? 0) - 1]?.slice((column ?? 0) - 1);
    expect(there, `${file} #${pointer}`).toBeDefined();
    if (!/^\d*$/.test(key)) expect(there?.replace(/^["']/, '')).toContain(key);
  }
}

describeWithShared('the 41 real modules', () => {
  it('have a pointer that resolves, and its line, in every diagnostic', async () => {
    const specs = join(SHARED, 'specs', 'hoopai', 'apps');
    const ran = await run(['build', '--dry-run', '--json', '--spec', specs], { cwd: temporaryFolder() });
    const { diagnostics } = JSON.parse(ran.stdout) as { diagnostics: Found[] };
    expect(diagnostics.length).toBeGreaterThan(100);
    expectUsable(diagnostics);
  });
});
