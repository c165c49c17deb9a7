import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Also ends what is under way. */
  readonly close: () => Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Lets a server listen for this machine only. `port` 0: one that is free.
 * @throws the error of `listen` (its `code` is `EADDRINUSE` when the port is taken).
 */
export async function listenOnLoopback(server: Server, port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: HOST, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const given = (server.address() as AddressInfo).port;
  return {
    url: `http://${HOST}:${given}`,
    port: given,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
