import type { PlayFile } from './serve-playground.ts';

export interface PlayTexts {
  readonly page: string;
  readonly script: string;
  readonly style: string;
  readonly swaggerUi: { readonly script: Uint8Array; readonly style: Uint8Array };
  /** By module: the document as JSON. */
  readonly documents: ReadonlyMap<string, string>;
  /** Absent: there is no receiver beside the playground. */
  readonly events?: { readonly page: string; readonly script: string };
}

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';

/** By path, all that the playground serves of its own. */
export function playFiles({
  page,
  script,
  style,
  swaggerUi,
  documents,
  events,
}: PlayTexts): ReadonlyMap<string, PlayFile> {
  return new Map<string, PlayFile>([
    ['/', { type: HTML, body: page }],
    ['/playground.js', { type: SCRIPT, body: script }],
    ['/playground.css', { type: STYLE, body: style }],
    ['/swagger-ui-bundle.js', { type: SCRIPT, body: swaggerUi.script }],
    ['/swagger-ui.css', { type: STYLE, body: swaggerUi.style }],
    ...(events
      ? ([
          ['/events', { type: HTML, body: events.page }],
          ['/events.js', { type: SCRIPT, body: events.script }],
        ] as const)
      : []),
    ...[...documents].map(
      ([module, body]) => [`/specs/${encodeURIComponent(module)}.json`, { type: JSON_TYPE, body }] as const,
    ),
  ]);
}
