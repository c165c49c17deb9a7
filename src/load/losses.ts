/** What a parsed document no longer says as it was written, each with the keys that lead to it. */
export interface Losses {
  /** Names that stand twice in one object: only the last value is read. */
  readonly repeated: readonly (readonly string[])[];
  readonly numbers: readonly LostNumber[];
}

/** A number that a double does not hold. */
export interface LostNumber {
  readonly path: readonly string[];
  readonly written: string;
}

/** The text of a document as plain JSON. */
export interface Parsed {
  readonly value: unknown;
  readonly losses: Losses;
}
