import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { convert } from '../../../src/convert/convert.ts';
import { enrich } from '../../../src/enrich/enrich.ts';
import { rules } from '../../../src/enrich/rules/index.ts';
import { loadSpec } from '../../../src/load/load-spec.ts';
import type { Bundle } from '../../../src/model/bundle.ts';
import { normalise } from '../../../src/normalise/normalise.ts';
import { frozen } from '../built-from.ts';

const SPECS = join(import.meta.dirname, '../../../specs');
const environmentVariables = new Set(['base_url', 'access_token', 'location_id']);

async function converted(name: string): Promise<Bundle> {
  const file = join(SPECS, name);
  const spec = await loadSpec(
    { module: name.replace(/\.\w+$/, ''), file, text: readFileSync(file, 'utf8') },
    {
      readReference: async (path) => ({ value: { text: readFileSync(path, 'utf8') }, diagnostics: [] }),
      realPath: async (path) => path,
      references: { map: {}, roots: [] },
      workingDirectory: SPECS,
      maxFiles: 9,
      maxNesting: 200,
    },
  );
  if (!spec.value) throw new Error(`${name} is refused`);
  const { value } = await convert(normalise(spec.value).value, { webhooks: true });
  if (!value) throw new Error(`${name} is not converted`);
  return frozen(value);
}

const run = (bundle: Bundle): Bundle =>
  enrich(bundle, { profile: hoopai, environmentVariables, baseUrls: [], links: {} }).value;

describe('the list of rules', () => {
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .flatMap((text) => [...text.matchAll(/describe\('rules? ([^']*)'/g)].map(([, title = '']) => title));

  it('names each once, in kebab case', () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it.each(rules.map(({ id }) => id))('%s has cases of its own', (id) => {
    expect(tests.some((title) => title.split(/[\s,:]+/).includes(id))).toBe(true);
  });
});

describe.each(readdirSync(SPECS).filter((name) => /\.(json|yaml)$/.test(name)))(
  'the bundled spec %s',
  (name) => {
    it('gives the same bundle twice, of an input that stays as it is', async () => {
      const bundle = await converted(name);
      const before = JSON.stringify(bundle);
      expect(run(bundle)).toEqual(run(bundle));
      expect(JSON.stringify(bundle)).toBe(before);
    });

    it('needs no placeholder, and declares every variable', async () => {
      const { requests, variables } = run(await converted(name));
      const text = JSON.stringify(requests.map(({ item }) => item));
      expect(
        text.match(/<(string|number|integer|boolean|object|array|null|any|long|date\w*|uuid|email)\W/g),
      ).toBeNull();
      const names = [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, variable = '']) => variable);
      const declared = new Set([...environmentVariables, ...variables.map(({ key }) => key)]);
      expect(names.filter((variable) => !declared.has(variable) && !variable.includes('.'))).toEqual([]);
      expect(names).toContain(name === 'webhooks.yaml' ? 'webhook_url' : 'base_url');
    });

    it('gives every request a value for each thing that it must send', async () => {
      const empty = run(await converted(name)).requests.flatMap(({ item }) => {
        const { header, url } = item.request;
        const sent = [...header, ...(url.query ?? []), ...(url.variable ?? [])];
        return sent
          .filter(({ disabled, value }) => !disabled && value === '')
          .map(({ key }) => `${item.name}: ${key}`);
      });
      expect(empty).toEqual([]);
    });
  },
);
