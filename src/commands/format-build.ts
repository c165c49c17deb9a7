import { formatFile } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import type { BuildResult, BuiltModule } from '../model/build.ts';
import type { Config } from '../model/config.ts';
import { type DiagnosticsView, formatAll, formatCounts, formatGroups } from './format-diagnostics.ts';
import { formatNextSteps } from './format-next-steps.ts';
import { formatColumns, formatTable } from './format-table.ts';

export interface BuildView extends DiagnosticsView {
  readonly dryRun: boolean;
  readonly verbose: boolean;
}

const ROWS = 15;
const GROUPS = 3;

/** What a build made and what to do next, on one screen: 24 lines of 80 columns for a handful of modules. */
export function formatBuild(result: BuildResult, config: Config, view: BuildView): string[] {
  const next =
    view.dryRun || result.modules.length === 0 ? [] : ['', ...formatNextSteps(result, config, view)];
  return [
    ...formatAll(
      result.diagnostics.filter(({ severity }) => view.verbose || severity === 'error'),
      view,
    ),
    view.paint.bold(formatHeadline(result, config, view)),
    '',
    ...formatModules(result.modules, view).map((line) => `  ${line}`),
    '',
    ...formatFailures(result, view),
    `Environments: ${result.environments.map(({ name }) => printable(name)).join(', ')}`,
    ...formatChanges(result, view),
    ...formatFindings(result, view),
    ...next,
  ];
}

function formatHeadline({ modules }: BuildResult, config: Config, view: BuildView): string {
  const operations = modules.reduce((total, module) => total + module.operations.length, 0);
  const made = `${count(modules.length, 'collection')} with ${count(operations, 'request')}`;
  const folder = formatFile(config.out, view.relativeTo);
  return view.dryRun ? `Would build ${made}; nothing was written to ${folder}` : `Built ${made} in ${folder}`;
}

function formatModules(modules: readonly BuiltModule[], view: BuildView): string[] {
  if (modules.length > ROWS) {
    const texts = modules.map(({ module, operations }) => `${printable(module)} ${operations.length}`);
    return formatColumns(texts, view.columns - 2);
  }
  return formatTable(
    modules,
    [
      { title: 'Module', cell: ({ module }) => printable(module), shrinks: true },
      { title: 'Requests', cell: ({ operations }) => String(operations.length), align: 'right' },
      { title: 'Collection', cell: ({ path }) => printable(path), shrinks: true },
    ],
    { columns: view.columns - 2, paint: view.paint },
  );
}

function formatFailures({ failed }: BuildResult, { paint, relativeTo }: BuildView): string[] {
  return failed.map(
    ({ module, file }) => `${paint.red('Not built')}: ${printable(module)} (${formatFile(file, relativeTo)})`,
  );
}

function formatChanges({ changes }: BuildResult, { dryRun, verbose }: BuildView): string[] {
  const { written, unchanged, removed } = changes;
  const verbs = dryRun ? ['to write', 'to remove'] : ['written', 'removed'];
  const removedPart = removed.length === 0 ? [] : [`${removed.length} ${verbs[1]}`];
  const summary = [`${written.length} ${verbs[0]}`, `${unchanged.length} unchanged`, ...removedPart];
  const listed =
    dryRun || verbose
      ? [...written.map((path) => `  + ${path}`), ...removed.map((path) => `  - ${path}`)]
      : [];
  return [`Files: ${summary.join(', ')}`, ...listed.map(printable)];
}

/** Errors stand above, in full. */
function formatFindings({ diagnostics }: BuildResult, view: BuildView): string[] {
  const others = diagnostics.filter(({ severity }) => severity !== 'error');
  if (others.length === 0) return [];
  const counts = formatCounts(others);
  if (view.verbose) return [counts];
  return [`${counts} (--verbose shows all):`, ...formatGroups(others, GROUPS, view)];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
