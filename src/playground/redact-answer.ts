import { redactor } from '../report/redact.ts';
import { isPublicName, isSecretName } from '../secrets/secret-name.ts';

interface Answer {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** What is shorter may be a word that stands elsewhere too. */
const SHORTEST = 12;

/**
 * An answer without what the target echoes of our secrets, in whatever form; of a live target also without the tokens
 * that it gives: fields of JSON whose name says so.
 */
export function redactAnswer<const A extends Answer>(
  answer: A,
  secrets: readonly string[],
  kind: 'mock' | 'live',
): A {
  if (kind === 'mock') return answer;
  const { text, encoding } = decoded(answer.body);
  const redact = redactor([...secrets, ...secretsGiven(text)]);
  const shown = redact(text);
  return {
    ...answer,
    headers: answer.headers.map(([name, value]) => [name, redact(value)] as const),
    body: shown === text ? answer.body : Buffer.from(shown, encoding),
  };
}

/** Text, or bytes of which each stands for itself. */
function decoded(body: Uint8Array): { readonly text: string; readonly encoding: 'utf8' | 'latin1' } {
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body),
      encoding: 'utf8',
    };
  } catch {
    return { text: Buffer.from(body).toString('latin1'), encoding: 'latin1' };
  }
}

function secretsGiven(text: string): readonly string[] {
  const given: string[] = [];
  const waiting: unknown[] = [parsed(text)];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') waiting.push(inner);
      else if (inner.length >= SHORTEST && isSecretName(name) && !isPublicName(name)) given.push(inner);
    }
  }
  return given;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
