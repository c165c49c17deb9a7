import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/model/report.ts';
import { verdictOf } from '../../../src/report/verdict.ts';
import { failedOf, moduleOf, reportOf, requestOf } from './run-report.ts';

const skipped = [{ key: 'GET /a', name: 'A', reason: 'r' }];

describe('verdictOf', () => {
  it.each<[string, RunReport, boolean, boolean, string]>([
    ['all passed', reportOf([moduleOf([requestOf()])]), true, false, 'Passed: 1 request'],
    [
      'something was skipped',
      reportOf([moduleOf([requestOf(), requestOf()], { skipped })]),
      true,
      false,
      'Passed: 2 requests, 1 skipped',
    ],
    [
      'one failed',
      reportOf([moduleOf([failedOf('x'), requestOf()])]),
      false,
      false,
      'Failed: 1 of 2 requests',
    ],
    [
      'a module broke off',
      reportOf([moduleOf([requestOf()], { error: 'x' })]),
      false,
      false,
      'Failed: 1 module not run to the end',
    ],
    [
      'nothing was sent',
      reportOf([moduleOf([], { skipped })]),
      false,
      true,
      'Nothing was sent: 1 request skipped',
    ],
    [
      'it was interrupted',
      reportOf([moduleOf([requestOf()], { skipped })], { state: 'interrupted' }),
      false,
      true,
      'Interrupted: 1 of 2 requests sent, none failed',
    ],
    [
      'it stopped as asked',
      reportOf([moduleOf([failedOf('x')], { skipped })], { state: 'bailed' }),
      false,
      true,
      'Stopped after a failure: 1 of 2 requests sent, 1 failed',
    ],
    [
      'going on had no use',
      reportOf([moduleOf([failedOf('x')], { skipped })], { state: 'stopped', reason: 'it is down' }),
      false,
      true,
      'Given up (it is down): 1 of 2 requests sent, 1 failed',
    ],
  ])('says it where %s', (_name, report, passed, unfinished, headline) => {
    expect(verdictOf(report)).toEqual({ passed, unfinished, headline });
  });
});
