import { printable, printableJson } from '../diagnostics/printable.ts';
import type { ReceivedEvent, RefusedEvent } from '../hooks/serve-hooks.ts';
import type { Paint } from '../io/console.ts';

/** Texts of a sender beyond this are cut. */
const LONGEST = 300;

/** An event in lines for a terminal: what it is, whether it is as described, and where not; `verbose`: its body too. */
export function formatEvent(
  { at, type, verdict, module, faults, bytes, event }: ReceivedEvent,
  { paint, verbose }: { readonly paint: Paint; readonly verbose: boolean },
): readonly string[] {
  const name = type === '' ? '(no type)' : shown(type);
  const said = {
    matches: paint.green(`matches ${shown(module)}`),
    differs: paint.red(`differs from ${shown(module)}`),
    unknown: paint.yellow('not described by any spec here'),
  }[verdict];
  const body = verbose ? printableJson(JSON.stringify(event, null, 2)).split('\n') : [];
  return [
    `${timeOf(at)}  ${name}  ${said}  ${bytes} bytes`,
    ...faults.map((fault) => `  ${shown(fault)}`),
    ...body.map((line) => `  ${line}`),
  ];
}

/** What was no event, in one line. */
export function formatRefused({ at, method, path, status, reason }: RefusedEvent): string {
  return `${timeOf(at)}  ${status}  ${shown(method)} ${shown(path)}  refused: ${shown(reason)}`;
}

/** Of the day, in UTC. */
function timeOf(at: string): string {
  return at.slice(11, 19);
}

function shown(text: string): string {
  return printable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
