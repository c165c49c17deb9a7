import type { HooksOptions } from '../hooks/serve-hooks.ts';
import type { Listening } from '../io/listen-on-loopback.ts';
import { listenAt } from './listen-at.ts';

export const RECEIVER_PORT = 4030;

const LIMITS = { largest: 1024 * 1024, slowestMs: 10_000 };

/** The receiver of webhooks, at the port asked for or the usual one or the next. @throws Stop when it cannot listen. */
export async function startReceiver(
  port: number | undefined,
  options: Pick<HooksOptions, 'catalogue' | 'onEvent' | 'onRefused'>,
): Promise<Listening> {
  const { serveHooks } = await import('../hooks/serve-hooks.ts');
  const at = { what: 'the receiver', host: '127.0.0.1', port, usual: RECEIVER_PORT };
  const now = (): string => new Date().toISOString();
  return listenAt(at, (free) => serveHooks({ ...LIMITS, ...options, port: free, now }));
}
