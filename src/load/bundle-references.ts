import { basename, extname } from 'node:path';
import { type Diagnostic, diagnostic, messageOf, type Outcome } from '../diagnostics/diagnostic.ts';
import { at, keysOf, nodeAt } from '../diagnostics/pointer.ts';
import type { JsonObject } from '../model/json.ts';
import type { Origin, SourceText } from '../model/spec.ts';
import { isObject } from '../schema/read.ts';
import { componentNames } from './component-names.ts';
import { limitNesting } from './limit-nesting.ts';
import { isPointer, type NamedSchemas, namedSchemas } from './named-schemas.ts';
import { parseDocument } from './parse-document.ts';
import type { ReferencePolicy } from './reference-policy.ts';
import { type Replacement, rewriteReferences } from './rewrite-references.ts';
import { DOCUMENT, type FoundReference, type Slot, walkReferences } from './structure.ts';

export interface BundleOptions {
  readonly decide: ReferencePolicy;
  /** The text of a referenced file. */
  readonly read: (file: string) => Promise<Outcome<SourceText | undefined>>;
  readonly maxFiles: number;
  readonly maxNesting: number;
}

export interface Bundled {
  readonly document: JsonObject;
  readonly origins: readonly Origin[];
  /** Every file that was read, by absolute path or URL. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface Source {
  /** The address by which it was asked for: what diagnostics name. */
  readonly file: string;
  /** RFC 3986, section 5.1.3: the address that answered in the end, which relative references start from. */
  readonly base: string;
  readonly root: unknown;
}

interface MainSource extends Source {
  readonly root: JsonObject;
}

interface Found extends FoundReference {
  readonly source: Source;
}

/**
 * Brings what external references point to into the document: as a component where OpenAPI has a place for its
 * kind, in place of the reference otherwise. A reference that cannot be followed becomes `{}`.
 */
export async function bundleReferences(main: MainSource, options: BundleOptions): Promise<Outcome<Bundled>> {
  const bundling = startBundling(main, options);
  bundling.walk(main, '', DOCUMENT);
  for (let found = bundling.next(); found; found = bundling.next()) await bundling.follow(found);
  const { document, origins } = rewriteReferences(main.root, bundling.replacements, bundling.components());
  return { value: { document, origins, texts: bundling.texts }, diagnostics: bundling.diagnostics };
}

