import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import type { BuiltEntity } from '../model/publish.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { environmentToCreate, variablesIn } from './plan-environment.ts';

/**
 * What keeps built files from being shared: a value that looks like a secret, or a change by hand, which the
 * fingerprint knows nothing of. A variable of type secret goes up empty, whatever it holds.
 */
export function checkBuilt(
  files: readonly (BuiltEntity & { readonly file: string; readonly isEdited: boolean })[],
): readonly Diagnostic[] {
  return files.flatMap((entity) => {
    const secrets = findSecrets(sharedPart(entity)).map(({ pointer, kind, excerpt }) =>
      diagnostic('secret-in-built-file', { kind, excerpt }, { file: entity.file, pointer }),
    );
    return entity.isEdited && secrets.length === 0
      ? [diagnostic('built-file-edited', {}, { file: entity.file })]
      : secrets;
  });
}

/** Pointers into it are pointers into the file. */
function sharedPart({ kind, content }: BuiltEntity): JsonObject {
  if (kind === 'collection') return content;
  return { ...content, ...environmentToCreate(String(content['name'] ?? ''), variablesIn(content)) };
}
