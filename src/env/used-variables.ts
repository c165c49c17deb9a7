import { at } from '../diagnostics/pointer.ts';
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
  const visit = (value: Json, pointer: string, key: string): void => {
    if (typeof value === 'string') {
      for (const name of namesIn(value)) if (!used.has(name)) used.set(name, { name, pointer });
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (key === 'event') {
      for (const name of namesSetIn(JSON.stringify(value))) set.add(name);
      return;
    }
    for (const [inner, child] of Object.entries(value) as [string, Json][])
      if (!NOT_SENT.has(inner)) visit(child, at(pointer, inner), inner);
  };
  visit(collection, '', '');
  return [...used.values()].filter(({ name }) => !set.has(name));
}

const NOT_SENT = new Set(['response', 'description', 'name', 'info', 'variables']);

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{([A-Za-z_][\w-]*)\}\}/g)].map(([, name = '']) => name);
}

/** `pm.environment.set('token', …)`, within JSON. */
function namesSetIn(script: string): readonly string[] {
  return [...script.matchAll(/\.set\(\s*\\?["'`]([\w-]+)/g)].map(([, name = '']) => name);
}
