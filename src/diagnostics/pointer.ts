/** RFC 6901 JSON pointers. */

/** `pointer` with `keys` appended, each escaped: `at('/paths', '/a/b', 'get')` is `/paths/~1a~1b/get`. */
export function at(pointer: string, ...keys: readonly (string | number)[]): string {
  let result = pointer;
  for (const key of keys) result += `/${escaped(String(key))}`;
  return result;
}

/** Few keys hold what needs it, and large documents have a million of them. */
function escaped(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}

/** The keys of a pointer, unescaped. Takes the fragment form too: percent-encoded, with or without a leading `#`. */
export function keysOf(pointer: string): string[] {
  const text = pointer.startsWith('#') ? decodeFragment(pointer.slice(1)) : pointer;
  if (text === '') return [];
  return text
    .split('/')
    .slice(1)
    .map((key) => (key.includes('~') ? key.replaceAll('~1', '/').replaceAll('~0', '~') : key));
}

/** The node that a pointer leads to; undefined when it leads nowhere. Never follows inherited properties. */
export function nodeAt(root: unknown, pointer: string): unknown {
  const text = pointer.startsWith('#') ? decodeFragment(pointer.slice(1)) : pointer;
  // RFC 6901, section 3: anything else (`#name`) is no pointer, least of all one to the root.
  if (text !== '' && !text.startsWith('/')) return undefined;
  let node = root;
  for (const key of keysOf(pointer)) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}

function decodeFragment(fragment: string): string {
  if (!fragment.includes('%')) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    // A stray `%` is no encoding: the fragment is taken as it is written.
    return fragment;
  }
}
