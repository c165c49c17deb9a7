import { describe, expect, it } from 'vitest';
import { formatAnnotations, formatMarkdown } from '../../../src/report/format-markdown.ts';
import { failedOf, HOSTILE, moduleOf, reportOf, requestOf } from './run-report.ts';

const failures = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    failedOf('got 500', { name: `Pet ${index}`, key: `GET /${index}` }),
  );

describe('formatMarkdown', () => {
  it('has the verdict as its heading, and a row for each module', () => {
    const text = formatMarkdown(reportOf([moduleOf([requestOf(), failedOf('got 500')])]));
    expect(text.split('\n')[0]).toBe('## Smoke run: ❌ Failed: 1 of 2 requests');
    expect(text).toContain('| `pets` | 2 | 1 | 0 | 12 | 12 | 1/2 | 1/6 |');
    expect(text).toContain('- `pets GET /pets`: `Status: got 500`');
  });

  it('says how many failures it leaves out', () => {
    const lines = formatMarkdown(reportOf([moduleOf(failures(33))])).split('\n');
    expect(lines.filter((line) => line.startsWith('- `'))).toHaveLength(30);
    expect(lines).toContain('- and 3 more');
  });

  it('lets no text become markup', () => {
    const hostile = failedOf(HOSTILE, { key: HOSTILE });
    const text = formatMarkdown(reportOf([moduleOf([hostile], { module: HOSTILE, error: HOSTILE })]));
    const spans = /(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g;
    expect(text.replaceAll(spans, '')).not.toMatch(/[<>]|INJECTED|::error/);
    const row = text.split('\n').find((line) => line.startsWith('| `'));
    expect(row?.replaceAll('\\|', '').split('|')).toHaveLength(10);
  });
});

describe('formatAnnotations', () => {
  it.each([
    [0, 0, undefined],
    [10, 10, undefined],
    [11, 10, '2 more'],
    [47, 10, '38 more'],
  ])('makes of %i failures %i lines', (count, lines, more) => {
    const found = formatAnnotations(reportOf([moduleOf(failures(count))]));
    expect(found).toHaveLength(lines);
    if (more !== undefined) expect(found.at(-1)).toContain(`::${more}`);
    expect(found.slice(0, more === undefined ? 10 : 9).every((line) => line.includes('Pet'))).toBe(true);
  });

  it('begins with a run that was cut short, and modules that broke off', () => {
    const found = formatAnnotations(
      reportOf([moduleOf(failures(20)), moduleOf([], { module: 'stays', error: 'died' })], {
        state: 'interrupted',
      }),
    );
    expect(found[0]).toMatch(/^::error title=Smoke run::Interrupted/);
    expect(found[1]).toBe('::error title=stays%3A not run to its end::died');
  });

  it('stays a line and a command each, whatever the texts hold', () => {
    const [line = '', ...more] = formatAnnotations(
      reportOf([moduleOf([failedOf(HOSTILE, { name: HOSTILE })])]),
    );
    expect(more).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(line).not.toMatch(/[\u0000-\u001f\u007f]/);
    expect(line).toMatch(/^::error title=[^:,]*::/);
  });
});
