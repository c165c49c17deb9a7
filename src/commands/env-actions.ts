import { resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { formatFile } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { sortDiagnostics } from '../diagnostics/sort-diagnostics.ts';
import { Stop } from '../diagnostics/stop.ts';
import { builtVariables } from '../env/built-variables.ts';
import { builtFiles, checkFiles } from '../env/check-files.ts';
import { dotenvLines } from '../env/dotenv-lines.ts';
import { listEnvironments } from '../env/list-environments.ts';
import { writeDotenv } from '../env/write-dotenv.ts';
import { writePrivate } from '../env/write-private.ts';
import type { Screen } from '../io/console.ts';
import { environmentFile } from '../io/environment-file.ts';
import { readEnvironment } from '../io/read-built.ts';
import { readManifest } from '../io/read-out.ts';
import { shellName } from '../io/read-variables.ts';
import { requireCollections } from '../io/require-collections.ts';
import type { Config } from '../model/config.ts';
import type { Manifest } from '../model/output.ts';
import type { ExitCode } from './command.ts';
import { formatAll, formatErrors } from './format-diagnostics.ts';
import { formatTable } from './format-table.ts';
import { openView } from './open-view.ts';

/** What an action of `env` works with. */
export interface Running {
  readonly config: Config;
  readonly folder: string;
  readonly strict: boolean;
  readonly from: string;
  readonly output: string | undefined;
  readonly force: boolean;
  readonly quiet: boolean;
  /** Prints the result as JSON; undefined: it is for a person. */
  readonly json: ((value: object) => void) | undefined;
  readonly result: Screen;
  readonly notes: Screen;
}

export async function showEnvironments(running: Running, names: readonly string[]): Promise<ExitCode> {
  const { config, json, result } = running;
  takes(names, 0, 'list');
  const environments = await listEnvironments(config, await manifestOf(config));
  if (json) json({ environments });
  else {
    const rows = environments.flatMap(({ name, variables }) =>
      variables.map((variable) => ({ environment: name, ...variable })),
    );
    const columns = [
      { title: 'Environment', cell: (row: (typeof rows)[number]) => printable(row.environment) },
      { title: 'Variable', cell: (row: (typeof rows)[number]) => printable(row.name) },
      { title: 'Kind', cell: (row: (typeof rows)[number]) => (row.secret ? 'secret' : '') },
      { title: 'Value', cell: (row: (typeof rows)[number]) => printable(row.value), shrinks: true as const },
    ];
    for (const line of formatTable(rows, columns, result)) result.print(line);
  }
  return 0;
}

/** Exit code 1 when anything was found. */
export async function checkEnvironments(running: Running, names: readonly string[]): Promise<ExitCode> {
  const { config, folder, quiet, json, notes } = running;
  const manifest = await readManifest(config.out);
  if (manifest) requireCollections(config.out, manifest);
  const files =
    names.length > 0
      ? names.map((name) => resolve(folder, name))
      : builtFiles(config, manifest ?? (await manifestOf(config)));
  const built = manifest && (await builtVariables(config, manifest));
  const found = sortDiagnostics(await checkFiles(files, built));
  await tell(running, found, { files });
  if (found.length === 0 && !quiet && !json)
    notes.print(
      `No secret${built ? ', and no unknown or missing variable,' : ''} in ${count(files.length, 'file')}`,
    );
  return found.length > 0 ? 1 : 0;
}

export async function fillPrivate(running: Running, names: readonly string[]): Promise<ExitCode> {
  const { config, folder, from, strict, quiet, json, notes } = running;
  const [name] = takes(names, 1, 'fill NAME');
  const { value, diagnostics } = await writePrivate(config, await manifestOf(config), { name, from });
  if (!quiet && !json) {
    notes.print(
      `Wrote ${formatFile(value.file, folder)} (mode 600): ${count(value.filled.length, 'value')} from ${formatFile(from, folder)}`,
    );
    if (value.empty.length > 0) notes.print(`Still empty: ${value.empty.map(printable).join(', ')}`);
    if (value.unknown.length > 0)
      notes.print(`No variable of a collection, left out: ${value.unknown.map(printable).join(', ')}`);
  }
  await tell(running, diagnostics, value);
  return strict && diagnostics.length > 0 ? 1 : 0;
}

/** The values go to standard output, or into a file that only its owner reads. */
export async function dotenvOf(running: Running, names: readonly string[]): Promise<ExitCode> {
  const { config, folder, output, force, strict, quiet, json, result, notes } = running;
  const [name] = takes(names, 1, 'dotenv NAME|FILE');
  const manifest = name.endsWith('.json') ? await readManifest(config.out) : await manifestOf(config);
  const { values } = await readEnvironment(environmentFile(config, manifest, name));
  const { value: lines, diagnostics } = dotenvLines(values, shellName);
  const written = output === undefined ? [] : await writeDotenv(output, lines, { force });
  if (output === undefined && !json) for (const line of lines) result.print(line);
  if (output !== undefined && !json && !quiet)
    notes.print(`Wrote ${formatFile(output, folder)} (mode 600): ${count(lines.length, 'variable')}`);
  await tell(running, [...diagnostics, ...written], output === undefined ? { lines } : { file: output });
  return strict && diagnostics.length + written.length > 0 ? 1 : 0;
}

async function tell(
  { folder, quiet, json, notes }: Running,
  found: readonly Diagnostic[],
  value: object,
): Promise<void> {
  const view = await openView(notes, folder);
  json?.({ ...value, diagnostics: view.toJson(found) });
  for (const line of (quiet || json ? formatErrors : formatAll)(found, view)) notes.print(line);
}

async function manifestOf({ out }: Config): Promise<Manifest> {
  const manifest = await readManifest(out);
  if (!manifest) throw new Stop([diagnostic('out-not-built', { out })]);
  requireCollections(out, manifest);
  return manifest;
}

function takes(names: readonly string[], number: number, form: string): readonly [string] {
  if (names.length === number) return [names[0] ?? ''];
  throw new Stop([
    diagnostic('usage-invalid', { reason: `expected env ${form}, found ${count(names.length, 'name')}` }),
  ]);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
