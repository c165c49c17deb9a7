import { buildCommand } from './build.ts';
import { checkCommand } from './check.ts';
import { clientCommand } from './client.ts';
import type { Command } from './command.ts';
import { completionCommand } from './completion.ts';
import { diffCommand } from './diff.ts';
import { envCommand } from './env.ts';
import { exportCommand } from './export.ts';
import { initCommand } from './init.ts';
import { listCommand } from './list.ts';
import { listenCommand } from './listen.ts';
import { mergeCommand } from './merge.ts';
import { mockCommand } from './mock.ts';
import { playgroundCommand } from './playground.ts';
import { publishCommand } from './publish.ts';
import { pullCommand } from './pull.ts';
import { reportCommand } from './report.ts';
import { smokeCommand } from './smoke.ts';
import { snippetCommand } from './snippet.ts';
import { snippetsCommand } from './snippets.ts';
import { typesCommand } from './types.ts';
import { watchCommand } from './watch.ts';

/** In the order in which `--help` shows them. A new command is one file and one line here. */
export const commands: readonly Command[] = [
  initCommand,
  buildCommand,
  listCommand,
  watchCommand,
  checkCommand,
  diffCommand,
  mockCommand,
  playgroundCommand,
  listenCommand,
  smokeCommand,
  reportCommand,
  mergeCommand,
  pullCommand,
  envCommand,
  publishCommand,
  snippetCommand,
  snippetsCommand,
  typesCommand,
  exportCommand,
  clientCommand,
  completionCommand,
];