function startBundling(main: MainSource, { decide, read, maxFiles, maxNesting }: BundleOptions) {
  const { root } = main;
  const diagnostics: Diagnostic[] = [];
  const replacements = new Map<JsonObject, Replacement>();
  const targets = new Map<string, Replacement & { readonly kind: 'component' | 'inline' }>();
  const sources = new Map<string, Source | undefined>([
    [main.file, main],
    [main.base, main],
  ]);
  const opened = new Set<string>();
  const texts = new Map<string, string>();
  const walked = new Set<unknown>();
  const waiting: Found[] = [];
  let followed = 0;
  const nameComponent = componentNames(root);
  const names = new Map<Source, NamedSchemas>();

  const named = (source: Source): NamedSchemas => {
    const known = names.get(source) ?? namedSchemas(source.root);
    names.set(source, known);
    return known;
  };

  const walk = (source: Source, pointer: string, slot: Slot): void => {
    const node = nodeAt(source.root, pointer);
    walkReferences({ node, slot, pointer }, (found) => waiting.push({ ...found, source }), walked);
  };

  const drop = ({ holder }: Found, fault: Diagnostic): void => {
    diagnostics.push(fault);
    replacements.set(holder, { kind: 'nothing' });
  };

  const open = async (
    target: string,
    { ref }: Found,
    where: Diagnostic['where'],
  ): Promise<Source | Diagnostic> => {
    const known = sources.get(target);
    if (known) return known;
    if (sources.has(target))
      return diagnostic(
        'reference-unreadable',
        { ref, reason: 'the file has a fault that was told before' },
        where,
      );
    if (opened.size >= maxFiles) return diagnostic('reference-limit', { ref, limit: maxFiles }, where);
    opened.add(target);
    sources.set(target, undefined);
    const answer = await read(target);
    if (answer.value === undefined) return unreadable(ref, answer.diagnostics, where);
    const { text, base = target } = answer.value;
    // A redirect may lead to what was read before under its own address.
    const there = sources.get(base);
    if (there) {
      sources.set(target, there);
      return there;
    }
    const parsed = parseDocument(text, target, answer.value);
    if (parsed.value === undefined) return unreadable(ref, parsed.diagnostics, where);
    const whole = limitNesting(parsed.value, maxNesting, target);
    diagnostics.push(...parsed.diagnostics, ...whole.diagnostics);
    const source = { file: target, base, root: whole.value };
    sources.set(target, source).set(base, source);
    texts.set(target, text);
    return source;
  };

  const follow = async (found: Found): Promise<void> => {
    const { ref, source, slot, holder } = found;
    const where = { file: source.file, pointer: at(found.pointer, '$ref') };
    // References within the document are held against the bundled whole.
    if (source === main && ref.startsWith('#') && isPointer(ref.slice(1)))
      return walk(main, at('', ...keysOf(ref)), slot);
    const within = bareName(ref, root) ?? named(main).pointerOfId(ref);
    const decision =
      within === undefined
        ? await decide(ref, source.base)
        : { file: main.file, fragment: fragmentOf(within) };
    if ('refused' in decision)
      return drop(found, diagnostic('reference-refused', { ref, reason: decision.refused }, where));
    if ('missing' in decision) return drop(found, diagnostic('reference-not-found', { ref }, where));
    const target = await open(decision.file, found, where);
    if ('code' in target) return drop(found, target);
    const pointer = named(target).pointerOf(decision.fragment);
    if (target === main) {
      if (pointer === undefined) return drop(found, diagnostic('reference-not-found', { ref }, where));
      replacements.set(holder, { kind: 'component', ref: `#${fragmentOf(pointer)}` });
      return walk(main, pointer, slot);
    }
    const node = pointer === undefined ? undefined : nodeAt(target.root, pointer);
    const fits = isObject(node) || (slot.kind === 'schema' && typeof node === 'boolean');
    if (pointer === undefined || !fits) return drop(found, diagnostic('reference-not-found', { ref }, where));
    replacements.set(holder, place(node, target, pointer, slot));
  };

  const place = (node: JsonObject | boolean, source: Source, pointer: string, slot: Slot): Replacement => {
    const key = `${slot.as} ${slot.kind} ${source.file}#${pointer}`;
    const known = targets.get(key);
    if (known) return known;
    const from = { file: source.file, pointer };
    const home = nameComponent(slot, lastKey(pointer) ?? basename(source.file, extname(source.file)));
    const target = home
      ? { kind: 'component' as const, ref: `#${home.pointer}`, hoisted: { ...home, node, from } }
      : { kind: 'inline' as const, node, from };
    targets.set(key, target);
    walk(source, pointer, slot);
    return target;
  };

  const components = () =>
    [...targets.values()].flatMap((target) => (target.kind === 'component' ? (target.hoisted ?? []) : []));
  return { walk, follow, next: () => waiting[followed++], replacements, components, diagnostics, texts };
}

function unreadable(ref: string, diagnostics: readonly Diagnostic[], where: Diagnostic['where']): Diagnostic {
  const reason = diagnostics.map(messageOf).join('; ');
  return diagnostic('reference-unreadable', { ref, reason }, where);
}

/** RFC 6901, section 6: a pointer as a fragment, in which `%` begins an encoding. */
function fragmentOf(pointer: string): string {
  return pointer.replaceAll('%', '%25');
}

function lastKey(pointer: string): string | undefined {
  return keysOf(pointer).at(-1);
}

/** `$ref: Pet`, a habit from Swagger 1: the name of a schema, when there is one of that name. */
function bareName(ref: string, root: JsonObject): string | undefined {
  if (!/^[\w-]+$/.test(ref)) return undefined;
  return [at('/definitions', ref), at('/components/schemas', ref)].find(
    (pointer) => nodeAt(root, pointer) !== undefined,
  );
}
