import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CUT_OFF,
  type Patience,
  type Send,
  STOPPED,
  sendPatiently,
} from '../../../src/smoke/send-patiently.ts';

/** What a fake server does with one request: a network error, or a status with headers. */
type Answer = Error | { readonly status: number; readonly after?: string; readonly dayRemaining?: string };

const NOW = Date.parse('2026-01-01T00:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('sendPatiently', () => {
  it.each<[string, { readonly first: Answer; readonly pause: number }]>([
    ['seconds', { first: { status: 429, after: '7' }, pause: 7_000 }],
    ['a date', { first: { status: 429, after: new Date(NOW + 9_000).toUTCString() }, pause: 9_000 }],
    ['a date that is past', { first: { status: 429, after: new Date(NOW - 9_000).toUTCString() }, pause: 0 }],
    ['nothing', { first: { status: 429 }, pause: 500 }],
    ['nonsense', { first: { status: 429, after: 'soon' }, pause: 500 }],
    ['no time', { first: { status: 429, after: '0' }, pause: 0 }],
    ['less than nothing', { first: { status: 503, after: '-5' }, pause: 0 }],
    ['more than we wait', { first: { status: 503, after: '86400' }, pause: 60_000 }],
  ])('sends again after Retry-After with %s', async (_name, { first, pause }) => {
    const run = start('POST', [first, { status: 201 }]);
    await vi.advanceTimersByTimeAsync(Math.max(0, pause - 1));
    if (pause > 0) expect(run.sentAt).toEqual([0]);
    await vi.advanceTimersByTimeAsync(1);
    expect(run.sentAt).toEqual([0, pause]);
    expect(run.shown).toEqual(['start 201', 'data 201', 'end 201']);
    expect(run.retries()).toBe(1);
  });

  it('waits longer each time, and shows the last refusal when its patience ends', async () => {
    const run = start(
      'GET',
      Array.from({ length: 9 }, () => ({ status: 429 })),
    );
    await vi.runAllTimersAsync();
    expect(run.sentAt).toEqual([0, 500, 1_500, 3_500]);
    expect(run.shown).toEqual(['start 429', 'data 429', 'end 429']);
    expect(run.retries()).toBe(3);
  });

  it('shows every other status at once', async () => {
    for (const status of [200, 301, 404, 500, 502]) {
      const run = start('GET', [{ status }]);
      await vi.runAllTimersAsync();
      expect([run.sentAt, run.shown]).toEqual([[0], [`start ${status}`, `data ${status}`, `end ${status}`]]);
    }
  });

  it.each([
    ['GET', 2],
    ['HEAD', 2],
    ['PUT', 2],
    ['DELETE', 2],
    ['POST', 1],
    ['PATCH', 1],
  ])('sends a %s %i times when the network fails once', async (method, times) => {
    const run = start(method, [new Error('ECONNRESET'), { status: 200 }]);
    await vi.runAllTimersAsync();
    expect(run.sentAt).toHaveLength(times);
    expect(run.shown.at(-1)).toBe(times === 2 ? 'end 200' : 'end ECONNRESET');
  });

  it('asks for a permit before each time', async () => {
    const permit = vi.fn(async () => {});
    start('GET', [{ status: 429 }, { status: 429 }, { status: 200 }], { permit });
    await vi.runAllTimersAsync();
    expect(permit).toHaveBeenCalledTimes(3);
  });

  it('sends nothing without a permit', async () => {
    const run = start('GET', [{ status: 200 }], { permit: () => new Promise(() => {}) });
    await vi.runAllTimersAsync();
    expect(run.sentAt).toEqual([]);
  });

  it('sends nothing once the run was stopped, and does not sit out a pause or a wait for a permit', async () => {
    const stop = new AbortController();
    const between = start('GET', [{ status: 429, after: '60' }, { status: 200 }], { stop: stop.signal });
    const waiting = start('GET', [{ status: 200 }], {
      stop: stop.signal,
      permit: () => new Promise(() => {}),
    });
    await vi.advanceTimersByTimeAsync(1_000);
    stop.abort();
    const after = start('GET', [{ status: 200 }], { stop: stop.signal });
    expect([between.shown, waiting.shown, after.shown]).toEqual([
      [`end ${CUT_OFF}`],
      [`end ${STOPPED}`],
      [`end ${STOPPED}`],
    ]);
    await vi.runAllTimersAsync();
    expect([between.sentAt, waiting.sentAt, after.sentAt]).toEqual([[0], [], []]);
  });

  it.each([
    ['GET', true],
    ['HEAD', true],
    ['POST', false],
    ['PUT', false],
    ['DELETE', false],
  ])('cuts %s off when the run is stopped while it is under way: %s', async (method, cut) => {
    const stop = new AbortController();
    const run = start(method, [new Promise<never>(() => {})], { stop: stop.signal });
    await vi.advanceTimersByTimeAsync(100);
    stop.abort();
    expect([run.aborted(), run.shown]).toEqual(cut ? [1, [`end ${CUT_OFF}`]] : [0, []]);
  });

  it('sends a circle of redirects once', async () => {
    const run = start('GET', [
      new Error('Exceeded maxRedirects. Probably stuck in a redirect loop http://x'),
    ]);
    await vi.runAllTimersAsync();
    expect([run.sentAt, run.retries()]).toEqual([[0], 0]);
  });

  it('sends once what comes after a request that got refusals only, until one is answered', async () => {
    const refusals = Array.from({ length: 5 }, () => ({ status: 503 }));
    const run = start('GET', [...refusals, { status: 200 }, ...refusals], {}, 4);
    await vi.runAllTimersAsync();
    // Four times, once, once (answered), and four times again.
    expect(run.shown.filter((one) => one.startsWith('end'))).toEqual([
      'end 503',
      'end 503',
      'end 200',
      'end 503',
    ]);
    expect(run.sentAt).toHaveLength(4 + 1 + 1 + 4);
  });

  it('tells why it waits, and for how long', async () => {
    const onRetry = vi.fn();
    start('GET', [{ status: 429, after: '7' }, { status: 503 }, new Error('ECONNRESET'), { status: 200 }], {
      onRetry,
    });
    await vi.runAllTimersAsync();
    expect(onRetry.mock.calls).toEqual([
      [7_000, expect.stringContaining('429')],
      [1_000, expect.stringContaining('503')],
      [2_000, expect.stringContaining('ECONNRESET')],
    ]);
  });

  it('does not try again when the day has no requests left', async () => {
    const onDayUsed = vi.fn();
    const run = start('GET', [{ status: 429, dayRemaining: '0' }, { status: 200 }], { onDayUsed });
    start('GET', [{ status: 200, dayRemaining: '1' }], { onDayUsed });
    await vi.runAllTimersAsync();
    expect([run.sentAt, onDayUsed.mock.calls.length]).toEqual([[0], 1]);
  });

  it('tells once that a request goes out, and not before it has its permit', async () => {
    const onSend = vi.fn();
    start('GET', [{ status: 200 }], { onSend, permit: () => new Promise(() => {}) });
    await vi.runAllTimersAsync();
    expect(onSend).not.toHaveBeenCalled();
    start('GET', [{ status: 429 }, { status: 200 }], { onSend });
    await vi.runAllTimersAsync();
    expect(onSend).toHaveBeenCalledTimes(1);
  });

  it('can be aborted while it sends, while it waits for a permit and in a pause', async () => {
    const sending = start('GET', [new Promise<never>(() => {})]);
    await vi.advanceTimersByTimeAsync(0);
    sending.abort();
    expect(sending.aborted()).toBe(1);

    let allow = (): void => {};
    const permit = () =>
      new Promise<void>((resolve) => {
        allow = resolve;
      });
    const waiting = start('GET', [{ status: 200 }], { permit });
    waiting.abort();
    allow();
    const pausing = start('GET', [{ status: 429 }, { status: 200 }]);
    await vi.advanceTimersByTimeAsync(100);
    pausing.abort();
    await vi.runAllTimersAsync();
    expect([waiting.sentAt, waiting.shown]).toEqual([[], []]);
    expect([pausing.sentAt, pausing.shown]).toEqual([[0], []]);
  });
});

