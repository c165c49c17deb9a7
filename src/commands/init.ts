import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { exists, workingDirectory } from '../io/surroundings.ts';
import { askInit } from './ask-init.ts';
import { defineCommand } from './command.ts';

export const initCommand = defineCommand({
  name: 'init',
  group: 'start',
  summary: 'Set up this folder: config, .gitignore, CI file, first build',
  examples: [
    ['$0 init', 'Asks at most three questions; what is there stays as it is'],
    ['$0 init --yes', 'Asks nothing: the specs of ./specs or the bundled ones, GitHub Actions'],
    ['$0 init --spec api.yaml --ci gitlab', 'Two answers as flags'],
  ],
  flags: {
    yes: { type: 'boolean', describe: 'Ask nothing' },
    'base-url': { type: 'string', requiresArg: true, describe: "The API's address (default: the profile's)" },
    ci: {
      type: 'string',
      requiresArg: true,
      choices: ['github', 'gitlab', 'none'],
      describe: 'CI file to write (default: github, or gitlab where that is in use)',
    },
  },
  run: async (args, terminal) => {
    const { INIT_PATHS, planInit } = await import('../init/plan-init.ts');
    const { readStanding } = await import('../io/read-standing.ts');
    const { readTemplate } = await import('../io/read-templates.ts');
    const { checkFolders, openOut } = await import('../io/open-out.ts');
    const { writeTogether } = await import('../io/write-together.ts');
    const folder = workingDirectory();
    const standing = await readStanding(folder, INIT_PATHS);
    const answers = await askInit(args, standing);
    checkBaseUrl(answers.baseUrl);
    const files = planInit(answers, standing, {
      config: readTemplate('config.mjs'),
      github: readTemplate('ci/github.yml'),
      gitlab: readTemplate('ci/gitlab.yml'),
    });
    const written = files.flatMap(({ path, content }) =>
      content === undefined ? [] : [{ path, bytes: Buffer.from(content) }],
    );
    const here = await openOut(folder);
    await checkFolders(
      here,
      written.map(({ path }) => path),
    );
    await writeTogether(here, written);
    if (!args.quiet && !args.json) {
      for (const { path, does } of files) terminal.notes.print(`${SAID[does]} ${printable(path)}`);
      if (answers.ci !== 'none' && !exists(join(folder, 'package.json'))) terminal.notes.print(NO_PACKAGE);
    }
    const { buildCommand } = await import('./build.ts');
    return buildCommand.run(args as never, terminal);
  },
});

const NO_PACKAGE =
  'The CI file begins with npm ci: it needs a package.json that names hoopai-postman, and its lock file.';
const SAID = { write: 'wrote   ', add: 'added to', keep: 'kept    ' } as const;

/** @throws Stop for what no request could be sent to, or what would put a password into a file. */
function checkBaseUrl(text: string): void {
  if (text === '') return;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search) return;
  const reason = 'the base URL should begin with http:// or https:// and hold no password and no query';
  throw new Stop([diagnostic('usage-invalid', { reason })]);
}
