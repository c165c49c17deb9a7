/**
 * Builds every OpenAPI document of a folder, each twice in two processes, and says what went wrong:
 * `npm run bench:world -- FOLDER [--sample N] [--seed N] [--timeout SECONDS] [--concurrency N] [--largest MB]
 * [--schema FILE]`. A crash or a hang counts against the document that was being built, not against those after it.
 * Exit code 1: a document was not built as it should be; a refusal with a reason is none of these.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTwice } from './world/build-twice.ts';
import { chooseDocuments } from './world/choose-documents.ts';
import { formatSweep, troubleOf } from './world/format-sweep.ts';
import { collectionCheck, type Finding, judge } from './world/judge.ts';
import { readArguments } from './world/read-arguments.ts';

const settings = readArguments(process.argv.slice(2));
const documents = chooseDocuments(settings);
const check = collectionCheck(settings.schema);
const scratch = mkdtempSync(join(tmpdir(), 'hoopai-postman-world-'));
const findings: Finding[] = [];
const waiting = [...documents.chosen];
// What was built till then is told all the same.
process.once('SIGINT', () => waiting.splice(0));

try {
  await Promise.all(
    Array.from({ length: settings.concurrency }, (_, lane) => sweep(join(scratch, `${lane}`))),
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const { lines, isClean } = formatSweep(findings, documents, settings);
for (const line of lines) console.log(line);
process.exitCode = isClean ? 0 : 1;

async function sweep(folder: string): Promise<void> {
  const builder = buildTwice(folder, settings.timeout);
  for (let file = waiting.shift(); file; file = waiting.shift()) {
    const finding = judge(file, await builder.build(file), check);
    findings.push(finding);
    for (const line of troubleOf(finding))
      console.error(`${findings.length}/${documents.chosen.length} ${line}`);
  }
  builder.end();
}
