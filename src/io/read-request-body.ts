import type { IncomingMessage } from 'node:http';

export interface RequestBody {
  readonly bytes: Uint8Array;
  /** Then `bytes` is empty. */
  readonly isTooLarge: boolean;
}

/** Undefined when the client went away. What is beyond the limit is read and thrown away, so that the client can be told. */
export function readRequestBody(
  incoming: IncomingMessage,
  largest: number,
): Promise<RequestBody | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve) => {
    incoming.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= largest) chunks.push(chunk);
      else chunks.length = 0;
    });
    incoming.on('end', () => resolve({ bytes: Buffer.concat(chunks), isTooLarge: size > largest }));
    incoming.on('error', () => resolve(undefined));
    incoming.on('close', () => resolve(undefined));
  });
}
