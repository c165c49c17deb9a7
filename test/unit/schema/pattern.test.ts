import { describe, expect, it } from 'vitest';
import { boundedPattern, matchesPattern, sampleOfPattern, whyNotRun } from '../../../src/schema/pattern.ts';

describe('patterns of a spec', () => {
  it.each([
    '^a+$',
    '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    '^(?:[a-z]|\\d)*$',
    '^P(\\d+Y)?(\\d+M)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+S)?)?$',
    '^(?=.*[A-Z])(?=.*\\d).{8,}$',
    '^([01]?\\d|2[0-3]):[0-5]\\d$',
    '[a-z]+',
  ])('%s is run on any text', (pattern) => {
    expect([whyNotRun(pattern), boundedPattern(pattern)]).toEqual([undefined, pattern]);
  });

  it.each([
    '^(a+)+$',
    '^(a*)*$',
    '^(a|a)*$',
    '^(a|ab)*c$',
    '^(a?){40}a{40}$',
    '^(a{0,50}){0,50}$',
    '(x+x+)+y',
    '^(\\w+\\s?)*$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
  ])('%s can take exponential time: it is not run', (pattern) => {
    expect(whyNotRun(pattern)).toContain('exponential');
    expect([matchesPattern(pattern, `${'a'.repeat(60)}!`), boundedPattern(pattern)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  // The hardest text that is still held against the pattern; that it ends is the test.
  it.each([
    ['^\\s*\\s*\\s*$', ' ', '!'],
    ['^\\s*\\s*x?\\s*\\s*$', ' ', '!'],
    ['.*.*.*=.*', 'a', ''],
    ['\\d+x', '1', ''],
    ['^\\S+@\\S+\\.\\S+$', '@.', ' '],
    ['(.*)\\1+$', 'ab', 'c'],
    ['^(?=(.*a.*a.*b))', 'a', ''],
    ['^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', 'a.', ''],
  ])('%s is run on texts that are not too long for it, and then ends in time', (pattern, piece, end) => {
    const text = `${piece.repeat(2_000_000)}${end}`;
    expect(matchesPattern(pattern, text)).toBeUndefined();
    const bound = Number(/^\^\[\^\]\{(\d+)\}\|/.exec(boundedPattern(pattern) ?? '')?.[1]);
    expect(bound).toBeGreaterThan(10);
    const longest = `${piece.repeat(bound).slice(0, bound - 1 - end.length)}${end}`;
    expect(matchesPattern(pattern, longest)).toBeDefined();
    // A validator of JavaScript takes what is longer, whatever it holds.
    expect(new RegExp(boundedPattern(pattern) ?? '').test(text)).toBe(true);
    expect(new RegExp(boundedPattern(pattern) ?? '').test(longest)).toBe(matchesPattern(pattern, longest));
  });

  it.each([
    ['megabytes', 'x'.repeat(10_000_000), 'more than 5000 characters'],
    ['another language', '(?i)[', 'no regular expression'],
    ['groups without end', '('.repeat(4_000), 'no regular expression'],
  ])('%s are not run', (_name, pattern, reason) => {
    expect(whyNotRun(pattern)).toContain(reason);
    expect([matchesPattern(pattern, 'x'), sampleOfPattern(pattern)]).toEqual([undefined, undefined]);
  });
});
