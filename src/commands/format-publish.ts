import { printable } from '../diagnostics/printable.ts';
import type { MergeChange } from '../model/merge.ts';
import type { Counts, EntityReport, PublishReport } from '../model/publish.ts';

const DONE: Readonly<Record<EntityReport['action'], string>> = {
  create: 'created',
  update: 'updated',
  unchanged: 'unchanged',
  failed: 'not published',
  delete: 'deleted',
  orphan: 'no longer built; --prune deletes it',
};

const PLANNED: typeof DONE = {
  ...DONE,
  create: 'would be created',
  update: 'would be updated',
  failed: 'would not be published',
  delete: 'would be deleted',
};

/** One line for an entity, and one for each thing that both a person and the specs changed in it. */
export function formatEntity(report: EntityReport, dryRun: boolean): readonly string[] {
  const { kind, name, action, counts, found, conflicts } = report;
  const what = kind === 'collection' ? 'request' : 'variable';
  const parts = [
    (dryRun ? PLANNED : DONE)[action] + (counts ? `: ${countsText(counts, what, action)}` : ''),
    ...(found ? ['found in the workspace'] : []),
    ...(conflicts.length > 0 ? [`${conflicts.length} conflict${conflicts.length === 1 ? '' : 's'}`] : []),
  ];
  return [`${kind} ${name}  ${parts.join('; ')}`, ...conflicts.map(formatConflict)].map(printable);
}

/** The end of a run: what was done, in numbers. */
export function formatPublished({ workspace, dryRun, entities }: PublishReport): string {
  const count = (action: EntityReport['action']): number =>
    entities.filter((one) => one.action === action).length;
  const parts = (['create', 'update', 'unchanged', 'failed', 'delete'] as const)
    .filter((action) => count(action) > 0)
    .map((action) => `${count(action)} ${(dryRun ? PLANNED : DONE)[action]}`);
  const where = printable(workspace.name === '' ? workspace.id : workspace.name);
  return `${dryRun ? 'Nothing was sent. ' : ''}Workspace ${where}: ${parts.join(', ') || 'nothing to publish'}`;
}

function formatConflict({ item, operation, field, chosen }: MergeChange): string {
  const place = [operation ?? item.join(' / '), ...field].filter((part) => part !== '').join(' | ');
  return `  both changed ${place}: ${chosen === 'ours' ? "the spec's counts" : "the person's stays"}`;
}

function countsText(
  { added, changed, removed }: Counts,
  what: string,
  action: EntityReport['action'],
): string {
  const parts = [
    [added, action === 'create' ? '' : ' added'],
    [changed, ' changed'],
    [removed, ' removed'],
  ] as const;
  const [first, ...rest] = parts.filter(([count]) => count > 0);
  if (!first) return `no ${what} changed`;
  const [count, word] = first;
  return [`${count} ${what}${count === 1 ? '' : 's'}${word}`, ...rest.map(([n, w]) => `${n}${w}`)].join(', ');
}
