import type { Paint } from '../io/console.ts';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'right';
  /** Gives way, down to its title, when the table is wider than the screen. */
  readonly shrinks?: true;
}

const GAP = '  ';

/** Lines of a table, the titles first. Cells are cut to `columns`; undefined: as wide as they are. */
export function formatTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  screen: { readonly columns: number | undefined; readonly paint: Paint },
): string[] {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const natural = columns.map((column, index) =>
    Math.max(...[column.title, ...cells.map((row) => row[index] ?? '')].map(width)),
  );
  const widths = narrow(natural, columns, screen.columns);
  const line = (row: readonly string[]): string =>
    row
      .map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align))
      .join(GAP)
      .trimEnd();
  return [screen.paint.dim(line(columns.map(({ title }) => title))), ...cells.map(line)];
}

/** Texts side by side in as many columns as fit, filled downwards. */
export function formatColumns(texts: readonly string[], columns: number): string[] {
  const widest = Math.max(0, ...texts.map(width));
  const across = Math.max(1, Math.floor((columns + GAP.length) / (widest + GAP.length)));
  const down = Math.ceil(texts.length / across);
  return Array.from({ length: down }, (_, row) =>
    texts
      .filter((_text, index) => index % down === row)
      .map((text) => pad(text, widest))
      .join(GAP)
      .trimEnd(),
  );
}

/** `text`, its end replaced by an ellipsis where it is too long. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (width(kept) + width(character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

function narrow<Row>(
  natural: readonly number[],
  columns: readonly Column<Row>[],
  available: number | undefined,
): number[] {
  let excess = available === undefined ? 0 : sum(natural) + GAP.length * (columns.length - 1) - available;
  return natural.map((width, index) => {
    const column = columns[index];
    if (excess <= 0 || !column?.shrinks) return width;
    const narrowed = Math.max(column.title.length, width - excess);
    excess -= width - narrowed;
    return narrowed;
  });
}

function pad(text: string, columns: number, align?: 'right'): string {
  const shown = cut(text, columns);
  const filling = ' '.repeat(Math.max(0, columns - width(shown)));
  return align === 'right' ? filling + shown : shown + filling;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const WIDE =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{20000}-\u{3fffd}]/u;

/** Columns on a terminal: two for East Asian characters and emoji, none for combining marks. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1;
  return columns;
}
