import { describe, expect, it } from 'vitest';
import { layOutOnce } from '../../../src/convert/lay-out.ts';
import type { LaidOut, Layout } from '../../../src/model/layout.ts';

const BODIES = [undefined, 'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];
const TYPES = [undefined, 'application/json', 'text/csv', 'application/problem+json; charset=utf-8', '*/*'];

async function laidOut(layouts: readonly Layout[], memory = new Map<string, LaidOut>()) {
  const found = await layOutOnce(memory)(new Map(layouts.map((layout, index) => [`${index}`, layout])));
  return layouts.map((_, index) => found.get(`${index}`));
}

describe('layOutOnce', () => {
  it.each(['GET', 'POST', 'DELETE'])(
    'makes of the parts of a %s what the converter makes of the whole',
    async (method) => {
      const cases = BODIES.flatMap((body) => TYPES.map((type) => ({ body, type })));
      const part = (body: string | undefined): Layout => ({ method, ...(body && { body }) });
      const answer = (type: string | undefined): object => (type ? { code: 200, type } : {});
      const wholes = await laidOut(cases.map(({ body, type }) => ({ ...part(body), ...answer(type) })));
      const heads = await laidOut(cases.map(({ body }) => part(body)));
      const tails = await laidOut(cases.map(({ type }) => ({ method: 'GET', ...answer(type) })));
      for (const [index, [whole] = []] of wholes.entries()) {
        const [[head] = [], [tail] = []] = [heads[index], tails[index]];
        expect({ ...head, headers: [...(head?.headers ?? []), ...(tail?.headers ?? [])] }).toEqual({
          ...whole,
          responses: head?.responses,
        });
        if (tail?.responses.length) expect(tail.responses).toEqual(whole?.responses);
      }
    },
  );

  it('takes from the memory what is there, and keeps there what is not', async () => {
    const odd: LaidOut = { method: 'GET', headers: [{ key: 'From', value: 'memory' }], responses: [] };
    const memory = new Map([['0', odd]]);
    const [known, fresh] = await laidOut([{ method: 'GET' }, { method: 'PUT' }], memory);
    expect(known).toEqual([odd]);
    expect(fresh).toEqual([memory.get('1')]);
    expect(memory.get('1')).toMatchObject({ method: 'PUT', headers: [] });
  });
});
