import { at, nodeAt } from '../diagnostics/pointer.ts';
import type { Json } from '../model/json.ts';

export interface UsedVariable {
  readonly name: string;
  /** To the text that it is first used in. */
  readonly pointer: string;
}

/**
 * The variables that a collection sends, each once: in addresses, headers, bodies and auth, not in saved examples or
 * prose. Left out: those that a script of the collection sets, Postman's own (`{{$guid}}`), and names that no variable
 * of ours has (`{{contact.name}}`), which are merge tags of the platform.
 */
export function usedVariables(collection: Json): readonly UsedVariable[] {
  const used = new Map<string, UsedVariable>();
  const set = new Set<string>();
  const waiting: Node[] = [{ value: collection, pointer: '' }];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { value, pointer } = node;
    if (typeof value === 'string')
      for (const name of namesIn(value)) if (!used.has(name)) used.set(name, { name, pointer });
    if (typeof value !== 'object' || value === null) continue;
    const { event } = value as { readonly event?: Json };
    for (const name of scriptsIn(event).flatMap(namesSetIn)) set.add(name);
    const sent = (Object.entries(value) as [string, Json][]).filter(([key]) => !NOT_SENT.has(key));
    waiting.push(...sent.map(([key, inner]) => ({ value: inner, pointer: at(pointer, key) })).reverse());
  }
  return [...used.values()].filter(({ name }) => !set.has(name));
}

/** Without recursion: a file from outside may be nested deeper than the stack is. */
interface Node {
  readonly value: Json;
  readonly pointer: string;
}

const NOT_SENT = new Set(['event', 'response', 'description', 'name', 'info', 'variables']);

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{([A-Za-z_][\w-]*)\}\}/g)].map(([, name = '']) => name);
}

function scriptsIn(event: Json | undefined): readonly string[] {
  if (!Array.isArray(event)) return [];
  return event.flatMap((one: unknown) => {
    const exec = nodeAt(one, '/script/exec');
    return (Array.isArray(exec) ? exec : [exec]).filter((line) => typeof line === 'string');
  });
}

/** `pm.environment.set('token', …)`. */
function namesSetIn(script: string): readonly string[] {
  return [...script.matchAll(/\.set\(\s*["'`]([\w-]+)/g)].map(([, name = '']) => name);
}
