import type { BuiltOperation } from './built-operations.ts';
import { type OwnedFile, writeOwned } from './io/write-owned.ts';
import { commentOf } from './snippets/comment.ts';
import type { Language } from './snippets/language.ts';

/** The snippet of an operation. */
export async function snippetOf(operation: BuiltOperation, language: Language): Promise<string> {
  const { request, names, server } = operation;
  return language.write(request, { comment: commentOf(operation), names, server });
}

/**
 * Writes `snippets/<module>/<operation>.<extension>` into the out folder; gives their paths. Those that an earlier run
 * wrote for these modules and languages and that are no longer made go away.
 * @throws Stop `foreign-file-in-the-way` or `out-not-writable`, with nothing written.
 */
export async function writeSnippets(
  out: string,
  operations: readonly BuiltOperation[],
  languages: readonly Language[],
): Promise<readonly string[]> {
  const files: OwnedFile[] = [];
  for (const operation of operations)
    for (const language of languages) {
      const group = `${operation.module} ${language.name}`;
      const path = `snippets/${operation.module}/${operation.slug}.${language.extension}`;
      files.push({ path, group, content: await snippetOf(operation, language) });
    }
  await writeOwned(out, 'snippets/index.json', files);
  return files.map(({ path }) => path);
}
