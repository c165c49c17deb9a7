import { resolve } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printable, printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { openQuestions } from '../io/ask.ts';
import { variableReader } from '../io/read-variables.ts';
import { workingDirectory } from '../io/surroundings.ts';
import type { EntityReport } from '../model/publish.ts';
import type { PublishHooks } from '../publish-run.ts';
import { defineCommand } from './command.ts';
import { formatAll, formatErrors } from './format-diagnostics.ts';
import { formatEntity, formatPublished } from './format-publish.ts';
import { openView } from './open-view.ts';

export const publishCommand = defineCommand({
  name: 'publish',
  group: 'team',
  positional: { name: 'modules', describe: 'Collections to publish (default: all, and the environments)' },
  summary: "Bring a Postman workspace to what was built, and keep people's edits there",
  examples: [
    ['$0 publish --workspace Team', 'The first time; POSTMAN_API_KEY from the environment or .env'],
    ['$0 publish --dry-run', 'What would be created and changed, request by request'],
    ['$0 publish contacts', 'One collection'],
    ['$0 publish --prune --yes', 'In CI: what is no longer built is deleted in Postman too'],
  ],
  flags: {
    workspace: {
      type: 'string',
      requiresArg: true,
      describe: 'Id or name of the workspace (default: that of the lock)',
    },
    'dry-run': { type: 'boolean', describe: 'Say what would be done, and change nothing' },
    prefer: {
      type: 'string',
      requiresArg: true,
      choices: ['theirs', 'ours'],
      describe: 'Whose version counts where a person and the specs changed one thing',
    },
    prune: { type: 'boolean', describe: 'Delete in Postman what is no longer built, after asking' },
    yes: { type: 'boolean', describe: 'Delete without asking' },
    recreate: { type: 'boolean', describe: 'Make anew what the lock knows and Postman no longer has' },
    lock: {
      type: 'string',
      requiresArg: true,
      describe: 'Which entities are ours, to be committed (default: postman.lock.json)',
    },
    'api-base': {
      type: 'string',
      requiresArg: true,
      describe: "Origin of Postman's API, or of a local stand-in (default: https://api.getpostman.com)",
    },
  },
  run: async (args, { result, notes }) => {
    const { readSettings } = await import('../settings.ts');
    const { publish } = await import('../publish-run.ts');
    const folder = workingDirectory();
    const { config, strict } = await readSettings(
      { ...args, specs: args.spec, refRoots: args['ref-root'] },
      folder,
    );
    const readVariable = variableReader(folder);
    const dryRun = args['dry-run'] ?? false;
    const isQuiet = args.quiet || args.json;
    const named = dryRun || (args.verbose ?? false);
    const report = await publish(
      {
        out: config.out,
        lockFile: resolve(folder, args.lock ?? 'postman.lock.json'),
        apiBase: checkedBase(args['api-base'] ?? readVariable('POSTMAN_API_BASE') ?? API),
        asyncFrom: ASYNC_FROM,
        dryRun,
        recreate: args.recreate ?? false,
        prune: args.prune ?? false,
        ...(args.workspace !== undefined && { workspace: args.workspace }),
        ...(args.prefer !== undefined && { prefer: args.prefer as 'theirs' | 'ours' }),
        ...(args.names.length > 0 && { modules: args.names }),
      },
      {
        readVariable,
        onEntity: (entity) => {
          if (!isQuiet) for (const line of formatEntity(entity, { dryRun, named })) notes.print(line);
        },
        onWait: (ms, reason) => {
          if (!isQuiet && ms >= NOTICED_MS)
            notes.print(printable(`Waiting ${Math.ceil(ms / 1000)} s: ${reason}`));
        },
        onTurn: (pid) => {
          if (!isQuiet) notes.print(`Waiting for another run with the same lock (process ${pid})`);
        },
        wait: (ms) => new Promise((wake) => setTimeout(wake, ms)),
        mayDelete: args.yes ? async () => true : askToDelete,
      },
    );
    const view = await openView(notes, folder);
    const { diagnostics } = report;
    for (const line of isQuiet ? formatErrors(diagnostics, view) : formatAll(diagnostics, view))
      notes.print(line);
    if (!isQuiet) notes.print(formatPublished(report));
    if (args.json)
      result.print(
        printableJson(JSON.stringify({ ...report, diagnostics: view.toJson(diagnostics) }, null, 2)),
      );
    if (report.entities.some(isUnsettled)) return 1;
    return strict && diagnostics.length > 0 ? 1 : 0;
  },
});

/** Not published, or a conflict in it was decided by nobody. */
function isUnsettled({ action, conflicts }: EntityReport): boolean {
  return action === 'failed' || conflicts.some(({ decidedBy }) => decidedBy === 'default');
}

const API = 'https://api.getpostman.com';
/** Bytes: what takes longer than a connection may stay open. */
const ASYNC_FROM = 4 * 1024 * 1024;
const NOTICED_MS = 2_000;

/** The key goes there: to Postman, or to a stand-in on this machine. */
function checkedBase(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPostman = url?.protocol === 'https:' && /(^|\.)(getpostman|postman)\.com$/.test(url.hostname);
  const isLocal = url !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  if (url && (isPostman || isLocal)) return url.origin;
  throw new Stop([
    diagnostic('usage-invalid', {
      reason: `the API's address may be one of Postman's or of this machine, found ${text}`,
    }),
  ]);
}

/** Only a clear yes is one. @throws Stop where nobody can answer. */
const askToDelete: PublishHooks['mayDelete'] = async (orphans) => {
  const names = orphans.map(({ kind, name }) => `${kind} ${name}`).join(', ');
  const questions = openQuestions();
  if (!questions) {
    const reason = `--prune would delete ${names}, and there is nobody to ask: add --yes if that is meant`;
    throw new Stop([diagnostic('usage-invalid', { reason })]);
  }
  const question = `Delete in Postman, with all that people have added to it: ${names}? (y/N) `;
  const answer = await questions.ask(printable(question)).finally(questions.close);
  return /^y(es)?$/i.test(answer?.trim() ?? '');
};
