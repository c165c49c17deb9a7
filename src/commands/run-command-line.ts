import { printable, printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { openTerminal, type Terminal } from '../io/console.ts';
import { workingDirectory } from '../io/surroundings.ts';
import type { ExitCode } from './command.ts';
import { formatAll } from './format-diagnostics.ts';
import { openView } from './open-view.ts';
import { parseArguments } from './parse-arguments.ts';

/** Runs what the arguments ask for; gives the exit code: 0 done, 1 failures found, 2 could not run. */
export async function runCommandLine(argv: readonly string[]): Promise<ExitCode | 2> {
  const terminal = openTerminal({ colour: !argv.includes('--no-color') });
  try {
    if (argv[0] === '--get-yargs-completions') {
      const { completeWords } = await import('./complete-words.ts');
      for (const word of await completeWords(argv.slice(1))) terminal.result.print(word);
      return 0;
    }
    const asked = await parseArguments(argv, terminal);
    return asked === undefined ? 0 : await asked.command.run(asked.args, terminal);
  } catch (error) {
    if (error instanceof Stop) await tellStop(error, argv, terminal);
    else tellBug(error, argv, terminal);
    return 2;
  }
}

async function tellStop(
  { diagnostics }: Stop,
  argv: readonly string[],
  { result, notes }: Terminal,
): Promise<void> {
  const view = await openView(notes, workingDirectory());
  for (const line of formatAll(diagnostics, view)) notes.print(line);
  if (!argv.includes('--json')) return;
  result.print(
    printableJson(JSON.stringify({ stopped: true, diagnostics: view.toJson(diagnostics) }, null, 2)),
  );
}

function tellBug(error: unknown, argv: readonly string[], { notes }: Terminal): void {
  const message = error instanceof Error ? error.message : String(error);
  notes.print(
    `${notes.paint.red('error')}  This is a fault of hoopai-postman, not of your input: ${printable(message)}. ` +
      'Please report it with the command, the spec and what --debug adds.',
  );
  if (argv.includes('--debug') && error instanceof Error) notes.print(error.stack ?? message);
}
