import { isUtf8 } from 'node:buffer';

/** The text, or the offset of the first byte that cannot stand in one. */
export type Decoded = { readonly text: string } | { readonly byte: number };

/** UTF-8, or UTF-16 when a byte order mark or the zeros between ASCII characters tell it. The mark is dropped. */
export function decodeText(bytes: Uint8Array): Decoded {
  const wide = utf16Order(bytes);
  return wide ? decodeUtf16(bytes, wide) : decodeUtf8(bytes);
}

function decodeUtf8(bytes: Uint8Array): Decoded {
  const zero = bytes.indexOf(0);
  const valid = isUtf8(bytes);
  if (valid && zero < 0) return { text: new TextDecoder().decode(bytes) };
  const invalid = valid ? bytes.length : firstInvalid(bytes);
  return { byte: zero < 0 ? invalid : Math.min(zero, invalid) };
}

/**
 * Decoding replaces what is invalid, so that encoding again gives other bytes there: from the start of the
 * replacement on, or a little after it when the invalid bytes begin like it.
 */
function firstInvalid(bytes: Uint8Array): number {
  const replaced = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  let found = firstDifference(bytes, replaced);
  while (((replaced[found] ?? 0) & 0b1100_0000) === 0b1000_0000) found--;
  return found;
}

type ByteOrder = 'little' | 'big';

/** RFC 4627, section 3: a JSON text starts with two ASCII characters, so that its zeros tell its encoding. */
function utf16Order(bytes: Uint8Array): ByteOrder | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return 'little';
  if (a === 0xfe && b === 0xff) return 'big';
  if (a && b === 0 && c && d === 0) return 'little';
  if (a === 0 && b && c === 0 && d) return 'big';
  return undefined;
}

function decodeUtf16(bytes: Uint8Array, order: ByteOrder): Decoded {
  if (bytes.length % 2 === 1) return { byte: bytes.length - 1 };
  const little = Buffer.from(bytes);
  if (order === 'big') little.swap16();
  const text = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(little);
  const zero = text.indexOf('\0');
  if (zero >= 0) return { byte: 2 * zero };
  const again = Buffer.from(text, 'utf16le');
  if (!little.equals(again)) return { byte: firstDifference(little, again) };
  return { text: text.replace(/^\ufeff/, '') };
}

function firstDifference(bytes: Uint8Array, others: Uint8Array): number {
  const found = bytes.findIndex((byte, index) => byte !== others[index]);
  return found < 0 ? bytes.length : found;
}