function start(
  method: string,
  answers: readonly (Answer | Promise<never>)[],
  patience: Partial<Patience> = {},
  /** One after the other. */
  requests = 1,
) {
  const begin = Date.now();
  const left = [...answers];
  const sentAt: number[] = [];
  const shown: string[] = [];
  let [retries, aborted] = [0, 0];
  const send: Send = (_request, _options, onStart, onData, callback) => {
    sentAt.push(Date.now() - begin);
    const answer = left.shift();
    if (answer instanceof Error) setImmediate(() => callback(answer));
    else if (answer && 'status' in answer) {
      const { status, after, dayRemaining } = answer;
      onStart({
        statusCode: status,
        headers: { 'retry-after': after, 'x-ratelimit-daily-remaining': dayRemaining },
      });
      onData(`data ${status}`);
      callback(null, status);
    }
    return {
      abort: () => {
        aborted++;
      },
    };
  };
  const patient = sendPatiently(send, () => ({
    settings: { retries: 3, longestPauseMs: 60_000 },
    permit: async () => {},
    stop: new AbortController().signal,
    onSend: () => {},
    onDayUsed: () => {},
    onRetry: () => {
      retries++;
    },
    ...patience,
  }));
  let abort: (() => void) | undefined;
  const next = (left: number): void => {
    if (left === 0) return;
    ({ abort } = patient(
      { method },
      {},
      ({ statusCode }) => shown.push(`start ${statusCode}`),
      (chunk) => shown.push(String(chunk)),
      (error, ...rest) => {
        shown.push(`end ${error?.message ?? rest[0]}`);
        next(left - 1);
      },
    ));
  };
  next(requests);
  return { sentAt, shown, retries: () => retries, aborted: () => aborted, abort: () => abort?.() };
}
