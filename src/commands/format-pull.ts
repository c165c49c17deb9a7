import { formatFile } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import type { Paint } from '../io/console.ts';
import type { PullResult } from '../pull/pull-specs.ts';

export interface PullView {
  readonly relativeTo: string;
  readonly dryRun: boolean;
  readonly paint: Paint;
}

/** What a pull did: one line when there was nothing to do, else a line for each file that is new or changed. */
export function formatPull({ files, failed, modules, into, wrote }: PullResult, view: PullView): string[] {
  const folder = formatFile(into, view.relativeTo);
  const lost =
    failed.length > 0 ? `${view.paint.red('Not pulled')}: ${failed.map(printable).join(', ')}` : '';
  const changed = files.filter(({ change }) => change !== 'unchanged');
  const pulled = modules - failed.length;
  if (changed.length === 0) return [...upToDate(pulled, folder, wrote), lost].filter((line) => line !== '');
  const verb = view.dryRun ? 'Would pull' : 'Pulled';
  const same = files.length - changed.length;
  return [
    view.paint.bold(`${verb} ${count(pulled, 'spec')} into ${folder}`),
    ...changed.map(
      ({ path, change, bytes }) => `  ${change === 'new' ? '+' : '~'} ${printable(path)}  ${bytes} bytes`,
    ),
    ...(same > 0 ? [`${count(same, 'file')} unchanged`] : []),
    ...(lost === '' ? [] : [lost]),
  ];
}

function upToDate(pulled: number, folder: string, wrote: boolean): string[] {
  if (pulled === 0) return [];
  const specs = pulled === 1 ? 'The spec' : `All ${pulled} specs`;
  return [
    `${specs} in ${folder} ${pulled === 1 ? 'is' : 'are'} up to date${wrote ? '; only the lock is new' : ''}`,
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
