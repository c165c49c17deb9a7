import { bareType } from './mock-request.ts';

/** A small file of the given type that readers of it accept; text where the type is not known. */
export function fileBytes(type: string): Uint8Array | string {
  const bare = bareType(type);
  const encoded = FILES.find(([pattern]) => pattern.test(bare))?.[1];
  if (encoded !== undefined) return Buffer.from(encoded, 'base64');
  if (bare === 'text/html') return '<!doctype html><title>Sample</title><p>Sample</p>';
  if (bare === 'text/csv') return 'id,name\r\n1,Sample\r\n';
  if (/[/+]xml$/.test(bare)) return '<?xml version="1.0"?><sample/>';
  if (bare === 'text/event-stream') return 'data: {}\n\n';
  return 'sample';
}

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
/** RIFF header of a WAV file without samples: 8 kHz, 16 bit, mono. */
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=';
/** An archive without entries: only its end record. */
const ZIP = 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==';
const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
).toString('base64');

const FILES: readonly (readonly [RegExp, string])[] = [
  [/^image\/gif$/, GIF],
  [/^image\/(?!svg)/, PNG],
  [/^audio\//, WAV],
  [/^application\/(x-)?zip/, ZIP],
  [/^application\/pdf$/, PDF],
];
