import { relative } from 'node:path';
import type { Documents } from './choose-documents.ts';
import { FAULTS, type Finding } from './judge.ts';
import type { Settings } from './read-arguments.ts';

export interface Sweep {
  readonly lines: readonly string[];
  /** No document has a fault that is ours. */
  readonly isClean: boolean;
}

/** A line for a refusal and for each fault, to be seen while the sweep goes on. */
export function troubleOf({ file, state, reason, faults }: Finding): readonly string[] {
  const refused = state === 'refused' ? [`${file}  refused: ${reason}`] : [];
  return [...refused, ...faults.map((one) => `${file}  ${one.fault}: ${one.reason}`)];
}

/** The counts, the times and every document that was refused or has a fault. */
export function formatSweep(
  findings: readonly Finding[],
  { found, tooLarge, chosen }: Documents,
  { folder, seed, largest }: Pick<Settings, 'folder' | 'seed' | 'largest'>,
): Sweep {
  const nameOf = (file: string): string => relative(folder, file);
  const sorted = findings.toSorted((a, b) => (a.file < b.file ? -1 : 1));
  const faulty = sorted.filter(({ faults }) => faults.length > 0);
  const refused = sorted.filter(({ state }) => state === 'refused');
  const built = sorted.filter(({ state }) => state === 'built');
  const lines = [
    `${findings.length} of ${found} documents, seed ${seed}; ${tooLarge.length} larger than ${largest} MB left out`,
    ...(findings.length < chosen.length
      ? [`cut short: ${chosen.length - findings.length} were not built`]
      : []),
    row('built', built.length),
    row('  with diagnostics', built.filter(({ codes }) => codes.length > 0).length),
    row('refused with a reason', refused.length),
    ...FAULTS.map((fault) =>
      row(fault, faulty.filter(({ faults }) => faults.some((one) => one.fault === fault)).length),
    ),
    ...figures(sorted, nameOf),
    ...section(
      'Refused',
      refused.map(({ file, reason }) => `${nameOf(file)}  ${reason}`),
    ),
    ...section(
      'Faults',
      faulty.flatMap(({ file, faults }) =>
        faults.map(({ fault, reason }) => `${nameOf(file)}  ${fault}: ${reason}`),
      ),
    ),
    ...section('Left out', tooLarge.map(nameOf)),
    ...section('Documents with a diagnostic, by code', byCode(built)),
  ];
  return { lines, isClean: faulty.length === 0 };
}

function figures(findings: readonly Finding[], nameOf: (file: string) => string): readonly string[] {
  const timed = findings.filter(({ seconds }) => !Number.isNaN(seconds));
  const bySeconds = timed.toSorted((a, b) => a.seconds - b.seconds);
  const largest = timed.toSorted((a, b) => a.megabytes - b.megabytes).at(-1);
  const slowest = bySeconds.at(-1);
  if (!slowest || !largest) return [];
  const at = (share: number): string =>
    (bySeconds[Math.floor(share * (bySeconds.length - 1))]?.seconds ?? Number.NaN).toFixed(2);
  return [
    `processor time of a build: median ${at(0.5)} s, p95 ${at(0.95)} s, slowest ${slowest.seconds.toFixed(1)} s (${nameOf(slowest.file)})`,
    `peak memory: ${largest.megabytes.toFixed(0)} MB (${nameOf(largest.file)})`,
  ];
}

function byCode(built: readonly Finding[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { codes } of built) {
    for (const code of new Set(codes)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([code, documents]) => row(code, documents));
}

function row(name: string, number: number): string {
  return `${name.padEnd(30)} ${`${number}`.padStart(5)}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
