import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import postman from 'postman-collection';
import { beforeAll, expect, it } from 'vitest';
import { type Run, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';

const SPECS = join(SHARED, 'specs', 'hoopai', 'apps');

describeWithShared('the 41 real modules', () => {
  const out = temporaryFolder();
  let built: Run;
  let collections: readonly (readonly [name: string, text: string])[];

  beforeAll(async () => {
    built = await run(['build', '--spec', join(SPECS, '*.json'), '--out', out, '--quiet']);
    const folder = join(out, 'collections');
    collections = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  });

  it('are all built, in silence', () => {
    expect(built).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(collections).toHaveLength(41);
  });

  it('pass the acceptance check', () => {
    const script = join(SHARED, 'accept', 'check-collections.mjs');
    const said = execFileSync(process.execPath, [script, SPECS, out], { encoding: 'utf8' });
    expect(said).toMatch(/41 modules, 576 operations.* 0 failed/);
  });

  it('pass the official schema', () => {
    const validate = officialSchema();
    const faults = collections.flatMap(([name, text]) =>
      validate(JSON.parse(text)) ? [] : [[name, validate.errors?.[0]]],
    );
    expect(faults).toEqual([]);
  });

  it('load in postman-collection with every variable declared', () => {
    const environment = readEnvironment(join(out, 'environments', 'production.postman_environment.json'));
    for (const [, text] of collections) {
      const collection = new postman.Collection(JSON.parse(text));
      const declared = new Set([...environment, ...collection.variables.map(({ key }) => key ?? '')]);
      const used: string[] = [];
      collection.forEachItem((item) => {
        used.push(
          ...variablesIn(item.request.url.toString()),
          ...variablesIn(item.request.headers.toString()),
        );
      });
      expect(used.filter((name) => !declared.has(name))).toEqual([]);
    }
  });

  it('never hold a credential or a placeholder', () => {
    const suspicious = collections.filter(([, text]) =>
      /Bearer [A-Za-z0-9._-]{8}|"<string>"|eyJ[\w-]{10,}\.[\w-]+\.[\w-]+/.test(text),
    );
    expect(suspicious.map(([name]) => name)).toEqual([]);
  });
});

function officialSchema(): ValidateFunction {
  const file = join(SHARED, 'schemas', 'collection-v2.1.0.schema.json');
  return new Ajv({ strict: false, logger: false }).compile(JSON.parse(readFileSync(file, 'utf8')));
}

function readEnvironment(file: string): string[] {
  const { values } = JSON.parse(readFileSync(file, 'utf8')) as { values: { key: string }[] };
  return values.map(({ key }) => key);
}

function variablesIn(text: string): string[] {
  return [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = '']) => name);
}
