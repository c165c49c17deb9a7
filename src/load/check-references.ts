import { type Diagnostic, diagnostic, type Outcome, type Where } from '../diagnostics/diagnostic.ts';
import { at, keysOf, nodeAt } from '../diagnostics/pointer.ts';
import type { JsonObject } from '../model/json.ts';
import type { LoadedSpec } from '../model/spec.ts';
import { isObject, own } from '../schema/read.ts';
import { locateOrigin } from './locate-origin.ts';
import { type Replacement, rewriteReferences } from './rewrite-references.ts';
import { DOCUMENT, type FoundNode, walkNodes } from './structure.ts';

/** The document without the references that lead nowhere, or only to one another, or that are none. */
export function checkReferences({
  document,
  file,
  origins,
}: Pick<LoadedSpec, 'document' | 'file' | 'origins'>): Outcome<JsonObject> {
  const diagnostics: Diagnostic[] = [];
  const dead = new Map<JsonObject, Replacement>();
  const walked = new Set<unknown>();
  const ends = new Map<string, End>();
  const waiting: FoundNode[] = [];
  const visit = (found: FoundNode): void => {
    if (holdsReference(found)) waiting.push(found);
  };
  walkNodes({ node: document, slot: DOCUMENT, pointer: '' }, visit, walked);
  // What is found on the way joins the walk.
  for (const { node, slot, pointer } of waiting) {
    const ref = own(node, '$ref');
    const end = endOf(ref, document, ends);
    if (end === 'node' && typeof ref === 'string') {
      const target = at('', ...keysOf(ref));
      walkNodes({ node: nodeAt(document, target), slot, pointer: target }, visit, walked);
      continue;
    }
    diagnostics.push(fault(ref, end, locateOrigin({ file, origins }, at(pointer, '$ref'))));
    dead.set(node, { kind: 'nothing' });
  }
  return { value: rewriteReferences(document, dead, []).document, diagnostics };
}

/** In a map, a `$ref` that is no string may be a name like any other. */
function holdsReference({ node, slot }: FoundNode): boolean {
  const ref = own(node, '$ref');
  return typeof ref === 'string' || (ref !== undefined && slot.as === 'one');
}

type End = 'node' | 'nothing' | 'circle';

/**
 * Follows a chain of references to its end: a node of substance, nothing, or a circle. `known` keeps what was found:
 * chains share their ends, and a long one would else be followed from each of its links.
 */
function endOf(first: unknown, document: JsonObject, known: Map<string, End>): End {
  const passed = new Set<string>();
  let ref = first;
  let end: End | undefined;
  while (end === undefined && typeof ref === 'string') {
    end = known.get(ref) ?? (passed.has(ref) ? 'circle' : undefined);
    passed.add(ref);
    const node: unknown = ref.startsWith('#') ? nodeAt(document, ref) : undefined;
    if (!isObject(node)) end ??= typeof node === 'boolean' ? 'node' : 'nothing';
    else ref = own(node, '$ref');
  }
  end ??= 'node';
  for (const link of passed) known.set(link, end);
  return end;
}

function fault(ref: unknown, end: End, where: Where): Diagnostic {
  if (typeof ref !== 'string') {
    const found = `${JSON.stringify(ref)}`.slice(0, 60);
    return diagnostic('node-invalid', { expected: 'a reference as a string', found }, where);
  }
  return diagnostic(end === 'circle' ? 'reference-circular' : 'reference-not-found', { ref }, where);
}
