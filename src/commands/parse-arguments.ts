import yargs, { type Arguments, type Argv } from 'yargs';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { Screen, Terminal } from '../io/console.ts';
import { packageVersion } from '../io/surroundings.ts';
import type { Command } from './command.ts';
import { commonFlags } from './flags.ts';
import { formatCommands } from './format-commands.ts';
import { commands } from './index.ts';
import { overviewCommand } from './overview.ts';

export interface AskedCommand {
  readonly command: Pick<Command, 'name' | 'run'>;
  /** What the command's flags declare; the parser has checked them. */
  readonly args: never;
}

/** `summary: false` leaves it out of the parser's own list. */
type Declared = Omit<Command, 'summary'> & { readonly summary: string | false };

const NAME = 'hoopai-postman';
const WIDEST = 100;

/** Prints help or version where that is asked for (undefined); no command asks how things stand. Throws a `Stop` for arguments that nothing knows. */
export async function parseArguments(
  argv: readonly string[],
  terminal: Terminal,
): Promise<AskedCommand | undefined> {
  checkSwitches(argv);
  let asked: AskedCommand | undefined;
  const parser = declaredFor(argv).reduce(
    (program, command) =>
      declare(program, command, (args) => {
        asked = { command, args: readArgs(args, command) };
      }),
    program(terminal.result, argv),
  );
  let printed = '';
  const args = await parser.parseAsync(argv, {}, (_error, _args, output) => {
    printed = output;
  });
  if (asked) return asked;
  if (printed === '') return { command: overviewCommand, args: readArgs(args, overviewCommand) };
  // The parser would take the indentation away.
  const list = formatCommands(commands, columnsOf(terminal.result));
  terminal.result.print(printed.replace(PURPOSE, () => `${PURPOSE}\n\n${list}`));
  return undefined;
}

/** The script that a shell's start-up file takes, for the shell that `SHELL` names. */
export async function completionScript(): Promise<string> {
  let script = '';
  const parser = yargs()
    .scriptName(NAME)
    .completion('completion', false, () => [])
    .exitProcess(false);
  await parser.parseAsync(['completion'], {}, (_error, _args, output) => {
    script = output;
  });
  return script;
}

/**
 * What the parser has to know of. It lays out the help of every command that runs, asked or not, which takes longer
 * than all else that it does: where nobody asks, only the command in question is declared, and its flags are hidden.
 */
function declaredFor(argv: readonly string[]): readonly Declared[] {
  const named = commands.filter(({ name }) => argv.includes(name));
  // The list of all commands is ours: the parser knows no groups.
  if (named.length === 0) return commands.map((command) => ({ ...command, summary: false }));
  if (asksForHelp(argv)) return named;
  return named.map((command) => ({ ...command, examples: [], flags: hidden(command.flags) }));
}

function asksForHelp(argv: readonly string[]): boolean {
  return argv.some((argument) => /^(-h|--help)/.test(argument));
}

function hidden(flags: Command['flags']): Command['flags'] {
  return Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, { ...flag, hidden: true }]));
}

/** The parser takes any value but `true` for no, so that `--dry-run=yes` would write. */
function checkSwitches(argv: readonly string[]): void {
  const switches = new Set(
    commands
      .flatMap(({ flags }) => Object.entries({ ...commonFlags, ...flags }))
      .filter(([, { type }]) => type === 'boolean')
      .map(([name]) => name),
  );
  const end = argv.indexOf('--');
  for (const argument of end < 0 ? argv : argv.slice(0, end)) {
    const [, name = '', value = ''] = /^--([\w-]+)=(.*)$/s.exec(argument) ?? [];
    if (switches.has(name) && value !== 'true' && value !== 'false')
      throw usage(`flag --${name} is a switch and takes no value, found ${value}`);
  }
  // The parser would drop it without a word.
  const dash = argv.findIndex((argument, index) => argument === '-' && !argv[index - 1]?.startsWith('--'));
  if (dash >= 0) throw usage('- for standard input is taken by --spec only: --spec -');
  if (end >= 0 && end < argv.length - 1) throw usage(`nothing is read after --, found ${argv[end + 1]}`);
}

