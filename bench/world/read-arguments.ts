import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Settings {
  /** Absolute. */
  readonly folder: string;
  /** How many documents; 0: all. */
  readonly sample: number;
  readonly seed: number;
  /** Seconds for one build. */
  readonly timeout: number;
  /** Documents at a time; each takes two processes. */
  readonly concurrency: number;
  /** Megabytes; a larger document is left out, and counted. */
  readonly largest: number;
  /** The official JSON schema of Postman's collections, v2.1.0. */
  readonly schema: string;
}

const SCHEMA = join(import.meta.dirname, '../../../shared/schemas/collection-v2.1.0.schema.json');

/** @throws Error when no folder is named or a number is none. */
export function readArguments(argv: readonly string[]): Settings {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      sample: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      timeout: { type: 'string', default: '60' },
      concurrency: { type: 'string', default: `${Math.ceil(availableParallelism() / 2)}` },
      largest: { type: 'string', default: '16' },
      schema: { type: 'string', default: SCHEMA },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('Name the folder of documents: npm run bench:world -- FOLDER');
  return {
    folder: resolve(folder),
    sample: numberOf('sample', values.sample),
    seed: numberOf('seed', values.seed),
    timeout: numberOf('timeout', values.timeout),
    concurrency: Math.max(1, numberOf('concurrency', values.concurrency)),
    largest: numberOf('largest', values.largest),
    schema: resolve(values.schema),
  };
}

function numberOf(flag: string, value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number < 0) throw new Error(`--${flag} takes a number, not ${value}`);
  return number;
}
