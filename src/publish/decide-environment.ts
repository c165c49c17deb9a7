import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import type { BuiltEntity, Decided, LockedEnvironment } from '../model/publish.ts';
import { environmentToCreate, planEnvironment, variablesIn } from './plan-environment.ts';
import type { Present } from './present.ts';

/** What an environment that nothing stands for in the workspace needs. */
export function decideToCreateEnvironment({ title, content }: BuiltEntity): Decided {
  const variables = variablesIn(content);
  const changes = { added: variables.map(({ key }) => key), changed: [], removed: [] };
  const payload = environmentToCreate(title, variables);
  return { decision: { action: 'create', payload, changes }, conflicts: [], diagnostics: [] };
}

/** True for an environment that has every variable of ours: taking it over loses nothing, as its values stay. */
export function mayStandFor({ content }: BuiltEntity, server: JsonObject): boolean {
  const there = new Set(variablesIn(server).map(({ key }) => key));
  return variablesIn(content).every(({ key }) => there.has(key));
}

/** What the server's environment needs. */
export function decideEnvironment(
  { name, content }: BuiltEntity,
  { uid, server, found }: Present,
  locked: LockedEnvironment | undefined,
): Decided {
  const { payload, changes, emptied } = planEnvironment(variablesIn(content), server, locked?.values);
  if (Object.values(changes).flat().length === 0)
    return { decision: { action: 'unchanged', uid, server, found }, conflicts: [], diagnostics: [] };
  const warning = diagnostic('shared-secret-emptied', { name, variables: emptied.join(', ') });
  return {
    decision: { action: 'update', uid, server, found, payload, changes },
    conflicts: [],
    diagnostics: emptied.length > 0 ? [warning] : [],
  };
}
