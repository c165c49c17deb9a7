import { printable } from '../diagnostics/printable.ts';
import type { MergeChange } from '../model/merge.ts';
import type { Changes, EntityReport, PublishReport } from '../model/publish.ts';

type Action = EntityReport['action'];

const DONE: Readonly<Record<Action, string>> = {
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

export interface PublishView {
  readonly dryRun: boolean;
  /** Names what an update adds, changes and removes. */
  readonly named: boolean;
}

/** A line for an entity, and one for each thing in it that both a person and the specs changed. */
export function formatEntity(report: EntityReport, { dryRun, named }: PublishView): readonly string[] {
  const { kind, name, action, changes, found, conflicts } = report;
  const what = kind === 'collection' ? 'request' : 'variable';
  const parts = [
    (dryRun ? PLANNED : DONE)[action] + (changes ? `: ${countsText(changes, what, action)}` : ''),
    ...(found ? ['found in the workspace'] : []),
    ...(conflicts.length > 0 ? [counted(conflicts.length, 'conflict')] : []),
  ];
  return [
    `${kind} ${name}  ${parts.join('; ')}`,
    ...(named && changes && action === 'update' ? namesIn(changes) : []),
    ...conflicts.map(formatConflict),
  ].map(printable);
}

/** The end of a run: what was done, in numbers. */
export function formatPublished({ workspace, dryRun, entities }: PublishReport): string {
  const count = (action: Action): number => entities.filter((one) => one.action === action).length;
  const parts = (['create', 'update', 'unchanged', 'failed', 'delete'] as const)
    .filter((action) => count(action) > 0)
    .map((action) => `${count(action)} ${(dryRun ? PLANNED : DONE)[action]}`);
  const where = printable(workspace.name === '' ? workspace.id : workspace.name);
  return `Workspace ${where}: ${parts.join(', ') || 'nothing to publish'}${dryRun ? '. Nothing was changed.' : ''}`;
}

function namesIn({ added, changed, removed }: Changes): readonly string[] {
  return [
    ...added.map((name) => `  + ${name}`),
    ...changed.map((name) => `  ~ ${name}`),
    ...removed.map((name) => `  - ${name}`),
  ];
}

function formatConflict({ item, operation, field, chosen }: MergeChange): string {
  const place = [operation ?? item.join(' / '), ...field].filter((part) => part !== '').join(' | ');
  return `  both changed ${place}: ${chosen === 'ours' ? "the spec's counts" : "the person's stays"}`;
}

/** `1 request added, 2 changed`; of what is created only how many. */
function countsText({ added, changed, removed }: Changes, what: string, action: Action): string {
  if (action === 'create') return counted(added.length, what);
  const parts = [
    [added.length, 'added'],
    [changed.length, 'changed'],
    [removed.length, 'removed'],
  ] as const;
  const [first, ...rest] = parts.filter(([count]) => count > 0);
  if (!first) return `no ${what} changed`;
  const [count, word] = first;
  return [`${counted(count, what)} ${word}`, ...rest.map(([more, how]) => `${more} ${how}`)].join(', ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
