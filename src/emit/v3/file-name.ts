/** Longer ones are cut: a file system takes 255 bytes, endings included. */
const MOST_CHARACTERS = 120;
const MOST_BYTES = 200;

/** What some file system refuses, and what an editor or a terminal would obey rather than show. */
const UNSAFE = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** Windows reserves these up to the first dot, whatever follows. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name as part of a file's name that every system takes. `collection migrate` of the Postman CLI replaces the same
 * signs with `-`; beyond that, nothing here is hidden (`.x`), leads elsewhere (`..`) or ends as Windows would cut it.
 */
export function fileName(name: string, otherwise: string): string {
  const safe = name
    .normalize('NFC')
    .replace(UNSAFE, '-')
    .trim()
    .replace(/^\.+/, '-')
    .replace(RESERVED, '$1-');
  return cut(safe) || otherwise;
}

/** A folder's name: Windows takes none that ends with a dot. */
export function folderName(name: string, otherwise: string): string {
  return fileName(name, otherwise).replace(/[. ]+$/, '') || otherwise;
}

function cut(text: string): string {
  let length = 0;
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MOST_BYTES || length + character.length > MOST_CHARACTERS) break;
    length += character.length;
  }
  return text.slice(0, length).trim();
}

/** Gives each file or folder of one folder a name of its own, also where letter case does not count: `a`, `A 1`. */
export class TakenNames {
  // Postman's own folder, which stands in each.
  readonly #taken = new Set(['.resources']);

  /** `name`, with the first number after it that makes it unique; without `ending`. */
  claim(name: string, ending: string): string {
    let unique = name;
    for (let count = 1; this.#taken.has(key(unique, ending)); count++) unique = `${name} ${count}`;
    this.#taken.add(key(unique, ending));
    return unique;
  }
}

function key(name: string, ending: string): string {
  return `${name}${ending}`.toLowerCase();
}
