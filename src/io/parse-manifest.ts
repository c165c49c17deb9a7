import type {
  FaultPlace,
  Manifest,
  ManifestFile,
  ManifestLink,
  ManifestModule,
  ManifestRequest,
  UnsetVariable,
  WrongValue,
} from '../model/output.ts';
import { upgradeManifest } from './upgrade-manifest.ts';

export type ParsedManifest = { readonly manifest: Manifest } | { readonly fault: string };

/** The text of a `manifest.json` as a manifest, or the first thing that is wrong with it, in words. */
export function parseManifest(text: string): ParsedManifest {
  const conflict = conflictLine(text);
  if (conflict !== undefined) return { fault: `a merge conflict of git stands in it, at line ${conflict}` };
  if (text.trim() === '') return { fault: 'it is empty' };
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const upgraded = upgradeManifest(value);
    const fault = versionFault(value) ?? MANIFEST(upgraded, '');
    return fault === undefined ? { manifest: upgraded as Manifest } : { fault };
  } catch (error) {
    return { fault: `it is no valid JSON (${(error as SyntaxError).message})` };
  }
}

function conflictLine(text: string): number | undefined {
  const index = text.split('\n').findIndex((line) => /^(<{7}|={7}|>{7})(\s|$)/.test(line));
  return index < 0 ? undefined : index + 1;
}

function versionFault(value: unknown): string | undefined {
  const version = isRecord(value) ? value['manifestVersion'] : undefined;
  if (typeof version !== 'number' || version === 1 || version === 2) return undefined;
  return `its manifestVersion is ${version}, and this hoopai-postman reads 1 and 2`;
}

/** What is wrong with a value, or undefined; `at` is the dotted way to it. */
type Check = (value: unknown, at: string) => string | undefined;

const isString = leaf('a string', (value) => typeof value === 'string');
const isCount = leaf('a count', (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const isHash = leaf('a SHA-256', (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
const isOutPath = leaf('a path in collections/ or environments/', leadsIntoOut);

const FILE: Record<keyof ManifestFile, Check> = { file: isOutPath, hash: isHash };

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
  ...FILE,
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

const FIELDS: Record<keyof Manifest, Check> = {
  manifestVersion: leaf('1 or 2', (value) => value === 1 || value === 2),
  generator: isString,
  profile: isString,
  modules: mapOf(shape(MODULE)),
  environments: mapOf(shape(FILE)),
};

const MANIFEST = shape(FIELDS);

function leaf(expected: string, fits: (value: unknown) => boolean): Check {
  return (value, at) => (fits(value) ? undefined : `${at} should be ${expected}`);
}

function shape(fields: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (!isRecord(value)) return `${at || 'the root'} should be an object`;
    const entries = Object.entries(fields).map(([key, check]) => [key, value[key], check] as const);
    return firstFault(entries, at);
  };
}

function mapOf(check: Check): Check {
  return (value, at) => {
    if (!isRecord(value)) return `${at} should be an object`;
    return firstFault(
      Object.entries(value).map(([key, entry]) => [key, entry, check] as const),
      at,
    );
  };
}

function listOf(check: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return `${at} should be a list`;
    return firstFault(
      value.map((entry: unknown, index) => [String(index), entry, check] as const),
      at,
    );
  };
}

function firstFault(
  entries: readonly (readonly [key: string, value: unknown, check: Check])[],
  at: string,
): string | undefined {
  for (const [key, value, check] of entries) {
    const fault = check(value, at === '' ? key : `${at}.${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** A file named here may be removed or replaced: one that leads elsewhere must never get so far. */
function leadsIntoOut(value: unknown): boolean {
  if (typeof value !== 'string' || /[\\\0]/.test(value)) return false;
  const [folder, ...rest] = value.split('/');
  if (folder !== 'collections' && folder !== 'environments') return false;
  return rest.length > 0 && rest.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
