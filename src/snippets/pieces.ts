/** Text that a snippet sends: literal parts, and variables that it reads from its environment. */
export type Pieces = readonly (string | VariablePiece)[];

export interface VariablePiece {
  /** Name of the variable in the process environment: `CONTACT_ID`. */
  readonly variable: string;
}

/** By their names in Postman (`contact_id`), what the variables of a module are called in the process environment. */
export type VariableNames = ReadonlyMap<string, string>;

/** Splits `{{variables}}` off. One that nothing declares is text: a merge tag of the platform, such as `{{contact.name}}`. */
export function piecesOf(text: string, names: VariableNames): Pieces {
  const parts = text.split(/\{\{([A-Za-z_][\w-]*)\}\}/);
  const pieces = parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const variable = names.get(part);
    return variable === undefined ? `{{${part}}}` : { variable };
  });
  return joined(pieces);
}

/** The same with each literal part changed. */
export function mapText(pieces: Pieces, change: (text: string) => string): Pieces {
  return joined(pieces.map((piece) => (typeof piece === 'string' ? change(piece) : piece)));
}

/** Names of the variables in the order of their first use. */
export function variablesIn(pieces: Pieces): readonly string[] {
  return [...new Set(pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece.variable)))];
}

/** Neighbouring texts become one, and empty ones go. */
function joined(pieces: Pieces): Pieces {
  const result: (string | VariablePiece)[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece === '') continue;
    if (typeof piece === 'string' && typeof last === 'string') result[result.length - 1] = last + piece;
    else result.push(piece);
  }
  return result;
}
