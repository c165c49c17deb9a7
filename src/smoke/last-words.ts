/** What a process said on standard error before it ended. */
export interface LastWords {
  readonly hear: (chunk: Buffer) => void;
  /** `: ` and the last line that tells of an error; '' when none does. */
  readonly error: () => string;
}

const CHARACTERS_KEPT = 2_000;

export function lastWords(): LastWords {
  let said = '';
  return {
    hear: (chunk) => {
      said = lastLines(said + chunk.toString());
    },
    error: () => {
      const lines = said.trim().split('\n');
      const line = lines.findLast((text) => /error/i.test(text));
      return line === undefined ? '' : `: ${line.trim()}`;
    },
  };
}

/** The two arguments of a process's `exit`, in words. */
export function howItEnded(code: number | null, signal: string | null): string {
  return signal === null ? `with the code ${code}` : `by ${signal}`;
}

/** Whole lines only: half a secret would not be found. */
function lastLines(said: string): string {
  return said.length <= CHARACTERS_KEPT ? said : said.slice(-CHARACTERS_KEPT).replace(/^[^\n]*\n?/, '');
}
