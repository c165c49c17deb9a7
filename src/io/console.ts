import pc from 'picocolors';

/** The two streams that a command talks to. Text is printed as it is: what comes from a spec is made safe before. */
export interface Terminal {
  /** Results, for standard output. */
  readonly result: Screen;
  /** What a person reads while and after the command runs, for standard error. */
  readonly notes: Screen;
}

export interface Screen {
  readonly print: (text: string) => void;
  readonly paint: Paint;
  /** Columns; undefined when the stream is no terminal and lines may have any length. */
  readonly columns: number | undefined;
  /** Replaces the line that the cursor is in; only on a terminal that is not a CI log, undefined elsewhere. */
  readonly replaceLine?: ((text: string) => void) | undefined;
}

export type Paint = Readonly<
  Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', (text: string) => string>
>;

/** `colour: false` is `--no-color`; otherwise NO_COLOR, FORCE_COLOR and the terminal itself decide. */
export function openTerminal(options: { colour: boolean }): Terminal {
  return { result: openScreen(process.stdout, options), notes: openScreen(process.stderr, options) };
}

/** A reader that goes away early, such as `head`, is no fault; a full disk is one, and nothing can be told there. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      if (stream === process.stdout)
        process.stderr.write(`error  standard output cannot be written: ${error.code ?? error.message}\n`);
      process.exit(2);
    });
  }
}

function openScreen(stream: NodeJS.WriteStream, { colour }: { colour: boolean }): Screen {
  const live = stream.isTTY && !process.env['CI'] && process.env['TERM'] !== 'dumb';
  return {
    print: (text) => void stream.write(`${text}\n`),
    paint: pc.createColors(colour && wantsColour(stream)),
    // A terminal that does not know its width says 0.
    columns: (stream.isTTY && stream.columns) || undefined,
    replaceLine: live ? (text) => void stream.write(`\r\u001b[2K${text}`) : undefined,
  };
}

function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY && TERM !== 'dumb';
}
