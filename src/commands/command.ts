import type { InferredOptionTypes, Options } from 'yargs';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Terminal } from '../io/console.ts';
import type { commonFlags } from './flags.ts';

/** 0: done. 1: the work ran and found failures. 130: interrupted. 2, could not run, is thrown as a `Stop`. */
export type ExitCode = 0 | 1 | 130;

/** The jobs that commands do, with the heading of each in the help, in its order. */
export const GROUPS = {
  start: 'Get started',
  build: 'Build',
  run: 'Run',
  team: 'Keep in step with the team',
  more: 'Make more of the specs',
} as const;

/** One command, as data for the argument parser and an action. */
export interface Command {
  readonly name: string;
  /** Where the help lists it; absent: `more`. */
  readonly group?: keyof typeof GROUPS;
  /** A positional argument that takes any number of values; absent: none. */
  readonly positional?: { readonly name: string; readonly describe: string };
  readonly summary: string;
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Beyond the common ones. */
  readonly flags: Readonly<Record<string, Options>>;
  /** Imports what is heavy inside, so that `--help` does not wait for it. */
  readonly run: (args: never, terminal: Terminal) => Promise<ExitCode>;
}

export type CommonArgs = InferredOptionTypes<typeof commonFlags>;

/** Ties the type of an action's arguments to the flags that are declared. */
export function defineCommand<const Flags extends Readonly<Record<string, Options>>>(
  command: Omit<Command, 'flags' | 'run'> & {
    readonly flags: Flags;
    readonly run: (
      args: CommonArgs & InferredOptionTypes<Flags> & Positional,
      terminal: Terminal,
    ) => Promise<ExitCode>;
  },
): Command {
  return command;
}

export interface Positional {
  /** The positional's values, whatever it is called. */
  readonly names: readonly string[];
}

/** 1 when a module failed while others did not, or when `strict` and anything worse than a note was found. */
export function exitCodeOf(
  {
    failed,
    diagnostics,
  }: { readonly failed: readonly unknown[]; readonly diagnostics: readonly Diagnostic[] },
  strict: boolean,
): ExitCode {
  if (failed.length > 0) return 1;
  return strict && diagnostics.some(({ severity }) => severity !== 'info') ? 1 : 0;
}
