import { at } from '../diagnostics/pointer.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isPlaceholder, looksGenerated } from './judge-value.ts';
import { isHarmlessName, secretsIn, type TextFindings } from './search-text.ts';
import { isCredentialHeader, isPublicName, isSecretName } from './secret-name.ts';

/** Something that looks like a secret. Nothing of the secret itself is in it. */
export interface Finding {
  /** RFC 6901 JSON pointer to the string that holds it. */
  readonly pointer: string;
  /** What it is, with its article: `a JSON Web Token`, `a value of client_secret`. */
  readonly kind: string;
  /** What every secret of the kind begins with, and how long this one is: `pit-… (40 characters)`. */
  readonly excerpt: string;
}

/**
 * What looks like a secret in a collection, an environment, or any other JSON: known by the shape of the token, by
 * the name that it stands under, or by being random. Texts are searched inside: bodies, scripts, addresses, prose.
 * Variables and auth may hold no value at all under a secret name or of type `secret`; elsewhere one counts when a
 * machine may have made it. In the order of the value; a place stands once for each kind.
 */
export function findSecrets(value: Json): readonly Finding[] {
  const search: Search = { findings: new Map(), texts: new Map(), names: new Map() };
  visit({ value, place: { key: '', name: '', isSetting: false, isSecret: false } }, search);
  return [...search.findings.values()];
}

interface Search {
  readonly findings: Map<string, Finding>;
  /** What was found in a text, and said of a name, before: saved examples repeat their request. */
  readonly texts: Map<string, TextFindings>;
  readonly names: Map<string, NameKind>;
}

interface Place {
  readonly parent?: Place;
  readonly key: string | number;
  /** What the value is called: its key, or that of the pair whose value it is. */
  readonly name: string;
  /** Within an environment's values, variables or an auth, which are used as they are. */
  readonly isSetting: boolean;
  /** A variable of type `secret`, or the key of an auth. */
  readonly isSecret: boolean;
}

interface Node {
  readonly value: Json;
  readonly place: Place;
}

/** Without recursion: a file from outside may be nested deeper than the stack is. */
function visit(root: Node, search: Search): void {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (typeof node.value === 'string') look(node.value, node.place, search);
    else waiting.push(...childrenOf(node).reverse());
  }
}

function childrenOf({ value, place }: Node): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isList(value)) {
    const { name, isSetting, isSecret } = place;
    return value.map((inner, key) => ({
      value: inner,
      place: { parent: place, key, name, isSetting, isSecret },
    }));
  }
  const pair = pairOf(value, place);
  return Object.entries(value).map(([key, inner]) => {
    const isSetting = place.isSetting || (SETTINGS.has(key) && place.key !== 'url');
    const own =
      pair && key === 'value'
        ? { name: pair.name, isSecret: pair.isSecret, isSetting }
        : { name: key, isSecret: false, isSetting: isSetting && !pair };
    return { value: inner, place: { parent: place, key, ...own } };
  });
}

const SETTINGS = new Set(['values', 'variable', 'auth']);

type Pair = Pick<Place, 'name' | 'isSecret'>;

/** A variable, header, parameter or attribute of an auth. */
function pairOf({ key, value, type }: JsonObject, { name }: Place): Pair | undefined {
  if (typeof key !== 'string' || value === undefined) return undefined;
  return { name: key, isSecret: type === 'secret' || (name === 'apikey' && key === 'value') };
}

function look(text: string, place: Place, search: Search): void {
  if (text === '') return;
  const { certain, random } = remembered(search.texts, text, secretsIn);
  const kind = remembered(search.names, place.name, kindOf);
  const found = [...certain, ...(kind === 'harmless' ? [] : random)];
  if (certain.length === 0 && isSecretValue(text, place, kind))
    found.splice(0, 1, { kind: `a value of ${place.name}`, shown: '', length: text.length });
  for (const { kind, shown, length } of found) {
    const pointer = pointerTo(place);
    const excerpt = `${shown}… (${length} characters)`;
    search.findings.set(`${pointer} ${kind}`, { pointer, kind, excerpt });
  }
}

function remembered<Value>(known: Map<string, Value>, key: string, find: (key: string) => Value): Value {
  const value = known.get(key) ?? find(key);
  known.set(key, value);
  return value;
}

type NameKind = 'secret' | 'harmless' | 'other';

function kindOf(name: string): NameKind {
  if (isPublicName(name)) return 'harmless';
  if (isSecretName(name) || isCredentialHeader(name)) return 'secret';
  return isHarmlessName(name) ? 'harmless' : 'other';
}

function isSecretValue(text: string, { isSetting, isSecret }: Place, kind: NameKind): boolean {
  if (isSecret) return !isPlaceholder(text);
  if (kind !== 'secret') return false;
  return isSetting ? !isPlaceholder(text) : looksGenerated(text);
}

function pointerTo(place: Place): string {
  const keys: (string | number)[] = [];
  for (let one = place; one.parent; one = one.parent) keys.push(one.key);
  return at('', ...keys.reverse());
}

// Array.isArray does not narrow a readonly array out of a union.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
