import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { at, keysOf, nodeAt } from '../diagnostics/pointer.ts';
import type { JsonObject } from '../model/json.ts';
import type { LoadedSpec } from '../model/spec.ts';
import { isObject, own } from '../schema/read.ts';
import { locateOrigin } from './locate-origin.ts';
import { type Replacement, rewriteReferences } from './rewrite-references.ts';
import { DOCUMENT, type FoundReference, walkReferences } from './structure.ts';

/** The document without the references that lead nowhere, or only to one another. */
export function checkReferences({
  document,
  file,
  origins,
}: Pick<LoadedSpec, 'document' | 'file' | 'origins'>): Outcome<JsonObject> {
  const diagnostics: Diagnostic[] = [];
  const dead = new Map<JsonObject, Replacement>();
  const walked = new Set<unknown>();
  const waiting: FoundReference[] = [];
  const visit = (found: FoundReference): void => void waiting.push(found);
  walkReferences({ node: document, slot: DOCUMENT, pointer: '' }, visit, walked);
  for (let found = waiting.shift(); found; found = waiting.shift()) {
    const { ref, holder, slot, pointer } = found;
    if (leadsSomewhere(ref, document)) {
      const target = at('', ...keysOf(ref));
      walkReferences({ node: nodeAt(document, target), slot, pointer: target }, visit, walked);
      continue;
    }
    diagnostics.push(
      diagnostic('reference-not-found', { ref }, locateOrigin({ file, origins }, at(pointer, '$ref'))),
    );
    dead.set(holder, { kind: 'nothing' });
  }
  return { value: rewriteReferences(document, dead, []).document, diagnostics };
}

/** Follows a chain of references to its end: a node of substance, nothing, or a circle. */
function leadsSomewhere(first: string, document: JsonObject): boolean {
  const passed = new Set<string>();
  let ref: unknown = first;
  while (typeof ref === 'string') {
    if (passed.has(ref) || !ref.startsWith('#')) return false;
    passed.add(ref);
    const node: unknown = nodeAt(document, ref);
    if (typeof node === 'boolean') return true;
    if (!isObject(node)) return false;
    ref = own(node, '$ref');
  }
  return true;
}
