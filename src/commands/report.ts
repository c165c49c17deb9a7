import { join, resolve } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { readReports } from '../io/read-reports.ts';
import { workingDirectory } from '../io/surroundings.ts';
import { formatTerminal } from '../report/format-terminal.ts';
import { mergeReports } from '../report/merge-reports.ts';
import { verdictOf } from '../report/verdict.ts';
import { defineCommand } from './command.ts';
import { publishReport } from './publish-report.ts';

export const reportCommand = defineCommand({
  name: 'report',
  group: 'run',
  positional: { name: 'files', describe: 'The word merge, then the smoke.json of each shard' },
  summary: 'Make one report of those of several shards',
  examples: [
    ['$0 report merge shard-*/smoke.json', 'One report into out/reports; exit 1 when a shard had failures'],
  ],
  flags: {},
  run: async ({ names: [verb, ...files], out, json, quiet }, { result, notes }) => {
    if (verb !== 'merge' || files.length === 0) {
      throw new Stop([
        diagnostic('usage-invalid', { reason: 'expected report merge and the files to merge' }),
      ]);
    }
    const folder = workingDirectory();
    const report = mergeReports(await readReports(files.map((file) => resolve(folder, file))));
    await publishReport(report, join(resolve(folder, out ?? 'out'), 'reports'), notes);
    if (json) result.print(printableJson(JSON.stringify(report, null, 2)));
    else if (!quiet)
      for (const line of formatTerminal(report, { paint: notes.paint, verbose: false })) notes.print(line);
    return verdictOf(report).passed ? 0 : 1;
  },
});
