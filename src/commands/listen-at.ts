import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';

export interface Listening {
  /** What listens: `the mock`. */
  readonly what: string;
  readonly host: string;
  /** As asked for; undefined: the usual one, or the next that is free. */
  readonly port: number | undefined;
  readonly usual: number;
}

/** The port of a flag; undefined when none was asked for. @throws Stop when it is no port. */
export function askedPort(port: number | undefined): number | undefined {
  if (port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65_535)) return port;
  throw usage('flag --port: expected a number from 0 to 65535');
}

/** Ports after the usual one that are tried. */
const OTHERS = 20;

/** Starts what listens at a port. @throws Stop when it cannot, naming the port. */
export async function listenAt<T>(
  { what, host, port, usual }: Listening,
  start: (port: number) => Promise<T>,
): Promise<T> {
  const last = port ?? usual + OTHERS;
  for (let candidate = port ?? usual; ; candidate++) {
    try {
      return await start(candidate);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (code === 'EADDRINUSE' && candidate < last) continue;
      const reason = REASONS[code];
      if (reason === undefined) throw error;
      throw usage(`${what} cannot listen at ${host} port ${candidate}: ${reason}`);
    }
  }
}

const REASONS: { readonly [code: string]: string } = {
  EADDRINUSE: 'the port is taken; leave --port out for a free one',
  EACCES: 'this port needs more rights; choose one above 1023',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such address',
  EAI_AGAIN: 'there is no such address',
};

function usage(reason: string): Stop {
  return new Stop([diagnostic('usage-invalid', { reason })]);
}
