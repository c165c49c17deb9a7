import type { Options } from 'yargs';

// The parser's own lists would take `contacts` of `--spec a.json contacts` for a second spec, and refuse `-`.
const repeatable = {
  type: 'string',
  requiresArg: true,
  coerce: (value: string | readonly string[] | undefined): readonly string[] | undefined =>
    value === undefined ? undefined : [value].flat(),
} as const;

/** Of the commands that look at what a build writes. */
export const formatFlag = {
  choices: ['v2.1', 'v3', 'both'] as const,
  requiresArg: true,
  describe: "Collections as files (v2.1, the default), as folders of Postman's newer format, or both",
} as const satisfies Options;

/** Every command takes these. */
export const commonFlags = {
  config: { type: 'string', requiresArg: true, describe: 'Config file (default: hoopai-postman.config.*)' },
  spec: { ...repeatable, describe: 'Spec: path, glob, URL or - for stdin; repeatable' },
  out: { type: 'string', requiresArg: true, describe: 'Folder for what is made (default: out)' },
  'ref-root': { ...repeatable, describe: 'A further folder that references may reach; repeatable' },
  webhooks: { type: 'boolean', describe: 'Count OpenAPI 3.1 webhooks in, as a folder of their own' },
  strict: { type: 'boolean', describe: 'Exit code 1 when a warning or error was found' },
  json: { type: 'boolean', describe: 'Result as JSON on standard output' },
  quiet: { type: 'boolean', describe: 'Say nothing but errors' },
  verbose: { type: 'boolean', describe: 'Show every diagnostic' },
  'no-color': { type: 'boolean', describe: 'No colours; NO_COLOR does the same' },
  debug: { type: 'boolean', describe: 'Stack trace of an unexpected fault' },
} as const satisfies Record<string, Options>;
