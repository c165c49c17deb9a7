import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectionFaults } from '../../bench/world/judge.ts';
import { ROOT, type Run, temporaryFolder } from '../command.ts';

const document = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  paths: {
    '/items': { get: { responses: {} }, post: { responses: {} } },
    '/carts': { $ref: '#/components/pathItems/carts' },
    'x-note': { get: {} },
  },
  components: { pathItems: { carts: { parameters: [], delete: { responses: {} } } } },
};

/** A folder of three documents: one whole, one without a path, one cut short. */
function sweep(...flags: readonly string[]): Promise<Run> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'whole.json'), JSON.stringify(document));
  writeFileSync(join(folder, 'empty.json'), JSON.stringify({ ...document, paths: {} }));
  writeFileSync(join(folder, 'cut.json'), JSON.stringify(document).slice(0, 90));
  const bench = join(ROOT, 'bench', 'world.ts');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', bench, folder, ...flags],
      { cwd: ROOT },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** A JSON schema in a file of its own. */
function schemaFile(schema: object): string {
  const file = join(temporaryFolder(), 'schema.json');
  writeFileSync(file, JSON.stringify(schema));
  return file;
}

/** The counts by their names. */
function countsOf({ stdout }: Run): Readonly<Record<string, number>> {
  const rows = stdout.matchAll(/^ *([a-z][a-z -]+?) +(\d+)$/gm);
  return Object.fromEntries([...rows].map(([, name, count]) => [name, Number(count)]));
}

describe('the sweep over a folder of documents', () => {
  it('counts what was built and what was refused, with the reason', async () => {
    const swept = await sweep('--schema', schemaFile({ required: ['info', 'item'] }));
    expect(countsOf(swept)).toMatchObject({
      built: 2,
      'refused with a reason': 1,
      crashed: 0,
      'timed out': 0,
      'schema-invalid': 0,
      'not deterministic': 0,
      'operation lost': 0,
    });
    expect(swept.stdout).toContain('cut.json  spec-syntax');
    expect(swept.code).toBe(0);
  });

  it('fails when a collection is not what its schema says', async () => {
    const swept = await sweep('--schema', schemaFile({ required: ['nothing'] }));
    expect(countsOf(swept)).toMatchObject({ built: 2, 'schema-invalid': 2 });
    expect(swept.code).toBe(1);
  });

  it('lays a hang at the door of the document that hung, and goes on', async () => {
    const swept = await sweep('--schema', schemaFile({}), '--timeout', '0.001');
    expect(countsOf(swept)).toMatchObject({ built: 0, 'timed out': 3 });
    expect(swept.code).toBe(1);
  });

  it('takes the same sample for the same seed', async () => {
    const [one, again] = await Promise.all(
      [1, 2].map(() =>
        sweep('--schema', schemaFile({}), '--timeout', '0.001', '--sample', '2', '--seed', '7'),
      ),
    );
    expect(one?.stdout.match(/\w+\.json/g)).toEqual(again?.stdout.match(/\w+\.json/g));
    expect(countsOf(one as Run)).toMatchObject({ 'timed out': 2 });
  });
});

describe('operations against requests', () => {
  const requests = (...methods: readonly string[]): string =>
    JSON.stringify({ item: [{ item: methods.map((method) => ({ request: { method } })) }] });
  const faultsOf = (written: string): readonly string[] =>
    collectionFaults(document, written, () => '').map(({ fault }) => fault);

  it.each<[string, { given: string; want: readonly string[] }]>([
    ['one request for each', { given: requests('GET', 'POST', 'DELETE'), want: [] }],
    ['one too few', { given: requests('GET', 'POST'), want: ['operation lost'] }],
    ['another method', { given: requests('GET', 'POST', 'PUT'), want: ['operation lost'] }],
    ['one twice', { given: requests('GET', 'GET', 'POST', 'DELETE'), want: ['operation lost'] }],
  ])('%s', (_name, { given, want }) => {
    expect(faultsOf(given)).toEqual(want);
  });
});
