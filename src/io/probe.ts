import { describeFailure } from './describe-failure.ts';

/** Undefined when something answers at the URL, whatever it says; otherwise why nothing does. */
export async function probe(url: string, timeoutMs: number): Promise<string | undefined> {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    return undefined;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return `no answer came within ${timeoutMs / 1000} s`;
    return describeFailure(error);
  }
}
