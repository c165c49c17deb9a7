import type { RunReport } from '../model/report.ts';

const REMOVED = '(removed)';

/** Shorter secrets are left: they would be found in words and numbers that mean something else. */
const SHORTEST = 4;

/** Replaces secrets in a text, in whatever form a server or a tool may echo them. */
export type Redact = (text: string) => string;

export function redactor(secrets: readonly string[]): Redact {
  const forms = [...new Set(secrets.filter((secret) => secret.length >= SHORTEST).flatMap(formsOf))].toSorted(
    (left, right) => right.length - left.length,
  );
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(
    forms.map((form) => form.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('|'),
    'gi',
  );
  return (text) => text.replaceAll(pattern, REMOVED);
}

/** The report with every string of it redacted. */
export function redactReport(report: RunReport, redact: Redact): RunReport {
  return redactValue(report, redact) as RunReport;
}

function redactValue(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [redact(key), redactValue(inner, redact)]),
  );
}

/** Plain, URL-encoded, JSON- and HTML-escaped, and in base64 wherever in a text it stood. */
function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const html = secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  const encoded = encodeURIComponent(secret);
  const everything = [...Buffer.from(secret)]
    .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
    .join('');
  return [
    secret,
    json,
    JSON.stringify(json).slice(1, -1),
    html,
    encoded,
    encoded.replaceAll('%20', '+'),
    encodeURIComponent(encoded),
    everything,
    ...inBase64(secret),
  ];
}

/**
 * Base64 takes three bytes at a time, so that a secret inside a longer text looks different by where it starts; of
 * each of the three, the part that depends on the secret alone.
 */
function inBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = offset === 0 ? 0 : offset + 1;
    // The last character may hold bits of what follows.
    const end = (offset + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    const own = text.slice(start, end);
    return own.length < 6 ? [] : [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
