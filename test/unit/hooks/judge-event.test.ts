import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventCatalogue } from '../../../src/hooks/event-catalogue.ts';
import { judgeEvent } from '../../../src/hooks/judge-event.ts';
import { readEvent } from '../../../src/hooks/read-event.ts';
import type { Json } from '../../../src/model/json.ts';
import { normalise } from '../../../src/normalise/normalise.ts';

const body = (schema: Json): Json => ({
  post: { requestBody: { content: { 'application/json': { schema } } }, responses: {} },
});
const named = (type: Json): Json => ({
  type: 'object',
  required: ['type', 'id'],
  properties: { type, id: { type: 'string', minLength: 1 } },
});
const document = {
  openapi: '3.1.0',
  info: { title: 'Hooks', version: '1' },
  paths: {},
  components: {
    schemas: {
      Kind: { const: 'ReferredTo' },
      Base: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
      Circle: { anyOf: [{ $ref: '#/components/schemas/Circle' }, named({ const: 'Circle' })] },
    },
  },
  webhooks: {
    ContactCreate: body(named({ const: 'ContactCreate' })),
    notes: body(named({ type: 'string', enum: ['NoteCreate', 'NoteDelete'] })),
    Whole: body({
      allOf: [
        { $ref: '#/components/schemas/Base' },
        { type: 'object', required: ['type'], properties: { type: { const: 'InParts' } } },
      ],
    }),
    referred: body(named({ $ref: '#/components/schemas/Kind' })),
    circle: body({ $ref: '#/components/schemas/Circle' }),
    ByName: body({ type: 'object', required: ['id'] }),
    SharedA: body(named({ const: 'Shared' })),
    SharedB: body({ type: 'object', required: ['type', 'other'], properties: { type: { const: 'Shared' } } }),
    NoBody: { post: { responses: {} } },
  },
} as const;
const api = normalise({ module: 'hooks', file: 'hooks.json', hash: '', document, origins: [] }).value;
const catalogue = eventCatalogue([api]);

describe('an event', () => {
  it.each<[string, Json, string, number]>([
    ['a const', { type: 'ContactCreate', id: '1' }, 'matches', 0],
    ['an enum', { type: 'NoteDelete', id: '1' }, 'matches', 0],
    ['a part of allOf', { type: 'InParts', id: '1' }, 'matches', 0],
    ['a reference', { type: 'ReferredTo', id: '1' }, 'matches', 0],
    ['a circle', { type: 'Circle', id: '1' }, 'matches', 0],
    ['its name alone', { type: 'ByName', id: '1' }, 'matches', 0],
    ['the second of two', { type: 'Shared', other: 1 }, 'matches', 0],
    ['a field that is missing', { type: 'ContactCreate' }, 'differs', 1],
    ['a field of another type', { type: 'ContactCreate', id: 1 }, 'differs', 1],
    ['an event that nobody describes', { type: 'Other', id: '1' }, 'unknown', 0],
    ['a webhook without a body', { type: 'NoBody' }, 'unknown', 0],
    ['the name of what every object has', { type: 'constructor' }, 'unknown', 0],
    ['no type', { id: '1' }, 'unknown', 0],
    ['a type that is no text', { type: 1 }, 'unknown', 0],
    ['a list', [], 'unknown', 0],
    ['nothing', null, 'unknown', 0],
  ])('is held against what the specs say: %s', (_name, event, verdict, faults) => {
    const judged = judgeEvent(event, catalogue);
    expect([judged.verdict, judged.faults.length]).toEqual([verdict, faults]);
  });

  it('is judged whatever it holds', () => {
    const types = fc.constantFrom('ContactCreate', 'NoteCreate', 'Shared', '__proto__', 'toString');
    fc.assert(
      fc.property(fc.jsonValue(), types, (value, type) => {
        for (const event of [value, { type, id: value }])
          expect(judgeEvent(event as Json, catalogue).verdict).toMatch(/^(matches|differs|unknown)$/);
      }),
    );
  });
});

describe('the body of an event', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['no JSON', 'type=ContactCreate', /JSON/],
    ['nothing', '', /JSON/],
    ['no text', Uint8Array.of(0x22, 0xff, 0x22), /UTF-8/],
    ['101 lists', '['.repeat(101) + ']'.repeat(101), /deeper than 100/],
    ['half a million lists', '['.repeat(500_000) + ']'.repeat(500_000), /deeper than 100/],
  ])('is refused: %s', (_name, given, reason) => {
    expect(readEvent(Buffer.from(given))).toEqual({ reason: expect.stringMatching(reason) });
  });

  it('may be nested a hundred deep', () => {
    expect(readEvent(Buffer.from('['.repeat(100) + ']'.repeat(100)))).toHaveProperty('event');
  });
});
