import { describe, expect, it } from 'vitest';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { type PostmanApi, postmanApi } from '../../../src/io/postman-api.ts';
import { AnswerLost, type Call } from '../../../src/io/postman-client.ts';

/** An API that gives these answers, one after the other, and what it was asked. */
function apiThatAnswers(...answers: readonly unknown[]): { api: PostmanApi; asked: Call[]; waits: number[] } {
  const [asked, waits, left]: [Call[], number[], unknown[]] = [[], [], [...answers]];
  const send = async (call: Call): Promise<unknown> => {
    asked.push(call);
    return left.length > 1 ? left.shift() : left[0];
  };
  const api = postmanApi({ send, wait: async (ms) => void waits.push(ms), asyncFrom: 100 });
  return { api, asked, waits };
}

const LARGE = { info: { name: 'x'.repeat(200) } };

describe('postmanApi', () => {
  it('sends nothing that Postman would not take', async () => {
    const { api, asked } = apiThatAnswers({});
    const values = 'x'.repeat(31 * 1024 * 1024);
    const sent = api.create('environment', { values }, { workspace: 'w', name: 'production' });
    await expect(sent).rejects.toMatchObject({ diagnostics: [{ code: 'postman-too-large' }] });
    expect(asked).toEqual([]);
  });

  it.each([
    ['successful', undefined],
    ['completed', undefined],
    ['failed', Stop],
  ])('waits for an update that is %s in the end', async (status, failure) => {
    const running = { id: 't', status: 'in-progress' };
    const { api, asked, waits } = apiThatAnswers({ taskId: 'a/b' }, running, running, { id: 't', status });
    const replaced = api.replace('collection', '1-a', LARGE, 'boats');
    if (failure) await expect(replaced).rejects.toThrow(failure);
    else await replaced;
    expect(asked.map(({ path }) => path).slice(0, 2)).toEqual([
      '/collections/1-a',
      '/collection-updates-tasks/a%2Fb',
    ]);
    expect(waits).toHaveLength(2);
  });

  it('does not wait for ever', async () => {
    const { api, asked } = apiThatAnswers({ taskId: 't' }, { status: 'in-progress' });
    await expect(api.replace('collection', '1-a', LARGE, 'boats')).rejects.toThrow(AnswerLost);
    expect(asked.length).toBeLessThan(1000);
  });

  it('takes a server that replaces at once at its word', async () => {
    const { api, asked } = apiThatAnswers({ collection: { id: 'a', uid: '1-a' } });
    await api.replace('collection', '1-a', LARGE, 'boats');
    expect(asked).toHaveLength(1);
  });

  it.each([[undefined], [{}], [{ collection: { id: 'a' } }]])('knows no uid from %j', async (answer) => {
    const { api } = apiThatAnswers(answer);
    await expect(api.create('collection', {}, { workspace: 'w', name: 'boats' })).rejects.toThrow(AnswerLost);
  });

  it('tells what is not there from what is', async () => {
    expect(await apiThatAnswers(undefined).api.read('collection', '1-a', 'boats')).toBeUndefined();
    expect(await apiThatAnswers({ collection: LARGE }).api.read('collection', '1-a', 'boats')).toEqual(LARGE);
  });
});
