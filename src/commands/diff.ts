import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import type { DiffReport } from '../model/diff.ts';
import { defineCommand, type ExitCode } from './command.ts';
import { formatErrors } from './format-diagnostics.ts';
import { formatDiff } from './format-diff.ts';
import { openView } from './open-view.ts';

export const diffCommand = defineCommand({
  name: 'diff',
  group: 'team',
  positional: {
    name: 'sides',
    describe:
      'FROM and TO: spec, folder, glob, URL, built out folder, collection, or git revision (default: HEAD and the specs)',
  },
  summary: 'Say what changed for callers of the API, each change graded breaking, risky or safe',
  examples: [
    ['$0 diff', 'What the specs promise now against the last commit'],
    ['$0 diff main --fail-on breaking', 'In CI, against a branch: exit code 1 when callers would break'],
    ['$0 diff v1.yaml v2.yaml --markdown', 'Two files, as text for a pull request'],
    ['$0 diff out export.json', 'What a build holds against a collection exported from Postman'],
  ],
  flags: {
    markdown: { type: 'boolean', describe: 'As Markdown on standard output' },
    'fail-on': {
      type: 'string',
      requiresArg: true,
      choices: ['breaking', 'risky', 'any'],
      describe: 'Exit code 1 when there is a change of this grade or a graver one',
    },
  },
  run: async (args, { result, notes }) => {
    if (args.names.length > 2)
      throw new Stop([diagnostic('usage-invalid', { reason: 'expected at most two sides to compare' })]);
    // An unset variable of a shell: the working directory would be taken instead.
    if (args.names.includes(''))
      throw new Stop([diagnostic('usage-invalid', { reason: 'a side to compare is empty' })]);
    const { runDiff } = await import('../diff-run/run-diff.ts');
    const { formatMarkdown } = await import('../diff/format-markdown.ts');
    const { readSettings } = await import('../settings.ts');
    const folder = workingDirectory();
    const { config } = await readSettings({ ...args, specs: args.spec, refRoots: args['ref-root'] }, folder);
    const { report, failed, diagnostics } = await runDiff(args.names, { config, stdin: standardInput() });
    const view = await openView(result, folder);
    for (const line of formatErrors(diagnostics, { ...view, paint: notes.paint })) notes.print(line);
    if (args.json)
      result.print(
        printableJson(JSON.stringify({ ...report, failed, diagnostics: view.toJson(diagnostics) }, null, 2)),
      );
    else if (args.markdown) result.print(formatMarkdown(report).trimEnd());
    else if (!args.quiet) for (const line of formatDiff(report, view)) result.print(line);
    return failed.length > 0 ? 1 : exitCode(report, args['fail-on']);
  },
});

function exitCode({ summary: { breaking, risky, safe } }: DiffReport, failOn: string | undefined): ExitCode {
  const counted = { breaking, risky: breaking + risky, any: breaking + risky + safe };
  return counted[(failOn ?? '') as keyof typeof counted] > 0 ? 1 : 0;
}
