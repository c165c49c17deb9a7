import { posix } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { checkText } from '../io/check-text.ts';
import { pathModule } from '../io/url-module.ts';
import { checkRoot } from '../load/check-root.ts';
import { parseDocument } from '../load/parse-document.ts';
import type { PullSource } from './pull-source.ts';

/**
 * Every OpenAPI document among files by relative path; other files are there to be referenced.
 * @throws Stop `module-name-taken` for two that would be one module.
 */
export function treeSource(files: ReadonlyMap<string, Uint8Array>): PullSource {
  const specs = [...files].filter(([path, bytes]) => isSpec(path, bytes)).map(([path]) => path);
  const byModule = new Map<string, string[]>();
  // `contacts.json`, `apps/contacts.json` and `contacts/openapi.json` are all `contacts`.
  for (const path of specs.toSorted())
    byModule.set(pathModule(path), [...(byModule.get(pathModule(path)) ?? []), path]);
  const [first, ...rest] = [...byModule].flatMap(([module, [other = '', ...others]]) =>
    others.map((file) => diagnostic('module-name-taken', { module, other }, { file })),
  );
  if (first) throw new Stop([first, ...rest]);
  return {
    modules: [...byModule].map(([module, [address = '']]) => ({ module, address })),
    read: async (address) => {
      const bytes = files.get(address);
      const missing = () =>
        diagnostic('spec-unreadable', { reason: 'there is no such file' }, { file: address });
      return bytes
        ? { value: { bytes, base: address, validators: {} }, diagnostics: [] }
        : { value: 'absent', diagnostics: [missing()] };
    },
    resolve: (reference, base) => {
      const path = posix.join(posix.dirname(base), decoded(reference));
      return path.startsWith('../') ? undefined : path;
    },
    recall: (shown) => shown,
    shown: (address) => address,
  };
}

function isSpec(path: string, bytes: Uint8Array): boolean {
  const text = checkText(bytes, path).value;
  // Parsing a whole checkout for nothing would take its time.
  if (text === undefined || !/\b(openapi|swagger)\b/.test(text)) return false;
  return checkRoot(parseDocument(text, path).value, path).value !== undefined;
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    // A stray `%` is no encoding: the name is taken as it is written.
    return reference;
  }
}
