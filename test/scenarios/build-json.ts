import { join } from 'node:path';
import { type RunOptions, run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD } from './project.ts';

export interface Built {
  readonly code: number;
  readonly modules: readonly string[];
  readonly diagnostics: readonly {
    readonly code: string;
    readonly message: string;
    readonly file?: string;
    readonly pointer?: string;
    readonly line?: number;
  }[];
  /** All that was printed and written. */
  readonly everything: string;
}

/** Builds specs (or takes `--flag value`) as a user would, and reads what `--json` prints. */
export async function build(
  specs: readonly string[],
  { cwd = temporaryFolder(), stdin }: RunOptions = {},
): Promise<Built> {
  const args = specs.flatMap((spec) => (spec.startsWith('--') ? spec.split(' ') : ['--spec', spec]));
  const ran = await run(['build', '--json', ...args], { cwd, ...(stdin !== undefined && { stdin }) });
  const { modules = [], diagnostics } = JSON.parse(ran.stdout) as {
    modules?: { module: string }[];
    diagnostics: Built['diagnostics'];
  };
  const written = [...filesIn(join(cwd, 'out')).values()];
  return {
    code: ran.code,
    modules: modules.map(({ module }) => module),
    diagnostics,
    everything: [ran.stdout, ran.stderr, ...written].join('\n'),
  };
}

export const codesOf = ({ diagnostics }: Built): string[] => diagnostics.map(({ code }) => code);

/** A spec with a response for each reference: 200, 201 and so on. */
export const refersTo = (...refs: readonly string[]): object => ({
  ...GOOD,
  paths: {
    '/boats': {
      get: {
        responses: Object.fromEntries(
          refs.map(($ref, index) => [
            200 + index,
            { description: 'ok', content: { 'application/json': { schema: { $ref } } } },
          ]),
        ),
      },
    },
  },
});
