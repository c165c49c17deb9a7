import { printable } from '../diagnostics/printable.ts';
import type { Paint } from '../io/console.ts';
import type { Json } from '../model/json.ts';
import type { MergeChange, MergeReport } from '../model/merge.ts';
import { cut } from './format-table.ts';

export interface MergeView {
  readonly paint: Paint;
  readonly columns: number;
}

/** For each request what was kept, taken and in conflict; then a line of counts. */
export function formatMerge({ changes }: MergeReport, { paint, columns }: MergeView): string[] {
  const lines = byItem(changes).flatMap((group) => formatItem(group, { paint, columns }));
  return [...lines, formatTotals(changes)];
}

function byItem(changes: readonly MergeChange[]): readonly (readonly MergeChange[])[] {
  const groups = new Map<string, MergeChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.item, change.operation ?? '']);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

/** `12 edits kept, 3 changes of the spec taken, 1 conflict`. */
export function formatTotals(changes: readonly MergeChange[]): string {
  const count = (outcome: MergeChange['outcome']) => changes.filter((one) => one.outcome === outcome).length;
  const [kept, taken, conflicts] = [count('kept'), count('taken'), count('conflict')];
  if (kept + taken + conflicts === 0) return 'Nothing was edited, and the spec has not changed.';
  return [
    `${kept} edit${kept === 1 ? '' : 's'} kept`,
    `${taken} change${taken === 1 ? '' : 's'} of the spec taken`,
    `${conflicts} conflict${conflicts === 1 ? '' : 's'}`,
  ].join(', ');
}

/** A conflict with its three versions, each on a line. */
export function formatConflict(change: MergeChange, columns: number): string[] {
  const { base, theirs, ours, chosen, decidedBy } = change;
  const decided = decidedBy === 'default' ? `${chosen}, by default` : `${chosen}`;
  const versions = { base, theirs, ours };
  const told = Object.values(versions).some((version) => version !== undefined);
  return [
    `  conflict  ${wordsOf(change)}: ${decided}`,
    ...(told
      ? Object.entries(versions).map(([side, value]) => cut(`    ${side.padEnd(7)} ${shown(value)}`, columns))
      : []),
  ];
}

function formatItem(group: readonly MergeChange[], { paint, columns }: MergeView): string[] {
  const [first] = group;
  if (!first) return [];
  const { item, operation } = first;
  const name = item.length === 0 ? 'The collection itself' : item.join(' / ');
  const key = operation === undefined ? '' : `  ${operation}`;
  const of = (outcome: MergeChange['outcome']) => group.filter((one) => one.outcome === outcome);
  const told = (label: string, changes: readonly MergeChange[]) =>
    changes.length === 0 ? [] : [`  ${label}  ${[...new Set(changes.map(wordsOf))].join(', ')}`];
  return [
    `${paint.bold(printable(name))}${paint.dim(printable(key))}`,
    ...told(paint.green('kept    '), of('kept')),
    ...told(paint.cyan('taken   '), of('taken')),
    ...of('conflict').flatMap((change) =>
      formatConflict(change, columns).map((line) => line.replace('conflict', paint.yellow('conflict'))),
    ),
  ];
}

/** Steps that a person who looks at Postman does not see, and those that are called otherwise there. */
const UNSEEN = new Set(['request', 'url', 'raw', 'script', 'exec', 'info']);
const SEEN: Readonly<Record<string, string>> = { response: 'example', event: 'script' };

function wordsOf({ field, what }: MergeChange): string {
  if (what === 'orphaned') return 'edited, but the spec has it no longer';
  const [list, example = '', part] = field;
  // The request of an example changes with the request that it is of.
  if (list === 'response' && part === 'originalRequest') return printable(`example ${example} request`);
  const steps = field
    .filter((step) => !UNSEEN.has(step))
    .map((step) => (Object.hasOwn(SEEN, step) ? SEEN[step] : undefined) ?? step);
  if (steps.at(-1) === 'disabled')
    return printable(`${steps.slice(0, -1).join(' ')} switched ${what === 'removed' ? 'on' : 'off'}`);
  return printable([...steps, ...(what === 'changed' ? [] : [what])].join(' '));
}

function shown(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}
