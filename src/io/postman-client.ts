import { type DiagnosticArgs, type DiagnosticCode, diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { collectBytes } from './collect-bytes.ts';
import { describeFailure } from './describe-failure.ts';
import { askedPause, refusalIn } from './postman-answer.ts';

export interface ClientOptions {
  /** Without a path. */
  readonly base: string;
  readonly key: string;
  /** Resolves when the rate limit has room for one more request. */
  readonly permit: () => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  /** Called before a pause that a person may notice. */
  readonly onWait: (ms: number, reason: string) => void;
  /** Takes the key out of what the server says. */
  readonly redact: (text: string) => string;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with a slash; what comes from outside is encoded in it. */
  readonly path: string;
  /** For messages: `update contacts`. */
  readonly purpose: string;
  readonly body?: string;
  readonly respondAsync?: boolean;
}

/** The body of a success; undefined when the server knows no such thing. */
export type SendCall = (call: Call) => Promise<unknown>;

/** Whether a write was done is not known: its answer never came, or says that the server broke. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
}

const ANSWER_MS = 120_000;
/** The largest collection that Postman takes has 100 MB. */
const LARGEST_ANSWER = 150 * 1024 * 1024;
const TRIES = 5;
const FIRST_PAUSE_MS = 500;
/** The limit is one of a minute; who is asked to wait much longer has used up the requests of the month. */
const LONGEST_WAIT_MS = 150_000;

/**
 * Sends requests to Postman's API with the patience of a good client: 429 is sent again after the pause that the
 * server asks for, and what only reads or deletes also after a broken connection and 5xx. No redirect is followed, as
 * the key goes to one host only.
 * @throws Stop for a wrong key, a refusal or a server that is down; AnswerLost for a write that may have been done.
 */
export function postmanClient(options: ClientOptions): SendCall {
  return async (call) => {
    let waited = 0;
    for (let tries = 1; ; tries++) {
      await options.permit();
      const answer = await attempt(call, options);
      const pause = pauseBefore(answer, call, tries);
      if (pause === undefined) return outcomeOf(answer, call, options);
      waited += pause.ms;
      if (waited > LONGEST_WAIT_MS) throw stop('postman-limit', { seconds: Math.ceil(pause.ms / 1000) });
      options.onWait(pause.ms, pause.reason);
      await options.wait(pause.ms);
    }
  };
}

/** 429 was not applied, and is over when the server says so; anything else that a write meets may have been applied. */
function pauseBefore(
  answer: Answer,
  { method }: Call,
  tries: number,
): { readonly ms: number; readonly reason: string } | undefined {
  const backOff = FIRST_PAUSE_MS * 2 ** (tries - 1);
  if ('failure' in answer) {
    const ends = isWrite(method) || tries >= TRIES;
    return ends ? undefined : { ms: backOff, reason: answer.failure };
  }
  const { status, pause = backOff } = answer;
  const reason = `Postman answered ${status}`;
  if (status === 429) return { ms: Math.max(pause, FIRST_PAUSE_MS), reason };
  const ends = status < 500 || isWrite(method) || tries >= TRIES;
  return ends ? undefined : { ms: pause, reason };
}

function isWrite(method: Call['method']): boolean {
  return method === 'POST' || method === 'PUT';
}

type Answer =
  | { readonly status: number; readonly body: unknown; readonly pause: number | undefined }
  | { readonly failure: string };

async function attempt(call: Call, { base, key }: ClientOptions): Promise<Answer> {
  try {
    const response = await fetch(base + call.path, {
      method: call.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: {
        'x-api-key': key,
        accept: 'application/json',
        'user-agent': 'hoopai-postman',
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...(call.respondAsync && { prefer: 'respond-async' }),
      },
      ...(call.body !== undefined && { body: call.body }),
    });
    const bytes = response.body ? await collectBytes(response.body, LARGEST_ANSWER) : new Uint8Array();
    if (!bytes) return { failure: 'the answer is too large' };
    const body = parsed(bytes);
    return { status: response.status, body, pause: askedPause(response.headers, body, Date.now()) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return { failure: `no complete answer within ${ANSWER_MS / 1000} s` };
    return { failure: describeFailure(error) };
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

function outcomeOf(answer: Answer, call: Call, { base: url, redact }: ClientOptions): unknown {
  if ('failure' in answer) {
    if (isWrite(call.method)) throw new AnswerLost(answer.failure);
    throw stop('postman-unreachable', { url, reason: answer.failure });
  }
  const { status, body } = answer;
  if (status >= 200 && status < 300) {
    if (typeof body === 'object' && body !== null) return body;
    throw stop('postman-unreachable', { url, reason: `it answered ${status} with something else than JSON` });
  }
  if (status === 401) throw stop('postman-key-refused', {});
  const { name, message } = refusalIn(body);
  if (status === 404 || (status === 400 && /NotFound/i.test(name))) return undefined;
  if (status >= 500 && isWrite(call.method)) throw new AnswerLost(`Postman answered ${status}`);
  const reason = redact(message) || 'it does not say why';
  throw stop('postman-refused', { purpose: call.purpose, status, reason });
}

function stop<Code extends DiagnosticCode>(code: Code, args: DiagnosticArgs<Code>): Stop {
  return new Stop([diagnostic(code, args)]);
}
