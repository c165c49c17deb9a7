import type {
  FaultPlace,
  Manifest,
  ManifestEntry,
  ManifestLink,
  ManifestModule,
  ManifestRequest,
  UnsetVariable,
  WrongValue,
} from '../model/output.ts';
import { type Check, conflictLine, isRecord, leaf, listOf, mapOf, optional, shape } from './check-shape.ts';
import { upgradeManifest } from './upgrade-manifest.ts';

export type ParsedManifest = { readonly manifest: Manifest } | { readonly fault: string };

/** The text of a `manifest.json` as a manifest, or the first thing that is wrong with it, in words. */
export function parseManifest(text: string): ParsedManifest {
  if (text.trim() === '') return { fault: 'it is empty' };
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const upgraded = upgradeManifest(value);
    const fault = versionFault(value) ?? MANIFEST(upgraded, '');
    return fault === undefined ? { manifest: withBareNames(upgraded as Manifest) } : { fault };
  } catch (error) {
    const conflict = conflictLine(text);
    return {
      fault:
        conflict === undefined
          ? `it is no valid JSON (${(error as SyntaxError).message})`
          : `a merge conflict of git stands in it, at line ${conflict}`,
    };
  }
}

/** A module or an environment may be called `constructor`, which any other object has. */
function withBareNames(manifest: Manifest): Manifest {
  const bare = <T>(entries: { readonly [name: string]: T }): { readonly [name: string]: T } =>
    Object.assign(Object.create(null) as object, entries);
  return { ...manifest, modules: bare(manifest.modules), environments: bare(manifest.environments) };
}

function versionFault(value: unknown): string | undefined {
  const version = isRecord(value) ? value['manifestVersion'] : undefined;
  if (typeof version !== 'number' || version === 1 || version === 2) return undefined;
  return `its manifestVersion is ${version}, and this hoopai-postman reads 1 and 2`;
}

const isString = leaf('a string', (value) => typeof value === 'string');
const isCount = leaf('a count', (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const isHash = leaf('a SHA-256', (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
const isOutPath = leaf('a path in collections/, environments/ or postman/', leadsIntoOut);

const ENTRY: Record<keyof ManifestEntry, Check> = {
  file: isOutPath,
  hash: isHash,
  format: leaf('v3 or both', (value) => value === undefined || value === 'v3' || value === 'both'),
  v3: (value, at) => (value === undefined ? undefined : hashesByPath(value, at)),
};

function hashesByPath(value: unknown, at: string): string | undefined {
  const paths = isRecord(value) ? Object.keys(value) : [];
  return mapOf(isHash)(value, at) ?? listOf(isOutPath)(paths, at);
}

const UNSET: Record<keyof UnsetVariable, Check> = {
  name: isString,
  description: isString,
  example: isString,
  wantedBy: listOf(isString),
};

const LINK: Record<keyof ManifestLink, Check> = {
  variable: isString,
  producer: isString,
  at: isString,
  creates: leaf('true or false', (value) => typeof value === 'boolean'),
  reason: isString,
};

const PLACE: Record<keyof FaultPlace, Check> = {
  in: leaf('query, header or body', (value) => ['query', 'header', 'body'].includes(String(value))),
  name: isString,
};

const WRONG: Record<keyof WrongValue, Check> = {
  ...PLACE,
  value: leaf('a value', (value) => value !== undefined),
};

const REQUEST: Record<keyof ManifestRequest, Check> = {
  id: isString,
  kind: isString,
  required: listOf(shape(PLACE)),
  wrong: listOf(shape(WRONG)),
  statuses: listOf(isString),
  weak: listOf(isString),
};

const MODULE: Record<keyof ManifestModule, Check> = {
  ...ENTRY,
  webhooks: optional(mapOf(isString)),
  title: isString,
  specHash: isString,
  operations: isCount,
  references: listOf(isString),
  inputs: isString,
  server: isString,
  unset: listOf(shape(UNSET)),
  links: listOf(shape(LINK)),
  requests: mapOf(shape(REQUEST)),
  diagnostics: mapOf(isCount),
};

/** What is wrong with a module's entry that was read from a file; undefined: nothing. */
export const checkEntry = shape(MODULE);

const FIELDS: Record<keyof Manifest, Check> = {
  manifestVersion: leaf('1 or 2', (value) => value === 1 || value === 2),
  generator: isString,
  profile: isString,
  modules: mapOf(checkEntry),
  environments: mapOf(shape(ENTRY)),
};

const MANIFEST = shape(FIELDS);

const FOLDERS = new Set(['collections', 'environments', 'postman']);

/** A file named here may be removed or replaced: one that leads elsewhere must never get so far. */
function leadsIntoOut(value: unknown): boolean {
  if (typeof value !== 'string' || /[\\\0]/.test(value)) return false;
  const [folder, ...rest] = value.split('/');
  if (!FOLDERS.has(folder ?? '')) return false;
  return rest.length > 0 && rest.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}
