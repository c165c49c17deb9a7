import type { z } from 'zod';
import { type Diagnostic, diagnostic, type Outcome, type Where } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { at, nodeAt } from '../diagnostics/pointer.ts';
import { checkMeaning } from './check-meaning.ts';
import type { FileConfig } from './file-config.ts';
import { configSchema } from './schema.ts';

type Path = readonly PropertyKey[];

export interface CheckOptions {
  /** The config file; absent for options of the library. */
  readonly file?: string;
  /** Pointers are told only for files whose text holds the data as such: JSON and YAML. */
  readonly pointers: boolean;
}

/** A config from outside, held against its schema; every fault is a `config-invalid` that names the key. */
export function checkConfig(raw: unknown, options: CheckOptions): Outcome<FileConfig> {
  const parsed = configSchema(raw).safeParse(raw);
  const faults = [
    ...(parsed.error?.issues ?? []).flatMap((issue) => describeIssue(raw, issue)),
    ...checkMeaning(raw),
  ];
  return { value: parsed.data ?? {}, diagnostics: faults.map((fault) => toDiagnostic(raw, fault, options)) };
}

/** What is wrong with the value at a path; `reason` never quotes a value that might be a secret. */
export interface ConfigFault {
  readonly path: Path;
  readonly reason: string;
}

/** The path as a person writes it: `environments[1].values.access_token`. */
export function formatKey(path: Path): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(String(key))) text += text === '' ? String(key) : `.${String(key)}`;
    else text += `[${JSON.stringify(String(key))}]`;
  }
  return text === '' ? '(root)' : text;
}

function describeIssue(raw: unknown, issue: z.core.$ZodIssue): ConfigFault[] {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(', ');
    return issue.keys.map((key) => ({ path: [...issue.path, key], reason: describeUnknown(key, known) }));
  }
  if (issue.code === 'invalid_key') {
    return [
      { path: issue.path, reason: `the key is expected to be ${issue.issues[0]?.message ?? 'a name'}` },
    ];
  }
  const found = describeValue(nodeAt(raw, at('', ...issue.path.map(String))), issue.path);
  return [{ path: issue.path, reason: `expected ${issue.message}, found ${found}` }];
}

function describeUnknown(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return `no such key${near === undefined ? `; known here are ${known.join(', ')}` : `; did you mean ${near}?`}`;
}

function describeValue(value: unknown, path: Path): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (value === '') return 'an empty string';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'boolean') return `${value}`;
  // What stands among an environment's values may be a token.
  if (path[0] === 'environments' && path.length > 2) return `a ${typeof value}`;
  if (typeof value === 'number') return `${value}`;
  if (typeof value !== 'string') return `a ${typeof value}`;
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

function toDiagnostic(
  raw: unknown,
  { path, reason }: ConfigFault,
  { file, pointers }: CheckOptions,
): Diagnostic {
  const args = { key: formatKey(path), reason };
  if (file === undefined) return diagnostic('config-invalid', args);
  const where: Where = pointers ? { file, pointer: existing(raw, path) } : { file };
  return diagnostic('config-invalid', args, where);
}

/** The pointer of the deepest node on the path that exists: a missing key is shown at its parent. */
function existing(raw: unknown, path: Path): string {
  let pointer = '';
  for (const key of path) {
    const next = at(pointer, String(key));
    if (nodeAt(raw, next) === undefined) return pointer;
    pointer = next;
  }
  return pointer;
}
