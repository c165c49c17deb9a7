import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/commands/index.ts';
import { parseArguments } from '../../../src/commands/parse-arguments.ts';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { recordTerminal } from './terminal.ts';

async function parse(...argv: string[]) {
  const terminal = recordTerminal();
  const asked = await parseArguments(argv, terminal);
  return { command: asked?.command.name, args: asked?.args, printed: terminal.result.printed.join('\n') };
}

async function usageFault(...argv: string[]): Promise<string> {
  const error = await parse(...argv).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stop)) throw new Error(`expected a Stop, got ${String(error)}`);
  const [found] = error.diagnostics;
  if (found.code !== 'usage-invalid') throw new Error(found.code);
  return found.args.reason;
}

describe('parseArguments', () => {
  it.each<[string, string[], object]>([
    ['nothing', ['build'], { names: [], spec: undefined, strict: undefined, json: undefined }],
    ['modules', ['build', 'contacts', '007'], { names: ['contacts', '007'] }],
    [
      'specs and modules mixed',
      ['build', '--spec', 'a.json', 'contacts', '--spec=b.yaml'],
      { spec: ['a.json', 'b.yaml'], names: ['contacts'] },
    ],
    ['standard input', ['build', '--spec', '-'], { spec: ['-'], names: [] }],
    [
      'flags before the command',
      ['--json', '--spec', 'a.json', 'build'],
      { json: true, spec: ['a.json'], names: [] },
    ],
    ['a flag twice', ['build', '--out', 'a', '--out', 'b'], { out: 'b' }],
    ['a number as text', ['build', '--out', '42'], { out: '42' }],
    [
      'every switch',
      ['build', '--strict', '--quiet', '--verbose', '--no-color', '--webhooks', '--dry-run', '--debug'],
      {
        strict: true,
        quiet: true,
        verbose: true,
        'no-color': true,
        webhooks: true,
        'dry-run': true,
        debug: true,
      },
    ],
    ['reference roots', ['build', '--ref-root', 'a', '--ref-root', 'b'], { 'ref-root': ['a', 'b'] }],
  ])('reads %s', async (_name, argv, want) => {
    const { command, args } = await parse(...argv);
    expect(command).toBe('build');
    expect(args).toMatchObject(want);
  });

  it.each<[string[], RegExp]>([
    [['bild'], /unknown command bild; did you mean build\?/],
    [['zzz'], /unknown command zzz; expected init or build or list/],
    [['build', '--jsn'], /unknown flag --jsn; did you mean --json\?/],
    [['build', '--dryrun'], /did you mean --dry-run\?/],
    [['list', '--dry-run'], /unknown flag --dry-run for this command/],
    [['build', '--dry-run=yes'], /--dry-run is a switch and takes no value, found yes/],
    [['build', '--strict='], /--strict is a switch/],
    [['build', '--out='], /flag --out needs a value, found an empty one/],
    [['build', '--spec', '', 'contacts'], /flag --spec needs a value/],
    [['smoke', '--mode', 'foo'], /--mode takes "read", "write", "negative", found foo/],
    [['build', '--', '--bogus'], /nothing is read after --, found --bogus/],
    [['build', '-x'], /unknown flag -x/],
    [['build', '--out'], /flag --out needs a value/],
    [['build', '--spec'], /flag --spec needs a value/],
    [['build', '--port', '80'], /unknown flag --port/],
  ])('refuses %j', async (argv, reason) => {
    expect(await usageFault(...argv)).toMatch(reason);
  });

  it.each([['--version'], ['build', '--version']])('prints the version for %s', async (...argv) => {
    const { command, printed } = await parse(...argv);
    expect(command).toBeUndefined();
    expect(printed).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('shows every command and its example in the help', async () => {
    const help = await parse('--help');
    // A summary may take two lines.
    const printed = help.printed.replaceAll(/\s+/g, ' ');
    for (const { name, summary } of commands) {
      expect(printed).toMatch(new RegExp(`:(?: .*?)? ${name} `));
      expect(printed).toContain(summary);
    }
    expect(printed).toMatch(/Examples:/);
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    'shows flags and examples of %s',
    async (name, command) => {
      const { printed } = await parse(name, '--help');
      expect(command.examples.length).toBeGreaterThan(0);
      for (const [line] of command.examples) expect(printed).toContain(line.replace('$0', 'hoopai-postman'));
      for (const flag of ['--config', '--spec', '--out', '--json', '--quiet', '--no-color'])
        expect(printed).toContain(flag);
    },
  );
});
