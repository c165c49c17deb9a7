import { relative, resolve } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printable, printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { openQuestions } from '../io/ask.ts';
import type { Terminal } from '../io/console.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import type { MergeReport } from '../model/merge.ts';
import { defineCommand } from './command.ts';
import { decideConflicts } from './decide-conflicts.ts';
import { formatAll } from './format-diagnostics.ts';
import { formatMerge } from './format-merge.ts';
import { openView } from './open-view.ts';

const COLUMNS = 100;

export const mergeCommand = defineCommand({
  name: 'merge',
  group: 'team',
  positional: { name: 'export', describe: 'The collection file that Postman exported' },
  summary: 'Take the edits in an export from Postman over into what the specs give now',
  examples: [
    [
      '$0 merge contacts.json',
      'Into out/merged/contacts.postman_collection.json; exit 1 if a default decided',
    ],
    ['$0 merge contacts.json --dry-run', 'Only say what is kept, taken and in conflict'],
    ['$0 merge contacts.json --prefer ours', 'What both changed is as the spec has it'],
    ['$0 merge new.json --base imported.json', 'From the file that was imported, when it is not found'],
  ],
  flags: {
    module: { type: 'string', requiresArg: true, describe: 'Module of the export (default: found in it)' },
    base: {
      type: 'string',
      requiresArg: true,
      describe: 'The collection that was imported, or none (default: found by spec_build)',
    },
    output: { type: 'string', requiresArg: true, describe: 'File to write (default: in out/merged)' },
    prefer: {
      type: 'string',
      choices: ['theirs', 'ours'] as const,
      describe: 'Decides what both changed (default: theirs for values and text, ours for structure)',
    },
    'dry-run': { type: 'boolean', describe: 'Say what would be merged, and write nothing' },
  },
  run: async (args, { result, notes }) => {
    const [name, ...others] = args.names;
    if (name === undefined || others.length > 0)
      throw new Stop([diagnostic('usage-invalid', { reason: 'expected merge and one export' })]);
    const { mergeExport } = await import('../merge-export.ts');
    const { readSettings } = await import('../settings.ts');
    const folder = workingDirectory();
    const { config, strict } = await readSettings(
      { ...args, specs: args.spec, refRoots: args['ref-root'] },
      folder,
    );
    const base = args.base === undefined || args.base === 'none' ? args.base : resolve(folder, args.base);
    const asks = !args.json && !args.quiet && args.prefer === undefined;
    const merged = await mergeExport(config, {
      file: resolve(folder, name),
      dryRun: args['dry-run'] ?? false,
      stdin: standardInput(),
      ...(asks && { decide: (report) => decide(report, notes) }),
      ...(args.module !== undefined && { module: args.module }),
      ...(base !== undefined && { base }),
      ...(args.prefer !== undefined && { prefer: args.prefer }),
      ...(args.output !== undefined && { output: resolve(folder, args.output) }),
    });
    const { module, output, report } = merged;
    const view = await openView(notes, folder);
    if (args.json) {
      const diagnostics = view.toJson(merged.diagnostics);
      const json = { module, base: merged.base ?? null, output, ...report, diagnostics };
      result.print(printableJson(JSON.stringify(json, null, 2)));
    } else if (!args.quiet) {
      const shape = { paint: notes.paint, columns: notes.columns ?? COLUMNS };
      for (const line of formatMerge(report, shape)) notes.print(line);
      for (const line of formatAll(merged.diagnostics, view)) notes.print(line);
      const [from, to] = [merged.base ?? 'none', output].map((file) => shownFile(folder, file));
      notes.print(
        `Base: ${from}. ${args['dry-run'] ? 'Would write' : 'Wrote'} ${to}: import it into Postman.`,
      );
    }
    const isOpen = report.changes.some(({ decidedBy }) => decidedBy === 'default');
    return isOpen || (strict && merged.diagnostics.length > 0) ? 1 : 0;
  },
});

/** On a terminal a person says what counts; elsewhere the defaults do. */
async function decide(
  { changes }: MergeReport,
  notes: Terminal['notes'],
): ReturnType<typeof decideConflicts> {
  const questions = openQuestions();
  if (!questions) return new Map();
  const conflicts = changes.filter(({ outcome }) => outcome === 'conflict');
  try {
    return await decideConflicts(conflicts, {
      ask: async (question) => (await questions.ask(question)) ?? unanswered(),
      print: notes.print,
      columns: notes.columns ?? COLUMNS,
    });
  } finally {
    questions.close();
  }
}

function unanswered(): never {
  const reason = 'the question was left without an answer: nothing was written';
  throw new Stop([diagnostic('usage-invalid', { reason })]);
}

function shownFile(folder: string, file: string): string {
  const short = relative(folder, file);
  return printable(file === 'none' || short.startsWith('..') ? file : short);
}
