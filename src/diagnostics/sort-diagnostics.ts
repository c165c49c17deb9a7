import type { Diagnostic } from './diagnostic.ts';

/** By file, pointer and code, in the order of code units (the same on every machine), each finding once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byIdentity = new Map(diagnostics.map((found) => [sortKey(found), found] as const));
  return [...byIdentity].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
}

/** NUL sorts before every character that a file name or pointer can hold, so that a parent comes first. */
function sortKey({ code, args, where }: Diagnostic): string {
  return [where?.file ?? '', where?.pointer ?? '', code, JSON.stringify(args)].join('\0');
}
