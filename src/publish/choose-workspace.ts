import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';

interface Workspace {
  readonly id: string;
  readonly name: string;
}

const SHOWN = 10;

/**
 * The workspace that is asked for, by id or by name, else that of the lock. One of an id that the list does not know
 * may still be there (somebody else's, a public one); the server has the last word.
 */
export function chooseWorkspace(
  workspaces: readonly Workspace[],
  asked: string | undefined,
  locked: Workspace | undefined,
): Workspace | Diagnostic {
  const wanted = asked ?? locked?.id;
  if (wanted === undefined)
    return diagnostic('usage-invalid', {
      reason: `--workspace is needed the first time; the key sees ${namesOf(workspaces)}`,
    });
  const found = workspaces.filter(({ id, name }) => id === wanted || name === wanted);
  const [first, second] = found;
  if (first && second)
    return diagnostic('workspace-ambiguous', {
      name: wanted,
      ids: found.map(({ id }) => id).join(', '),
    });
  const chosen = first ?? (isId(wanted) ? { id: wanted, name: locked?.name ?? '' } : undefined);
  if (!chosen) return workspaceUnknown(workspaces, wanted);
  if (!locked || locked.id === chosen.id) return chosen;
  return diagnostic('lock-of-other-workspace', {
    locked: locked.name === '' ? locked.id : `${locked.name} (${locked.id})`,
    asked: wanted,
  });
}

export function workspaceUnknown(workspaces: readonly Workspace[], name: string): Diagnostic {
  const names = workspaces.map((one) => one.name);
  return diagnostic('workspace-unknown', {
    name,
    known: namesOf(workspaces),
    nearest: nearest(name, names) ?? '',
  });
}

function isId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

function namesOf(workspaces: readonly Workspace[]): string {
  if (workspaces.length === 0) return 'none';
  const names = workspaces.slice(0, SHOWN).map(({ name }) => name);
  const left = workspaces.length - names.length;
  return `${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
