/**
 * How many of the example strings that the specs document stand in the built collections, and in those of the
 * converter as it comes (`parametersResolution: 'Example'`): `npm run bench:fidelity [-- SPECS_DIR]`.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { measure } from './measure.ts';

type Node = { readonly [key: string]: unknown };

const specs = resolve(
  process.argv[2] ?? join(import.meta.dirname, '..', '..', 'shared', 'specs', 'hoopai', 'apps'),
);
const cli = resolve(import.meta.dirname, '..', 'dist', 'cli.js');
const out = mkdtempSync(join(tmpdir(), 'hoopai-postman-fidelity-'));

try {
  await measure([cli, 'build', '--spec', join(specs, '*.json'), '--out', join(out, 'ours'), '--quiet']);
  await measure([join(import.meta.dirname, 'convert-plain.mjs'), specs, join(out, 'plain'), 'Example']);
  const rows = readdirSync(specs)
    .filter((name) => name.endsWith('.json'))
    .map(compare);
  const sum = (pick: (row: Row) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  console.log(`${specs}: distinct example strings, by module`);
  console.log(
    `all                  ${sum((row) => row.all)}  ours ${sum((row) => row.oursAll)}  plain ${sum((row) => row.plainAll)}`,
  );
  console.log(
    `bodies, parameters   ${sum((row) => row.sent)}  ours ${sum((row) => row.oursSent)}  plain ${sum((row) => row.plainSent)}`,
  );
} finally {
  rmSync(out, { recursive: true, force: true });
}

type Row = ReturnType<typeof compare>;

function compare(name: string) {
  const spec = readJson(join(specs, name)) as Node;
  const ours = textOf(
    readJson(join(out, 'ours', 'collections', `${basename(name, '.json')}.postman_collection.json`)),
  );
  const plain = textOf(readJson(join(out, 'plain', name)));
  const all = examplesIn(spec, spec, new Set());
  const sent = new Set<string>();
  for (const operation of operationsOf(spec)) {
    for (const part of [operation['parameters'], operation['requestBody']]) {
      for (const text of examplesIn(part, spec, new Set())) sent.add(text);
    }
  }
  const count = (texts: ReadonlySet<string>, within: string): number =>
    [...texts].filter((text) => within.includes(text)).length;
  return {
    all: all.size,
    oursAll: count(all, ours),
    plainAll: count(all, plain),
    sent: sent.size,
    oursSent: count(sent, ours),
    plainSent: count(sent, plain),
  };
}

function operationsOf(spec: Node): Node[] {
  const items = Object.values((spec['paths'] ?? {}) as Node) as Node[];
  return items.flatMap(
    (item) =>
      Object.values(item).filter((value) => typeof value === 'object' && !Array.isArray(value)) as Node[],
  );
}

/** Strings of `example` and of `examples.*.value`, references within the document followed once. */
function examplesIn(node: unknown, root: Node, seen: Set<unknown>): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' && typeof inner === 'string' && inner.startsWith('#/')) visit(follow(inner, root));
      else if (key === 'example') for (const text of strings(inner)) found.add(text);
      else if (key === 'examples' && !Array.isArray(inner)) {
        for (const one of Object.values((inner ?? {}) as Node))
          for (const text of strings((one as Node | null)?.['value'])) found.add(text);
      } else visit(inner);
    }
  };
  visit(node);
  return found;
}

function follow(ref: string, root: Node): unknown {
  const keys = ref
    .slice(2)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce<unknown>((node, key) => (node as Node | undefined)?.[key], root);
}

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string' && value.trim().length > 1) yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* strings(inner);
}

/** All strings of a collection; bodies are JSON in strings, so their own strings are unpacked. */
function textOf(collection: unknown): string {
  const parts: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      parts.push(value);
      if (/^\s*[[{]/.test(value)) visit(parseOr(value));
    } else if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) visit(inner);
  };
  visit(collection);
  return parts.join('\n');
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
