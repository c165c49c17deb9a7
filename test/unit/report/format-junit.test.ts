import { describe, expect, it } from 'vitest';
import { formatJunit } from '../../../src/report/format-junit.ts';
import { failedOf, HOSTILE, moduleOf, reportOf, requestOf } from './run-report.ts';

const skipped = [{ key: 'GET /a', name: 'A', reason: 'no id' }];
const sumsOf = (element: string): Record<string, string> =>
  Object.fromEntries(
    [...element.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );

/** Start tags of a name, as text. */
function tags(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}\\b[^>]*>`, 'g'))].map(([tag]) => tag);
}

describe('formatJunit', () => {
  it('tells failures, errors and skipped cases apart, with times in seconds', () => {
    const requests = [
      requestOf({ durationMs: 1500 }),
      failedOf('got 500'),
      failedOf('x', { error: 'ECONNRESET' }),
    ];
    const xml = formatJunit(reportOf([moduleOf(requests, { skipped })]));
    const sums = { tests: '4', failures: '1', errors: '1', skipped: '1' };
    expect(sumsOf(tags(xml, 'testsuites')[0] ?? '')).toMatchObject({ ...sums, time: '1.234' });
    expect(sumsOf(tags(xml, 'testsuite')[0] ?? '')).toMatchObject({ ...sums, name: 'pets', time: '1.524' });
    for (const [name, count] of [
      ['testcase', 4],
      ['failure', 1],
      ['error', 1],
      ['skipped', 1],
    ] as const)
      expect(tags(xml, name)).toHaveLength(count);
    expect(xml).toContain('Status: got 500\ncurl x</failure>');
  });

  it.each([
    ['was interrupted', reportOf([moduleOf([requestOf()])], { state: 'interrupted' }), '2'],
    ['sent nothing', reportOf([moduleOf([], { skipped })]), '2'],
  ])('counts an error where the run %s', (_name, report, tests) => {
    const xml = formatJunit(report);
    expect(sumsOf(tags(xml, 'testsuites')[0] ?? '')).toMatchObject({ tests, errors: '1', failures: '0' });
    expect(tags(xml, 'error')).toHaveLength(1);
  });

  it('counts an error where a module broke off, and none in a run that is green', () => {
    expect(tags(formatJunit(reportOf([moduleOf([], { error: 'died' })])), 'error')).toEqual([
      '<error message="died"/>',
    ]);
    expect(tags(formatJunit(reportOf([moduleOf([requestOf()])])), 'error')).toEqual([]);
  });

  it('names cases that are sent several times apart', () => {
    const requests = [requestOf(), requestOf({ iteration: 1 }), requestOf({ purpose: 'no token' })];
    const names = tags(formatJunit(reportOf([moduleOf(requests)])), 'testcase').map(
      (tag) => sumsOf(tag)['name'],
    );
    expect(new Set(names).size).toBe(3);
  });

  it('is XML whatever the texts hold', () => {
    const hostile = failedOf(HOSTILE, { name: HOSTILE, folder: HOSTILE, key: HOSTILE, traceId: HOSTILE });
    const xml = formatJunit(reportOf([moduleOf([hostile], { module: HOSTILE, error: HOSTILE })]));
    expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    const known =
      /<\/?(testsuites|testsuite|testcase|error|failure)( \w+="[^"<]*")*\/?>|<\?xml version="1.0" encoding="UTF-8"\?>/g;
    const rest = xml.replaceAll(known, '');
    expect(rest).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|#\d+);)/);
  });
});
