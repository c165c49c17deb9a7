import type { EventEmitter } from 'node:events';
import type { RawExecution } from '../model/smoke.ts';
import { STOPPED } from './send-patiently.ts';

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
}

export interface RecordOptions {
  readonly cleanup: boolean;
  /** True when what begins now is not sent any more. */
  readonly isStopped: () => boolean;
  readonly traceField: string;
  /** Retries of the request that ended last. */
  readonly takeRetries: () => number;
  readonly onSent: () => void;
}

type Draft = { -readonly [Key in keyof RawExecution]: RawExecution[Key] } & {
  assertions: { name: string; error?: string }[];
};

/** Listens to a Newman run, request by request; read the result when the run is done. */
export function recordRun(run: EventEmitter, options: RecordOptions): Recording {
  const executions: Draft[] = [];
  const values = new Map<string, string>();
  const current = (): Draft | undefined => executions.at(-1);

  run.on('beforeItem', (_error: unknown, { item, cursor }: ItemEvent) => {
    executions.push({
      ...EMPTY,
      id: item.id,
      iteration: cursor.iteration ?? 0,
      cleanup: options.cleanup,
      ...(options.isStopped() ? { skipped: STOPPED } : {}),
      assertions: [],
    });
  });
  run.on('request', (error: Error | null, event: RequestEvent) => {
    const draft = current();
    if (!draft) return;
    if (error?.message === STOPPED) {
      draft.skipped = STOPPED;
      return;
    }
    Object.assign(draft, sent(event, options), error ? { error: error.message } : {});
    options.onSent();
  });
  run.on('assertion', (error: Error | null, { assertion }: { readonly assertion: string }) => {
    current()?.assertions.push({ name: assertion, ...(error ? { error: error.message } : {}) });
  });
  run.on('script', (error: Error | null, { execution }: ScriptDone) => {
    const draft = current();
    if (error && draft) draft.error = `the script stopped: ${error.message}`;
    const left = execution?.collectionVariables?.toObject();
    if (!left) return;
    values.clear();
    for (const [key, value] of Object.entries(left)) values.set(key, String(value));
  });
  run.on('exception', (_error: unknown, { error }: { readonly error?: Error }) => {
    const draft = current();
    if (error && draft) draft.error = `the script stopped: ${error.message}`;
  });
  return { executions, values };
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
