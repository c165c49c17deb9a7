import { describe, expect, it } from 'vitest';
import type { Send } from '../../../src/smoke/send-patiently.ts';
import { sendRenewing } from '../../../src/smoke/send-renewing.ts';

interface Setup {
  /** Tokens that the server takes. */
  readonly taken: readonly string[];
  /** What takes the place of a token; undefined: the wrapper is off. */
  readonly renewed?: { readonly [token: string]: string };
}

function started({ taken, renewed }: Setup) {
  const sent: unknown[] = [];
  const asked: string[] = [];
  let [permits, resent] = [0, 0];
  const server: Send = (_request, options, onStart, onData, callback) => {
    const { headers = {} } = options as { headers?: { readonly [name: string]: string } };
    const value = headers['Authorization'] ?? headers['authorization'];
    sent.push(value);
    const statusCode = value === undefined || taken.includes(value.split(' ').at(-1) ?? '') ? 200 : 401;
    setImmediate(() => {
      onStart({ statusCode, headers: {} });
      onData(statusCode);
      callback(null, statusCode);
    });
    return {};
  };
  const send = sendRenewing(
    server,
    () =>
      renewed && {
        renew: async (token) => {
          asked.push(token);
          return renewed[token];
        },
        permit: async () => void permits++,
        onResend: () => resent++,
      },
  );
  const request = (headers: { readonly [name: string]: string }): Promise<readonly unknown[]> =>
    new Promise((resolve) => {
      const shown: unknown[] = [];
      send(
        { method: 'GET' },
        { headers },
        ({ statusCode }) => shown.push(`start ${statusCode}`),
        (chunk) => shown.push(`data ${chunk}`),
        (_error, status) => resolve([...shown, `end ${status}`]),
      );
    });
  return { request, sent, asked, counts: () => ({ permits, resent }) };
}

const shown = (status: number) => [`start ${status}`, `data ${status}`, `end ${status}`];

describe('sendRenewing', () => {
  it('sends once more with the new token, shows the last answer only, and keeps to the new one', async () => {
    const { request, sent, asked, counts } = started({ taken: ['b'], renewed: { a: 'b' } });
    expect(await request({ Authorization: 'Bearer a' })).toEqual(shown(200));
    expect(await request({ authorization: 'Bearer a' })).toEqual(shown(200));
    expect([sent, asked]).toEqual([['Bearer a', 'Bearer b', 'Bearer b'], ['a']]);
    expect(counts()).toEqual({ permits: 1, resent: 1 });
  });

  it('renews again when the new one is refused later, but not twice for one request', async () => {
    const taken = ['b'];
    const { request, asked } = started({ taken, renewed: { a: 'b', b: 'c' } });
    await request({ Authorization: 'Bearer a' });
    taken.pop();
    expect(await request({ Authorization: 'Bearer a' })).toEqual(shown(401));
    taken.push('c');
    expect(await request({ Authorization: 'Bearer a' })).toEqual(shown(200));
    expect(asked).toEqual(['a', 'b']);
  });

  it.each<[string, Setup, { readonly [name: string]: string }, number]>([
    ['there is no other token', { taken: [], renewed: {} }, { Authorization: 'Bearer a' }, 401],
    ['tokens cannot be renewed', { taken: [] }, { Authorization: 'Bearer a' }, 401],
    ['no token was sent', { taken: [], renewed: { a: 'b' } }, {}, 200],
  ])('shows the answer as it came when %s', async (_name, setup, headers, status) => {
    const { request, sent } = started(setup);
    expect(await request(headers)).toEqual(shown(status));
    expect(sent).toHaveLength(1);
  });
});