function columnsOf({ columns }: Screen): number {
  return Math.min(columns ?? WIDEST, WIDEST);
}

function program(screen: Screen, argv: readonly string[]): Argv {
  const helps = asksForHelp(argv);
  return yargs()
    .scriptName(NAME)
    .usage(`$0 <command>\n\n${PURPOSE}`)
    .locale('en')
    .parserConfiguration({ 'boolean-negation': false, 'dot-notation': false })
    .version(packageVersion())
    .alias('help', 'h')
    .options(helps ? commonFlags : hidden(commonFlags))
    .group([...Object.keys(commonFlags), 'help', 'version'], 'Common options:')
    .example(helps ? commands.flatMap(({ examples: [first] }) => (first ? [[...first]] : [])) : [])
    .strictCommands()
    .strictOptions()
    .exitProcess(false)
    .wrap(columnsOf(screen))
    .epilogue('Exit codes: 0 done, 1 failures found, 2 could not run.')
    .fail((message, error) => {
      // The parser's own complaints have no class that could be asked for.
      throw error && error.name !== 'YError' ? error : usage(explain(error?.message ?? message));
    });
}

const PURPOSE = 'OpenAPI specs to Postman collections that a person would keep.';

function declare(program: Argv, command: Declared, run: (args: Arguments) => void): Argv {
  const { name, positional, summary, examples, flags } = command;
  const call = positional ? `${name} [${positional.name}..]` : name;
  const build = (own: Argv): Argv => {
    const described = own.options(flags).example(examples.map(([line, does]) => [line, does]));
    if (!positional) return described;
    const { describe } = positional;
    return described.positional(positional.name, { describe, type: 'string', array: true });
  };
  return summary === false
    ? program.command(call, false, build, run)
    : program.command(call, summary, build, run);
}

/** A flag that stands twice counts as it stands last; only the repeatable ones keep all their values. */
function readArgs(args: Arguments, { positional, flags }: Pick<Command, 'positional' | 'flags'>): never {
  const declared = Object.entries({ ...commonFlags, ...flags });
  const read = declared.map(([name, flag]) => {
    const value = args[name];
    // An unset variable of a shell: the working directory would be taken instead.
    if ([value].flat().includes('')) throw usage(`flag --${name} needs a value, found an empty one`);
    return [name, Array.isArray(value) && !('coerce' in flag) ? value.at(-1) : value];
  });
  const names = positional ? (args[positional.name] ?? []) : [];
  return { ...Object.fromEntries(read), names } as never;
}

/** The parser's English for what it does not know, with the nearest name that it does know. */
function explain(message: string): string {
  const incomplete = /^Not enough arguments following: (.*)$/.exec(message);
  if (incomplete) return `flag --${incomplete[1]} needs a value`;
  const choice = /Argument: ([\w-]+), Given: "?([^"\n]*)"?, Choices: (.*)/.exec(message);
  if (choice) return `flag --${choice[1]} takes ${choice[3]}, found ${choice[2]}`;
  const unknown = /^Unknown (argument|command)s?: (.*)$/.exec(message);
  const [first = ''] = unknown?.[2]?.split(', ') ?? [];
  if (!unknown) return message.replace(/\.$/, '');
  const names = commands.map(({ name }) => name);
  const flags = commands.flatMap((command) =>
    Object.keys({ ...commonFlags, ...command.flags, help: 0, version: 0 }),
  );
  const isCommand = unknown[1] === 'command';
  const near = nearest(first, isCommand ? names : [...new Set(flags)]);
  const dashes = first.length === 1 ? '-' : '--';
  if (isCommand)
    return `unknown command ${first}; ${near ? `did you mean ${near}?` : `expected ${names.join(' or ')}`}`;
  if (near === first) return `unknown flag ${dashes}${first} for this command`;
  return `unknown flag ${dashes}${first}${near ? `; did you mean --${near}?` : ''}`;
}

function usage(reason: string): Stop {
  return new Stop([diagnostic('usage-invalid', { reason })]);
}
