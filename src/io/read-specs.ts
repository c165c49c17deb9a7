import { relative } from 'node:path';
import type { Outcome } from '../diagnostics/diagnostic.ts';
import type { Config, Limits } from '../model/config.ts';
import type { SourceText, SpecText } from '../model/spec.ts';
import { checkText } from './check-text.ts';
import { collectBytes } from './collect-bytes.ts';
import { describeFailure } from './describe-failure.ts';
import { findSpecSources, type SpecSource } from './find-spec-sources.ts';
import { readText } from './read-text.ts';
import { refuse } from './refuse.ts';

/** So many files are open, or downloads under way, at the same time. */
const AT_ONCE = 16;

export interface ReadSpecs {
  readonly specs: readonly SpecText[];
  /** Specs that are there but cannot be used; the diagnostics tell why. */
  readonly failed: readonly { readonly module: string; readonly file: string }[];
}

/**
 * Every spec that the config names, both lists sorted by module whatever order they were named in. Throws a Stop
 * when a path or glob matches no file.
 */
export async function readSpecs(
  config: Pick<Config, 'specs' | 'out' | 'workingDirectory' | 'limits'>,
  stdin: AsyncIterable<Uint8Array>,
): Promise<Outcome<ReadSpecs>> {
  const sources = await findSpecSources(config.specs, config.out);
  const outcomes = await inBatches(sources, async (source) => {
    const other = sources.find((one) => one !== source && one.module === source.module);
    const { value: read, diagnostics } = other
      ? refuseName(source, nameOf(other, config.workingDirectory))
      : await readSource(source, { limits: config.limits, stdin });
    return { module: source.module, file: source.file, read, diagnostics };
  });
  return {
    value: {
      specs: outcomes.flatMap(({ module, file, read }) => (read ? [{ module, file, ...read }] : [])),
      failed: outcomes.flatMap(({ module, file, read }) => (read ? [] : [{ module, file }])),
    },
    diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics),
  };
}

function refuseName({ file, module }: SpecSource, other: string): Outcome<undefined> {
  return refuse(file, 'module-name-taken', { module, other });
}

/** Relative, since diagnostics are kept in the manifest, which is the same on every machine. */
function nameOf({ kind, file }: SpecSource, workingDirectory: string): string {
  return kind === 'file' ? relative(workingDirectory, file) : file;
}

interface Reading {
  readonly limits: Limits;
  readonly stdin: AsyncIterable<Uint8Array>;
}

function readSource(
  { kind, address }: SpecSource,
  { limits, stdin }: Reading,
): Promise<Outcome<SourceText | undefined>> {
  return kind === 'stdin' ? readStdin(stdin, limits.specBytes) : readText(address, limits);
}

async function readStdin(
  stdin: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Outcome<SourceText | undefined>> {
  try {
    const bytes = await collectBytes(stdin, limit);
    if (!bytes) return refuse('stdin', 'spec-too-large', { limit });
    const { value: text, diagnostics } = checkText(bytes, 'stdin');
    return { value: text === undefined ? undefined : { text }, diagnostics };
  } catch (error) {
    return refuse('stdin', 'spec-unreadable', { reason: describeFailure(error) });
  }
}

async function inBatches<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(read))));
  }
  return results;
}
