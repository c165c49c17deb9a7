import { hoopai } from '../../src/config/profiles/hoopai.ts';
import { convert } from '../../src/convert/convert.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { environmentVariables } from '../../src/emit/build-environments.ts';
import { enrich } from '../../src/enrich/enrich.ts';
import { loadSpec } from '../../src/load/load-spec.ts';
import type { ApiModel } from '../../src/model/api.ts';
import type { Bundle } from '../../src/model/bundle.ts';
import type { Item } from '../../src/model/collection.ts';
import type { LinkConfig, Profile } from '../../src/model/config.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { LoadedSpec } from '../../src/model/spec.ts';
import { normalise } from '../../src/normalise/normalise.ts';

/** Frozen through and through: a stage that changes its input throws. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

/** A document with the parts that a case does not care about. */
export function document(parts: object, version = '3.0.3'): JsonObject {
  const head = version === '2.0' ? { swagger: '2.0' } : { openapi: version };
  return { ...head, info: { title: 'Test API', version: '1' }, paths: {}, ...parts } as JsonObject;
}

/** A document with one operation, `GET /things` unless said otherwise. */
export function operation(
  parts: object,
  { path = '/things', method = 'get', more = {}, version = '3.0.3' } = {},
): JsonObject {
  return document({ paths: { [path]: { [method]: { responses: {}, ...parts } } }, ...more }, version);
}

export async function loaded(root: JsonObject): Promise<LoadedSpec> {
  const nothing = async (): Promise<never> => Promise.reject(new Error('nothing is there'));
  const { value, diagnostics } = await loadSpec(
    { module: 'test', file: '/specs/test.json', text: JSON.stringify(root) },
    {
      readReference: nothing,
      realPath: nothing,
      references: { map: {}, roots: [] },
      workingDirectory: '/work',
      maxFiles: 1,
      maxNesting: 200,
    },
  );
  if (!value) throw new Error(`The document of the test is refused: ${JSON.stringify(diagnostics)}`);
  return frozen(value);
}

export interface Read {
  readonly api: ApiModel;
  readonly diagnostics: readonly Diagnostic[];
  readonly spec: LoadedSpec;
}

export async function read(root: JsonObject): Promise<Read> {
  const spec = await loaded(root);
  const { value, diagnostics } = normalise(spec);
  return { api: frozen(value), diagnostics, spec };
}

export interface Built {
  readonly bundle: Bundle;
  readonly diagnostics: readonly Diagnostic[];
  /** The only request, or the first. */
  readonly item: Item;
}

export interface BuildSetup {
  readonly profile?: Profile;
  readonly webhooks?: boolean;
  readonly links?: LinkConfig;
  readonly baseUrls?: readonly string[];
}

export async function built(
  root: JsonObject,
  { profile = hoopai, webhooks = false, links = {}, baseUrls = [] }: BuildSetup = {},
): Promise<Built> {
  const { api } = await read(root);
  const converted = await convert(api, { webhooks });
  if (!converted.value) throw new Error(`Not converted: ${JSON.stringify(converted.diagnostics)}`);
  const variables = environmentVariables({ profile, environments: [] });
  const { value, diagnostics } = enrich(frozen(converted.value), {
    profile,
    environmentVariables: variables,
    baseUrls,
    links,
  });
  const [first] = value.requests;
  if (!first) throw new Error('The document of the test has no operation.');
  return { bundle: frozen(value), diagnostics, item: first.item };
}
