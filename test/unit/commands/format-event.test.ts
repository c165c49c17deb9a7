import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { formatEvent, formatRefused } from '../../../src/commands/format-event.ts';
import { keptEvents } from '../../../src/commands/kept-events.ts';
import type { ReceivedEvent } from '../../../src/hooks/serve-hooks.ts';

const HOSTILE = '\u001b[2J\u202eevil\r\n\u0007';
const EVENT: ReceivedEvent = {
  number: 1,
  at: '2026-01-02T03:04:05.678Z',
  path: '/',
  bytes: 12,
  type: 'ContactCreate',
  module: 'webhooks',
  verdict: 'differs',
  faults: ['/id: expected string, found number'],
  event: { id: 1 },
};
const view = { paint: pc.createColors(false), verbose: false };

describe('an event in the terminal', () => {
  it('says what it is and where it differs, and when asked what it holds', () => {
    const lines = [
      '03:04:05  ContactCreate  differs from webhooks  12 bytes',
      '  /id: expected string, found number',
    ];
    expect(formatEvent(EVENT, view)).toEqual(lines);
    const body = ['  {', '    "id": 1', '  }'];
    expect(formatEvent(EVENT, { ...view, verbose: true })).toEqual([...lines, ...body]);
  });

  it('never acts on the terminal, or fills it', () => {
    const event = {
      ...EVENT,
      type: HOSTILE.repeat(500),
      faults: [HOSTILE.repeat(500)],
      event: { [HOSTILE]: HOSTILE },
    };
    const refused = { at: EVENT.at, method: HOSTILE, path: HOSTILE, status: 400, reason: HOSTILE };
    const lines = [...formatEvent(event, { ...view, verbose: true }), formatRefused(refused)];
    for (const line of lines) {
      expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
      expect(line.length).toBeLessThan(5_000);
    }
  });
});

describe('the events that are kept', () => {
  it('are the last ones, large ones without what they hold', () => {
    const kept = keptEvents(2);
    for (const number of [1, 2, 3]) kept.add({ ...EVENT, number, bytes: number === 3 ? 1_000_000 : 12 });
    kept.at('http://127.0.0.1:1');
    const { url, keeps, events } = kept.shown();
    expect([url, keeps, events.map(({ number }) => number)]).toEqual(['http://127.0.0.1:1', 2, [2, 3]]);
    expect(events.map(({ event }) => typeof event)).toEqual(['object', 'string']);
  });
});
