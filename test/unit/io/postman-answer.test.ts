import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedPause, refusalIn } from '../../../src/io/postman-answer.ts';

const NOW = 1_800_000_000_000;

describe('refusalIn', () => {
  it.each([
    [{ error: { name: 'a', message: 'b' } }, 'a', 'b'],
    [{ error: { name: 'a', message: 'b', details: ['c', 'd'] } }, 'a', 'b: c: d'],
    [{ error: { name: 'a', message: 'b', details: { c: 1 } } }, 'a', 'b: {"c":1}'],
    [{ error: 'rateLimited', message: 'wait' }, 'rateLimited', 'wait'],
    [{ type: 't', title: 'Not found', detail: 'no task' }, 'Not found', 'Not found: no task'],
    [{ error: 'only' }, 'only', 'only'],
    [undefined, '', ''],
    ['<html>', '', ''],
  ])('of %j', (body, name, message) => {
    expect(refusalIn(body)).toEqual({ name, message });
  });

  it('is a short text, whatever the server says', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ error: fc.jsonValue(), message: fc.jsonValue() })),
        (body) => {
          const { name, message } = refusalIn(body);
          expect(typeof name).toBe('string');
          expect(message.length).toBeLessThan(310);
        },
      ),
    );
  });
});

describe('askedPause', () => {
  const message = (epoch: number) => ({ error: 'rateLimited', message: `Please retry after ${epoch}` });
  it.each([
    ['RetryAfter', { RetryAfter: '3' }, undefined, 3_000],
    ['Retry-After', { 'Retry-After': '2' }, undefined, 2_000],
    ['an epoch in milliseconds', {}, message(NOW + 1_500), 1_500],
    ['an epoch in seconds', {}, message(NOW / 1000 + 4), 4_000],
    ['an epoch that is over', {}, message(NOW - 1_500), 0],
    ['nothing', {}, undefined, undefined],
    ['nonsense', { RetryAfter: 'soon' }, { error: 'x', message: 'retry after lunch' }, undefined],
  ])('of %s', (_name, headers, body, wanted) => {
    expect(askedPause(new Headers(headers), body, NOW)).toBe(wanted);
  });
});
