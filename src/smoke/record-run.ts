import type { EventEmitter } from 'node:events';
import type { RawExecution } from '../model/smoke.ts';
import { CUT_OFF, STOPPED } from './send-patiently.ts';

/** The parts of Newman's events that are read here. */
interface ItemEvent {
  readonly item: { readonly id: string };
  readonly cursor: { readonly iteration?: number };
}

interface RequestEvent extends ItemEvent {
  readonly request: {
    readonly method: string;
    readonly url: { toString(): string };
    readonly headers: { all(): readonly { key: string; value: string; disabled?: boolean }[] };
    readonly body?: { readonly mode: string; toString(): string };
  };
  readonly response?: {
    readonly code: number;
    readonly status: string;
    readonly responseTime: number;
    readonly headers: { get(name: string): string | undefined };
    size(): { readonly total: number };
    text(): string;
  };
}

interface ScriptDone extends ItemEvent {
  /** The variables as the script left them. */
  readonly execution?: {
    readonly collectionVariables?: { toObject(): { readonly [name: string]: unknown } };
  };
}

export interface Recording {
  readonly executions: readonly RawExecution[];
  /** The collection's variables as the last script left them. */
  readonly values: ReadonlyMap<string, string>;
  /** The request that is about to be sent, or waits for its answer. */
  readonly sending: () => RawExecution | undefined;
  /** Tells of a request that the run broke off in. */
  readonly close: () => void;
}

export interface RecordOptions {
  readonly cleanup: boolean;
  /** True when what begins now is not sent any more. */
  readonly isStopped: () => boolean;
  readonly traceField: string;
  /** Retries of the request that ended last. */
  readonly takeRetries: () => number;
  /** An answer came, or will not come. */
  readonly onSent: () => void;
  /** The request and its scripts are done. */
  readonly onEnded: (execution: RawExecution) => void;
  readonly onValues: (values: ReadonlyMap<string, string>) => void;
}

type Draft = { -readonly [Key in keyof RawExecution]: RawExecution[Key] } & {
  assertions: { name: string; error?: string }[];
};

/** Listens to a Newman run, request by request; read the result when the run is done. */
export function recordRun(run: EventEmitter, options: RecordOptions): Recording {
  const executions: Draft[] = [];
  const values = new Map<string, string>();
  let open: Draft | undefined;
  let sending: RawExecution | undefined;
  const close = (): void => {
    if (open) options.onEnded(hasPassed(open) ? lean(open) : open);
    open = undefined;
    sending = undefined;
  };

  run.on('beforeItem', (_error: unknown, { item, cursor }: ItemEvent) => {
    open = {
      ...EMPTY,
      id: item.id,
      iteration: cursor.iteration ?? 0,
      cleanup: options.cleanup,
      ...(options.isStopped() ? { skipped: STOPPED } : {}),
      assertions: [],
    };
    executions.push(open);
  });
  run.on('beforeRequest', (_error: unknown, { request }: RequestEvent) => {
    if (open) sending = { ...open, method: request.method, url: request.url.toString() };
  });
  run.on('request', (error: Error | null, event: RequestEvent) => {
    sending = undefined;
    if (!open) return;
    if (error && [STOPPED, CUT_OFF].includes(error.message)) {
      open.skipped = error.message;
      return;
    }
    Object.assign(open, sent(event, options), error ? { error: error.message } : {});
    options.onSent();
  });
  run.on('assertion', (error: Error | null, { assertion }: { readonly assertion: string }) => {
    // Without a response there is nothing that an assertion could be about.
    if (open?.status === undefined) return;
    open.assertions.push({ name: assertion, ...(error ? { error: error.message } : {}) });
  });
  run.on('script', (error: Error | null, { execution }: ScriptDone) => {
    if (open) noteBreak(open, error);
    const left = execution?.collectionVariables?.toObject();
    if (left && replaceAll(values, left)) options.onValues(values);
  });
  run.on('exception', (_error: unknown, { error }: { readonly error?: Error }) => {
    if (open) noteBreak(open, error);
  });
  run.on('item', close);
  return { executions, values, sending: () => sending, close };
}

function hasPassed({ error, status, assertions }: RawExecution): boolean {
  return error === undefined && status !== undefined && assertions.every((one) => one.error === undefined);
}

/** What was sent is told of a failure only; a run of many modules would keep all of it otherwise. */
function lean({ body: _body, ...execution }: RawExecution): RawExecution {
  return { ...execution, headers: [] };
}

/** With `bail`, a failed assertion is told as an error of its script once more; without a response, scripts mean nothing. */
function noteBreak(draft: Draft, error: Error | null | undefined): void {
  if (!error || draft.skipped !== undefined || (draft.method !== '' && draft.status === undefined)) return;
  if (error.name === 'AssertionFailure') return;
  draft.error = `the script stopped: ${error.message}`;
}

/** True when that changed anything. */
function replaceAll(values: Map<string, string>, left: { readonly [name: string]: unknown }): boolean {
  const entries = Object.entries(left).map(([key, value]) => [key, String(value)] as const);
  if (entries.length === values.size && entries.every(([key, value]) => values.get(key) === value))
    return false;
  values.clear();
  for (const [key, value] of entries) values.set(key, value);
  return true;
}

const EMPTY = { method: '', url: '', headers: [], durationMs: 0, bytes: 0, retries: 0 };

function sent(
  { request, response }: RequestEvent,
  { traceField, takeRetries }: RecordOptions,
): Partial<RawExecution> {
  const body =
    request.body && ['raw', 'urlencoded'].includes(request.body.mode) ? request.body.toString() : undefined;
  const traceId = response && traceOf(response, traceField);
  return {
    method: request.method,
    url: request.url.toString(),
    headers: request.headers
      .all()
      .filter(({ disabled }) => !disabled)
      .map(({ key, value }) => ({ key, value })),
    ...(body === undefined ? {} : { body }),
    retries: takeRetries(),
    ...(response
      ? {
          status: response.code,
          reason: response.status,
          durationMs: response.responseTime,
          bytes: response.size().total,
        }
      : {}),
    ...(traceId === undefined ? {} : { traceId }),
  };
}

function traceOf(response: NonNullable<RequestEvent['response']>, field: string): string | undefined {
  if (field === '') return undefined;
  const header = response.headers.get(field);
  if (header) return header;
  try {
    const body: unknown = JSON.parse(response.text());
    const found =
      typeof body === 'object' && body !== null
        ? (body as { readonly [key: string]: unknown })[field]
        : undefined;
    return typeof found === 'string' ? found : undefined;
  } catch {
    // No JSON, so no field either.
    return undefined;
  }
}
