import { isAbsolute } from 'node:path';
import type { Outcome } from '../diagnostics/diagnostic.ts';
import type { LoadedSpec, SourceText, SpecText } from '../model/spec.ts';
import { bundleReferences } from './bundle-references.ts';
import { checkReferences } from './check-references.ts';
import { checkRoot } from './check-root.ts';
import { hashTexts, relativeTo } from './hash-texts.ts';
import { limitNesting } from './limit-nesting.ts';
import { parseDocument } from './parse-document.ts';
import { type PolicyOptions, referencePolicy } from './reference-policy.ts';

export interface LoadOptions extends PolicyOptions {
  /** The text of a referenced file or URL; undefined, with the reason, when it cannot be read. */
  readonly readReference: (file: string) => Promise<Outcome<SourceText | undefined>>;
  /** Files that one spec may pull in. */
  readonly maxFiles: number;
  /** Objects and lists inside one another. */
  readonly maxNesting: number;
}

/**
 * A spec's text as one document whose references all lead to a node inside it. Undefined, with the reason, when the
 * text is no OpenAPI document; a reference that leads nowhere is a diagnostic and becomes `{}`.
 */
export async function loadSpec(
  spec: SpecText,
  options: LoadOptions,
): Promise<Outcome<LoadedSpec | undefined>> {
  const { file, module, base = file } = spec;
  const parsed = parseDocument(spec.text, file, spec);
  if (parsed.value === undefined) return { value: undefined, diagnostics: parsed.diagnostics };
  const whole = limitNesting(parsed.value, options.maxNesting, file);
  const root = checkRoot(whole.value, file);
  if (!root.value) return { value: undefined, diagnostics: root.diagnostics };
  const main = { file, base, root: root.value };
  const bundled = await bundleReferences(main, {
    decide: referencePolicy(base === file ? [file] : [file, base], options),
    read: options.readReference,
    maxFiles: options.maxFiles,
    maxNesting: options.maxNesting,
  });
  const { origins, texts } = bundled.value;
  const checked = checkReferences({ document: bundled.value.document, file, origins });
  const isComplete =
    bundled.diagnostics.length === 0 && [file, ...texts.keys()].every((name) => isAbsolute(name));
  const value = {
    module,
    file,
    hash: hashTexts(spec, texts),
    ...(isComplete && { references: [...texts.keys()].map((name) => relativeTo(file, name)).toSorted() }),
    document: checked.value,
    origins,
  };
  return {
    value,
    diagnostics: [
      ...parsed.diagnostics,
      ...whole.diagnostics,
      ...bundled.diagnostics,
      ...checked.diagnostics,
    ],
  };
}
