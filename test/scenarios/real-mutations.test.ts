import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Collection } from '../../src/model/collection.ts';
import type { Manifest } from '../../src/model/output.ts';
import { readSettings } from '../../src/settings.ts';
import { readApis } from '../../src/sources.ts';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { runScript } from '../unit/attach/fake-pm.ts';
import { type Documented, type Kind, type Mutant, mutantsOf } from './mutants.ts';

const SPECS = [join(SHARED, 'specs', 'hoopai', 'apps', '*.json')];

/** What Newman does with some modules (`mutations.test.ts`), for every answer of every operation: script by script. */
describeWithShared('the test scripts of the 41 real modules', () => {
  const out = temporaryFolder();
  const missed: Mutant[] = [];
  const mutants: Mutant[] = [];
  beforeAll(async () => {
    await run(['build', '--spec', ...SPECS, '--out', out, '--quiet']);
    const { config } = await readSettings({ specs: SPECS }, ROOT);
    for (const api of (await readApis(config, nothing(), undefined)).value.apis) {
      mutants.push(...mutantsOf(api, collectionIn(out, api.module)));
    }
    missed.push(...mutants.filter((mutant) => !isCaught(mutant)));
    if (process.env['FIGURES']) process.stderr.write(tableOf(mutants, missed));
  });

  const of = (list: readonly Mutant[], kind: Kind, documented: Documented) =>
    list.filter((mutant) => mutant.kind === kind && mutant.documented === documented);

  it('blame no operation that answers as documented', () => {
    const right = mutants.filter(({ kind }) => kind === 'none');
    expect([right.length, missed.filter(({ kind }) => kind === 'none').length]).toEqual([576, 576]);
  });

  it.each<[Kind, Documented, number]>([
    ['an error body', 'JSON', 1],
    ['an error body', 'no body', 1],
    ['a refusal', 'JSON', 1],
    ['a refusal', 'no body', 1],
    ['a message alone', 'no body', 1],
    ['an empty object', 'JSON', 1],
    ['an empty object', 'no body', 1],
    ['an empty body', 'JSON', 1],
    ['HTML', 'JSON', 1],
    ['HTML', 'no body', 1],
    ['a wrong status', 'JSON', 1],
    ['a wrong status', 'no body', 1],
    ['a required field removed', 'JSON', 0.95],
    ['a wrong type', 'JSON', 0.95],
  ])('catch %s where %s is documented', (kind, documented, share) => {
    const all = of(mutants, kind, documented);
    const names = of(missed, kind, documented).map(({ module, name }) => `${module} ${name}`);
    expect(all.length).toBeGreaterThan(100);
    expect(1 - names.length / all.length, names.slice(0, 20).join('; ')).toBeGreaterThanOrEqual(share);
  });

  it('miss a message alone, or an empty object, only where the manifest says that the check is weak', () => {
    const { modules } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
    const unsaid = [
      ...of(missed, 'a message alone', 'JSON'),
      ...of(missed, 'an empty object', 'JSON'),
    ].filter(({ module, name }) => modules[module]?.requests[name.trim()]?.weak.length === 0);
    expect(unsaid).toEqual([]);
  });
});

function isCaught({ item, answer: { status, type, body } }: Mutant): boolean {
  const script = item.event?.find(({ listen }) => listen === 'test')?.script.exec ?? [];
  const text = status === 204 ? '' : body;
  return runScript(script, { code: status, type: type ?? null, text }).tests.some(
    ({ error }) => error !== undefined,
  );
}

function collectionIn(out: string, module: string): Collection {
  const file = join(out, 'collections', `${module}.postman_collection.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Collection;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** For a person: `FIGURES=1 npx vitest run test/scenarios/real-mutations.test.ts`. */
function tableOf(mutants: readonly Mutant[], missed: readonly Mutant[]): string {
  const label = ({ documented, kind }: Mutant) => `${documented} documented, ${kind}`;
  const count = (list: readonly Mutant[], name: string) => list.filter((one) => label(one) === name).length;
  const lines = [...new Set(mutants.map(label))].toSorted().map((name) => {
    const total = count(mutants, name);
    return `${name}: ${total - count(missed, name)} of ${total} caught`;
  });
  return `${lines.join('\n')}\n`;
}
