import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/diagnostics/catalogue.ts';
import { diagnostic, helpOf, messageOf } from '../../../src/diagnostics/diagnostic.ts';
import {
  formatDiagnostic,
  formatDiagnosticJson,
  formatFile,
} from '../../../src/diagnostics/format-diagnostic.ts';

const relativeTo = resolve('/work');
const file = resolve('/work/specs/contacts.json');
const locate = () => ({ line: 12, column: 5 });

describe('formatDiagnostic', () => {
  it('names place, severity, message, code, pointer and help', () => {
    const found = diagnostic('reference-not-found', { ref: './x.json' }, { file, pointer: '/paths/~1x' });
    const [first, ...rest] = formatDiagnostic(found, { relativeTo, locate }).split('\n');
    expect(first).toBe(`specs/contacts.json:12:5  warning  ${messageOf(found)}  (reference-not-found)`);
    expect(rest).toEqual(['    at #/paths/~1x', `    ${helpOf(found)}`]);
  });

  it('goes without line and column where the text cannot be read again', () => {
    const found = diagnostic(
      'no-operations',
      { paths: 0 },
      { file: 'https://x.example/a.json', pointer: '/paths' },
    );
    const text = formatDiagnostic(found, { relativeTo, locate: () => undefined });
    expect(text).toMatch(/^https:\/\/x\.example\/a\.json {2}warning {2}/);
  });

  it('takes line and column of a text that does not parse from the diagnostic', () => {
    const args = { format: 'JSON', reason: 'x', line: 3, column: 9 } as const;
    const found = diagnostic('spec-syntax', args, { file });
    expect(formatDiagnostic(found, { relativeTo, locate })).toMatch(/^specs\/contacts\.json:3:9 {2}error/);
    expect(formatDiagnosticJson(found, locate)).toMatchObject({ file, line: 3, column: 9 });
  });

  it('starts with the severity when there is no place', () => {
    const found = diagnostic('usage-invalid', { reason: 'x' });
    expect(formatDiagnostic(found, { relativeTo, locate })).toMatch(/^error {2}x {2}\(usage-invalid\)\n/);
  });

  it('shows what a hostile spec holds instead of acting on it', () => {
    const where = { file: resolve('/work/\u001b[2J.json'), pointer: '/a\u202e' };
    const text = formatDiagnostic(diagnostic('reference-not-found', { ref: 'a\nb\u001b[31m' }, where), {
      relativeTo,
      locate,
    });
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    expect(text.split('\n')).toHaveLength(3);
  });
});

describe('formatDiagnosticJson', () => {
  it('holds every field that a program needs', () => {
    const found = diagnostic('reference-not-found', { ref: './x.json' }, { file, pointer: '/paths/~1x' });
    expect(formatDiagnosticJson(found, locate)).toEqual({
      code: 'reference-not-found',
      severity: 'warning',
      message: messageOf(found),
      help: helpOf(found),
      file,
      pointer: '/paths/~1x',
      line: 12,
      column: 5,
    });
  });

  it('leaves out what is not known', () => {
    const found = diagnostic('usage-invalid', { reason: 'x' });
    expect(Object.keys(formatDiagnosticJson(found, locate))).toEqual(['code', 'severity', 'message', 'help']);
  });
});

describe('formatFile', () => {
  it.each([
    [file, 'specs/contacts.json'],
    [resolve('/shared/a.json'), '../shared/a.json'],
    [relativeTo, '.'],
    ['https://x.example/a.json', 'https://x.example/a.json'],
    ['stdin', 'stdin'],
  ])('%s is shown as %s', (given, want) => {
    expect(formatFile(given, relativeTo)).toBe(want);
  });
});

describe('catalogue', () => {
  // A stand-in for the arguments of any code: each is a text that the words have to quote somewhere.
  const args: never = new Proxy({}, { get: (_target, key) => `<${String(key)}>` }) as never;

  it.each(Object.keys(catalogue) as (keyof typeof catalogue)[])(
    '%s says what is wrong and what to do',
    (code) => {
      const found = diagnostic(code, args);
      expect(messageOf(found)).toMatch(/\S/);
      expect(messageOf(found)).not.toMatch(/undefined|\[object/);
      expect(helpOf(found)).toMatch(/[.!?]$/);
    },
  );

  it('names its codes in kebab case', () => {
    for (const code of Object.keys(catalogue)) expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });
});
