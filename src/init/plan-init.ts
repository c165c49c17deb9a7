/** What `init` has to know; texts that a person typed. */
export interface InitAnswers {
  /** Paths, globs, folders or URLs; empty: the default ones. */
  readonly specs: readonly string[];
  /** Of the API; empty: the profile's. */
  readonly baseUrl: string;
  readonly ci: Ci;
  /** The folder for what is made; absent: the usual one. */
  readonly out?: string;
}

export type Ci = 'github' | 'gitlab' | 'none';

/** What stands at a path already: a file with its text, or something that is not touched (a link, a folder). */
export type Standing = { readonly text: string } | 'other';

export interface InitFile {
  readonly path: string;
  readonly does: 'write' | 'add' | 'keep';
  /** The whole file as it is to be; absent: it is kept. */
  readonly content?: string;
}

/** Any of them stands for the config, which there can be only one of. */
export const CONFIG_FILES: readonly string[] = ['mjs', 'ts', 'mts', 'js', 'json', 'yaml', 'yml'].map(
  (ending) => `hoopai-postman.config.${ending}`,
);
const CI_FILES = { github: '.github/workflows/postman.yml', gitlab: '.gitlab-ci.yml' } as const;

/** Paths that a plan asks about. */
export const INIT_PATHS: readonly string[] = [...CONFIG_FILES, '.gitignore', ...Object.values(CI_FILES)];

/** The files of a new project. What is there stays as it is, but that `.gitignore` gets the lines that it lacks. */
export function planInit(
  answers: InitAnswers,
  standing: ReadonlyMap<string, Standing>,
  templates: { readonly [name in 'config' | Exclude<Ci, 'none'>]: string },
): readonly InitFile[] {
  const config = CONFIG_FILES.find((path) => standing.has(path)) ?? CONFIG_FILES[0] ?? '';
  const { ci } = answers;
  return [
    fresh(config, formatConfig(templates.config, answers), standing),
    gitignore(standing.get('.gitignore'), ignoredLines(answers)),
    ...(ci === 'none' ? [] : [fresh(CI_FILES[ci], templates[ci], standing)]),
  ];
}

function fresh(path: string, content: string, standing: ReadonlyMap<string, Standing>): InitFile {
  return standing.has(path) ? { path, does: 'keep' } : { path, does: 'write', content };
}

/** What holds secrets, or is made anew by each run. */
const IGNORED = ['node_modules/', '.env', '*.private.postman_environment.json', '.hoopai-postman/'];

/** A folder elsewhere is not of this repository. */
function ignoredLines({ out = 'out' }: InitAnswers): readonly string[] {
  const folder = out.replace(/^\.\//, '').replace(/\/+$/, '');
  if (!/^\w[\w.-]*(\/[\w-][\w.-]*)*$/.test(folder)) return IGNORED;
  return [...IGNORED, ...['reports', 'edited', 'merged'].map((name) => `${folder}/${name}/`)];
}

function gitignore(before: Standing | undefined, lines: readonly string[]): InitFile {
  const path = '.gitignore';
  if (before === 'other') return { path, does: 'keep' };
  const text = before?.text ?? '';
  const there = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/^\//, '')));
  const missing = lines.filter((line) => !there.has(line) && !there.has(line.replace(/\/$/, '')));
  if (missing.length === 0) return { path, does: 'keep' };
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return {
    path,
    does: before === undefined ? 'write' : 'add',
    content: `${start}${missing.map((line) => `${line}\n`).join('')}`,
  };
}

/** The template shows each key as a comment; one that was answered becomes a line of its own. */
function formatConfig(template: string, { specs, baseUrl, out }: InitAnswers): string {
  const answered = new Map<string, unknown>([
    ...(specs.length > 0 ? [['specs', specs] as const] : []),
    ...(out === undefined ? [] : [['out', out] as const]),
    ...(baseUrl === '' ? [] : [['environments', { production: { base_url: baseUrl } }] as const]),
  ]);
  const lines = template.split('\n').map((line) => {
    const key = /^ {2}\/\/ (\w+): /.exec(line)?.[1] ?? '';
    return answered.has(key) ? `  ${key}: ${JSON.stringify(answered.get(key))},` : line;
  });
  return lines.join('\n');
}
