import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Built } from './build-process.ts';

export const FAULTS = [
  'crashed',
  'timed out',
  'schema-invalid',
  'not deterministic',
  'operation lost',
] as const;

export type Fault = (typeof FAULTS)[number];

export interface Finding {
  readonly file: string;
  readonly bytes: number;
  readonly state: Built['state'];
  /** Of the diagnostics from warning up. */
  readonly codes: readonly string[];
  readonly seconds: number;
  readonly megabytes: number;
  /** Why it was refused. */
  readonly reason: string;
  readonly faults: readonly { readonly fault: Fault; readonly reason: string }[];
}

/** What is wrong with a collection by the official schema; empty when nothing is. */
export type CheckCollection = (collection: unknown) => string;

export function collectionCheck(schemaFile: string): CheckCollection {
  const { $schema: _draft, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const validate = new Ajv({ strict: false, logger: false }).compile(schema);
  return (collection) => {
    if (validate(collection)) return '';
    const [first] = validate.errors ?? [];
    return `${first?.instancePath} ${first?.message}`;
  };
}

/** What two builds of one document come to. */
export function judge(file: string, [one, other]: readonly [Built, Built], check: CheckCollection): Finding {
  const text = readFileSync(file, 'utf8');
  const faults: Finding['faults'][number][] = [];
  const failed = [one, other].find(({ state }) => state === 'crashed' || state === 'timed out');
  if (failed?.state === 'crashed' || failed?.state === 'timed out')
    faults.push({ fault: failed.state, reason: failed.reason });
  if (one.state !== other.state)
    faults.push({ fault: 'not deterministic', reason: `${one.state}, then ${other.state}` });
  if (one.state === 'built' && other.state === 'built') {
    if (one.hash !== other.hash) faults.push({ fault: 'not deterministic', reason: 'the bytes differ' });
    faults.push(...collectionFaults(JSON.parse(text), readFileSync(one.collection, 'utf8'), check));
  }
  return {
    file,
    bytes: text.length,
    state: one.state,
    codes: one.state === 'built' ? one.codes : [],
    seconds: Math.max(one.seconds, other.seconds),
    megabytes: Math.max(one.megabytes, other.megabytes),
    reason: one.state === 'built' ? '' : one.reason,
    faults,
  };
}

/** What a built collection has against it: the schema's word, and operations of the document without a request. */
export function collectionFaults(
  document: unknown,
  written: string,
  check: CheckCollection,
): Finding['faults'] {
  const collection: unknown = JSON.parse(written);
  const invalid = check(collection);
  const wanted = count(operationsOf(document));
  const found = count(requestsOf(collection));
  return [
    ...(invalid === '' ? [] : [{ fault: 'schema-invalid' as const, reason: invalid }]),
    ...(wanted === found
      ? []
      : [
          { fault: 'operation lost' as const, reason: `the document has ${wanted}, the collection ${found}` },
        ]),
  ];
}

/** `2 GET, 1 POST`. */
function count(methods: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const method of methods.toSorted()) counts.set(method, (counts.get(method) ?? 0) + 1);
  return [...counts].map(([method, number]) => `${number} ${method}`).join(', ');
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Methods of the operations, counted without any code of the build's. */
function operationsOf(document: unknown): readonly string[] {
  const paths = field(document, 'paths');
  return Object.entries(isNode(paths) ? paths : {})
    .filter(([path]) => !path.startsWith('x-'))
    .map(([, item]) => follow(item, document))
    .flatMap((item) => METHODS.filter((method) => isNode(field(item, method))))
    .map((method) => method.toUpperCase());
}

function requestsOf(node: unknown): readonly string[] {
  const items = field(node, 'item');
  if (Array.isArray(items)) return items.flatMap(requestsOf);
  return [String(field(field(node, 'request'), 'method'))];
}

function follow(node: unknown, document: unknown): unknown {
  const ref = field(node, '$ref');
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return node;
  const keys = decodeURIComponent(ref.slice(2)).split('/');
  return keys.reduce<unknown>(
    (found, key) => field(found, key.replaceAll('~1', '/').replaceAll('~0', '~')),
    document,
  );
}

function isNode(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function field(node: unknown, key: string): unknown {
  return isNode(node) ? node[key] : undefined;
}
