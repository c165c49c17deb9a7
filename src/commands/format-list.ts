import type { DiagnosticJson } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import type { Screen } from '../io/console.ts';
import type { BuildResult, ModuleSummary, OperationSummary } from '../model/build.ts';
import { type Column, formatTable } from './format-table.ts';

type Listed = { readonly modules: readonly ModuleSummary[]; readonly failed: BuildResult['failed'] };
type View = Pick<Screen, 'columns' | 'paint'>;

const COMMON_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** One row a module: title, versions, operations by method, number of scopes; then the totals. */
export function formatModuleList(modules: readonly ModuleSummary[], view: View): string[] {
  const columns: Column<ModuleSummary>[] = [
    { title: 'Module', cell: ({ module }) => printable(module), shrinks: true },
    { title: 'Title', cell: ({ title }) => printable(title), shrinks: true },
    { title: 'Version', cell: (module) => printable(versionsOf(module).join(' ')), shrinks: true },
    { title: 'Ops', cell: ({ operations }) => String(operations.length), align: 'right' },
    ...methodColumns(modules),
    { title: 'Scopes', cell: (module) => String(scopesOf(module).length), align: 'right' },
  ];
  const total = modules.reduce((sum, { operations }) => sum + operations.length, 0);
  return [...formatTable(modules, columns, view), '', `Modules: ${modules.length}, operations: ${total}`];
}

/** One row an operation, under a heading for each module. */
export function formatOperationList(modules: readonly ModuleSummary[], view: View): string[] {
  const columns: Column<OperationSummary>[] = [
    { title: 'Method', cell: (operation) => methodAndPath(operation).method },
    { title: 'Path', cell: (operation) => printable(methodAndPath(operation).path), shrinks: true },
    { title: 'Operation id', cell: ({ operationId }) => printable(operationId ?? ''), shrinks: true },
    { title: 'Version', cell: ({ version }) => printable(version ?? '') },
    { title: 'Scopes', cell: ({ scopes }) => printable(scopes.join(' ')), shrinks: true },
    { title: '', cell: marks },
  ];
  return modules.flatMap((module, index) => [
    ...(index > 0 ? [''] : []),
    `${view.paint.bold(printable(module.module))}  ${printable(module.title)} ${printable(module.version)}`.trimEnd(),
    ...formatTable(module.operations, columns, view),
  ]);
}

/** What `list --json` prints. */
export function listJson({ modules, failed }: Listed, diagnostics: readonly DiagnosticJson[]) {
  return {
    modules: modules.map((module) => ({
      module: module.module,
      file: module.file,
      title: module.title,
      version: module.version,
      versions: versionsOf(module),
      methods: Object.fromEntries(countMethods(module)),
      scopes: scopesOf(module),
      operations: module.operations.map((operation) => ({ ...methodAndPath(operation), ...operation })),
    })),
    failed,
    diagnostics,
  };
}

/** Values of the `Version` header; without any, the version that the spec gives itself. */
function versionsOf({ operations, version }: ModuleSummary): string[] {
  const headers = operations.flatMap((operation) => operation.version ?? []);
  return headers.length === 0 ? [version] : [...new Set(headers)].sort();
}

function scopesOf({ operations }: ModuleSummary): string[] {
  return [...new Set(operations.flatMap(({ scopes }) => scopes))].sort();
}

function countMethods({ operations }: ModuleSummary): Map<string, number> {
  const counts = new Map<string, number>();
  for (const operation of operations) {
    const { method } = methodAndPath(operation);
    counts.set(method, (counts.get(method) ?? 0) + 1);
  }
  return counts;
}

/** The usual methods, and those that occur besides. */
function methodColumns(modules: readonly ModuleSummary[]): Column<ModuleSummary>[] {
  const found = modules.flatMap((module) => [...countMethods(module).keys()]);
  return [...new Set([...COMMON_METHODS, ...found])].map((method) => ({
    title: method,
    cell: (module) => String(countMethods(module).get(method) ?? ''),
    align: 'right',
  }));
}

function marks({ webhook, deprecated }: OperationSummary): string {
  return [webhook ? 'webhook' : '', deprecated ? 'deprecated' : ''].filter((mark) => mark !== '').join(' ');
}

/** An operation's key is its method, a space, and its path. */
function methodAndPath({ key }: OperationSummary): { method: string; path: string } {
  const space = key.indexOf(' ');
  return { method: key.slice(0, space), path: key.slice(space + 1) };
}
