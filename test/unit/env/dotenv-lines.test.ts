import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotenvLines } from '../../../src/env/dotenv-lines.ts';
import { shellName } from '../../../src/io/read-variables.ts';

const lines = (values: Record<string, string>) => dotenvLines(new Map(Object.entries(values)), shellName);

describe('dotenvLines', () => {
  it.each([
    ['a token', 'pit-12-34', 'A=pit-12-34'],
    ['an address', 'https://a.example/x?y=1', "A='https://a.example/x?y=1'"],
    ['nothing', '', 'A='],
    ['blanks', ' a  b ', "A=' a  b '"],
    ['a comment', 'a # b', "A='a # b'"],
    ['a command', '$(rm -rf ~) `id` $HOME', "A='$(rm -rf ~) `id` $HOME'"],
    ['double quotes', 'say "hi"', `A='say "hi"'`],
    ['a single quote', "it's", `A="it's"`],
    ['another script', 'Zürich 漁', "A='Zürich 漁'"],
  ])('%s', (_name, value, want) => expect(lines({ a: value })).toEqual({ value: [want], diagnostics: [] }));

  it.each([
    ['a line end', 'a\nEVIL=1'],
    ['a carriage return', 'a\rEVIL=1'],
    ['a line separator', 'a\u2028EVIL=1'],
    ['NUL', 'a\0b'],
    ['both quotes', `it's "it"`],
    ['a single quote and a command', "it's $(id)"],
    ['a backslash before the quote', 'a b\\'],
  ])('leaves out what holds %s, and says so', (_name, value) => {
    const { value: written, diagnostics } = lines({ a: value, b: 'c' });
    expect(written).toEqual(['B=c']);
    expect(diagnostics).toMatchObject([{ code: 'dotenv-left-out', args: { name: 'a' } }]);
    expect(JSON.stringify(diagnostics)).not.toContain('EVIL');
  });

  it('leaves out names that no shell takes, and the second of two that are one', () => {
    const { value, diagnostics } = lines({ '1a': 'x', 'a-b': 'x', a_b: 'y' });
    expect(value).toEqual(['A_B=x']);
    expect(diagnostics.map(({ args }) => ('name' in args ? args.name : ''))).toEqual(['1a', 'a_b']);
  });

  const hostile = fc.string({ unit: fc.constantFrom(...'ab1 \'"`$\\#=\n\r!(){};&|~*<>%-\t'), maxLength: 12 });

  it('never breaks out: what is read is what was written, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, fc.string()), { maxLength: 5 }), (values) => {
        const given = Object.fromEntries(values.map((value, index) => [`v${index}`, value]));
        const { value: written, diagnostics } = lines(given);
        const left = diagnostics.map(({ args }) => ('name' in args ? args.name : ''));
        const want = Object.entries(given).filter(([name]) => !left.includes(name));
        expect(parseEnv(`${written.join('\n')}\n`)).toEqual(
          Object.fromEntries(want.map(([name, value]) => [name.toUpperCase(), value])),
        );
      }),
    );
  });

  it('is read by a shell as it was written', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const { value: written } = lines({ a: value });
        if (written.length === 0) return;
        const script = `${written[0]}\nprintf '%s' "$A"`;
        expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(value);
      }),
      { numRuns: 60 },
    );
  });
});
