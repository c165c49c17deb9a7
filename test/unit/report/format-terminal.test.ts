import { describe, expect, it } from 'vitest';
import { formatTerminal, type Paint } from '../../../src/report/format-terminal.ts';
import { failedOf, HOSTILE, moduleOf, reportOf, requestOf } from './run-report.ts';

const plain = (text: string): string => text;
const paint: Paint = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };
const QUIET = { paint, verbose: false };

describe('formatTerminal', () => {
  it('tells a failure as request, expectation, what came, trace and a line to try', () => {
    const failed = failedOf('expected 200, got 500; traceId t-1', {
      status: 500,
      reason: 'Oops',
      traceId: 't-1',
    });
    const lines = formatTerminal(reportOf([moduleOf([failed])]), QUIET);
    const start = lines.indexOf('✗ pets: List pets');
    expect(lines.slice(start, start + 6)).toEqual([
      '✗ pets: List pets',
      '  request  GET /pets',
      '  expected Status: expected 200, got 500',
      '  came     500 Oops',
      '  traceId  t-1',
      '  try      curl x',
    ]);
  });

  it('says of a request without an answer why', () => {
    const { status: _status, ...unanswered } = requestOf({ error: 'connect ECONNREFUSED' });
    const text = formatTerminal(reportOf([moduleOf([unanswered])]), QUIET).join('\n');
    expect(text).toContain('  came     no response\n  error    connect ECONNREFUSED');
  });

  it('shows twenty failures and counts the rest', () => {
    const requests = Array.from({ length: 21 }, () => failedOf('x'));
    const lines = formatTerminal(reportOf([moduleOf(requests)]), QUIET);
    expect(lines.filter((line) => line.startsWith('✗ pets'))).toHaveLength(20);
    expect(lines).toContain('… and 1 more failure: see the reports.');
  });

  it('ends with the verdict; skipped and weak ones are named when asked for', () => {
    const report = reportOf([
      moduleOf([requestOf()], {
        skipped: [{ key: 'GET /a', name: 'A', reason: 'no id' }],
        weak: [{ key: 'GET /b', reason: 'no schema' }],
      }),
    ]);
    const lines = formatTerminal(report, QUIET);
    expect(lines.slice(-3)).toEqual([
      '✓ Passed: 1 request, 1 skipped',
      '1 assertion, 1 checked only in part (--verbose)',
      'mode read, on production (https://api.example), 1.2 s',
    ]);
    expect(lines.join('\n')).not.toContain('no id');
    const verbose = formatTerminal(report, { paint, verbose: true });
    expect(verbose).toContain('  pets: GET /a: no id');
    expect(verbose).toContain('  pets: GET /b: no schema');
  });

  it('keeps its table in 80 columns and lets a terminal act on nothing', () => {
    const hostile = failedOf(HOSTILE, { name: HOSTILE, key: HOSTILE, purpose: HOSTILE, curl: HOSTILE });
    const modules = [moduleOf([hostile], { module: HOSTILE, error: HOSTILE }), moduleOf([requestOf()])];
    const lines = formatTerminal(reportOf(modules), { paint, verbose: true });
    const table = lines.slice(0, 3);
    expect(Math.max(...table.map((line) => [...line].length))).toBeLessThanOrEqual(80);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cs}\u202e\u2028]/u);
  });
});
