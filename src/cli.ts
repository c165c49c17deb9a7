#!/usr/bin/env node
import { runCommandLine } from './commands/run-command-line.ts';
import { tolerateClosedPipes } from './io/console.ts';

tolerateClosedPipes();
// The work stops at once; files are renamed into place, so none is left half written.
process.once('SIGINT', () => process.exit(130));
process.exitCode = await runCommandLine(process.argv.slice(2));
