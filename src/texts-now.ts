import { dirname, resolve } from 'node:path';
import { readText } from './io/read-text.ts';
import { hashTexts } from './load/hash-texts.ts';
import type { Limits } from './model/config.ts';
import type { SpecText } from './model/spec.ts';

/** The `specHash` that a build of a spec would give, which pulls in the files `references`; undefined: one is gone. */
export type HashNow = (spec: SpecText, references: readonly string[]) => Promise<string | undefined>;

/** Files that several specs reference are read once. */
export function textsNow(limits: Limits): HashNow {
  const texts = new Map<string, Promise<string | undefined>>();
  const readReference = (file: string): Promise<string | undefined> => {
    const text = texts.get(file) ?? readText(file, limits).then(({ value }) => value?.text);
    texts.set(file, text);
    return text;
  };
  return async (spec, references) => {
    const found = new Map<string, string>();
    for (const file of referencedFiles(spec, references)) {
      const text = await readReference(file);
      if (text === undefined) return undefined;
      found.set(file, text);
    }
    return hashTexts(spec, found);
  };
}

/** Absolute paths of the files that a spec pulls in. */
export function referencedFiles({ file }: Pick<SpecText, 'file'>, references: readonly string[]): string[] {
  return references.map((name) => resolve(dirname(file), name));
}
