import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { at, nodeAt } from '../diagnostics/pointer.ts';
import type { Json } from '../model/json.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import type { BuiltVariables } from './built-variables.ts';
import { usedVariables } from './used-variables.ts';

export interface CheckContext {
  /** Names the file in diagnostics. */
  readonly file: string;
  /** Secrets belong in it. */
  readonly isPrivate: boolean;
  /** What the out folder knows; absent: nothing was built, and variables are compared with nothing. */
  readonly built?: BuiltVariables;
}

/** Undefined: it is neither a collection nor an environment. */
export function checkShared(value: Json, context: CheckContext): readonly Diagnostic[] | undefined {
  const root = ['', '/collection', '/environment'].find((pointer) => kindAt(value, pointer) !== undefined);
  if (root === undefined) return undefined;
  const variables =
    kindAt(value, root) === 'environment'
      ? checkEnvironment(value, root, context)
      : checkCollection(value, root, context);
  return [...(context.isPrivate ? [] : secrets(value, context)), ...variables];
}

/** The API of Postman wraps both in an object. */
function kindAt(value: Json, pointer: string): 'environment' | 'collection' | undefined {
  if (Array.isArray(nodeAt(value, `${pointer}/values`))) return 'environment';
  return Array.isArray(nodeAt(value, `${pointer}/item`)) ? 'collection' : undefined;
}

function secrets(value: Json, { file }: CheckContext): readonly Diagnostic[] {
  return findSecrets(value).map(({ pointer, kind, excerpt }) =>
    diagnostic('secret-found', { place: 'a file to share', kind, excerpt }, { file, pointer }),
  );
}

function checkEnvironment(value: Json, root: string, { file, built }: CheckContext): readonly Diagnostic[] {
  if (!built) return [];
  const pointer = `${root}/values`;
  const keys = keysAt(value, pointer);
  const known = [...built.environment, ...built.collections];
  const missing = [...built.environment].filter((name) => !keys.includes(name));
  return [
    ...keys.flatMap((name, index) =>
      known.includes(name)
        ? []
        : [
            diagnostic(
              'variable-unknown',
              { name, nearest: nearest(name, known) ?? '' },
              { file, pointer: at(pointer, index) },
            ),
          ],
    ),
    ...missing.map((name) => diagnostic('variable-missing', { name }, { file, pointer })),
  ];
}

function checkCollection(value: Json, root: string, { file, built }: CheckContext): readonly Diagnostic[] {
  if (!built) return [];
  const known = [...built.environment, ...keysAt(value, `${root}/variable`)];
  return usedVariables(nodeAt(value, root) as Json)
    .filter(({ name }) => !known.includes(name))
    .map(({ name, pointer }) =>
      diagnostic(
        'variable-undeclared',
        { name, nearest: nearest(name, known) ?? '' },
        { file, pointer: root + pointer },
      ),
    );
}

function keysAt(value: Json, pointer: string): readonly string[] {
  const list = nodeAt(value, pointer);
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown) => String(nodeAt(entry, '/key') ?? ''));
}
