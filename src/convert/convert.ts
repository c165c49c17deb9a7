import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { stableId } from '../ids/stable-id.ts';
import type { ApiModel, Operation } from '../model/api.ts';
import type { Bundle, BundledRequest } from '../model/bundle.ts';
import type { Body, Item, SavedExample } from '../model/collection.ts';
import { type RawItem, type RawResponse, runConverter } from './run-converter.ts';
import { skeletonOf } from './skeleton.ts';

/** The converter's work on one document grows faster than its size. */
const OPERATIONS_A_RUN = 400;

export interface ConvertOptions {
  /** Adds the 3.1 `webhooks`. */
  readonly webhooks: boolean;
}

/**
 * One request for each operation, laid out by openapi-to-postmanv2 and linked to its operation; ids assigned,
 * values still empty. An operation that does not come out exactly once is an error: nothing vanishes.
 */
export async function convert(api: ApiModel, options: ConvertOptions): Promise<Outcome<Bundle | undefined>> {
  const operations = options.webhooks ? [...api.operations, ...api.webhooks] : api.operations;
  const requests: BundledRequest[] = [];
  const diagnostics: Diagnostic[] = [];
  for (let start = 0; start < operations.length; start += OPERATIONS_A_RUN) {
    const part = operations.slice(start, start + OPERATIONS_A_RUN);
    const linked = await convertPart(api, part);
    requests.push(...linked.value);
    diagnostics.push(...linked.diagnostics);
  }
  return { value: diagnostics.length > 0 ? undefined : bundleOf(api, requests), diagnostics };
}

async function convertPart(
  api: ApiModel,
  operations: readonly Operation[],
): Promise<Outcome<readonly BundledRequest[]>> {
  let items: readonly RawItem[];
  try {
    items = await runConverter(skeletonOf(api, operations));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { value: [], diagnostics: [diagnostic('conversion-failed', { reason }, { file: api.file })] };
  }
  return link(api, operations, items);
}

function link(
  api: ApiModel,
  operations: readonly Operation[],
  items: readonly RawItem[],
): Outcome<readonly BundledRequest[]> {
  const requests: BundledRequest[] = [];
  const diagnostics: Diagnostic[] = [];
  const byKey = new Map<string, RawItem[]>();
  for (const item of items) {
    const key = `${item.method} ${item.index}`;
    byKey.set(key, [...(byKey.get(key) ?? []), item]);
  }
  for (const [index, operation] of operations.entries()) {
    const matches = byKey.get(`${operation.method} ${index}`) ?? [];
    const [item] = matches;
    if (item && matches.length === 1)
      requests.push({ operation, item: itemOf(api.module, operation, item), notes: [], details: '' });
    else
      diagnostics.push(
        diagnostic(
          'operation-not-converted',
          { key: operation.key, matches: matches.length },
          { file: api.file, pointer: operation.pointer },
        ),
      );
  }
  return { value: requests, diagnostics };
}

function itemOf(module: string, operation: Operation, raw: RawItem): Item {
  const path = operation.pointer.startsWith('/webhooks/') ? `webhook ${operation.path}` : operation.path;
  const id = (...parts: readonly string[]): string => stableId(module, operation.method, path, ...parts);
  const request = {
    method: operation.method,
    header: raw.headers,
    ...(raw.bodyMode === undefined ? {} : { body: bodyOf(raw) }),
    url: { raw: '', host: [], path: [] },
  };
  const response = raw.responses.map(
    (response): SavedExample => savedExample(response, id('example', String(response.code)), request),
  );
  return { id: id(), name: operation.key, request, response };
}

function bodyOf(raw: RawItem): Body {
  if (raw.bodyMode === 'urlencoded') return { mode: 'urlencoded', urlencoded: [] };
  if (raw.bodyMode === 'formdata') return { mode: 'formdata', formdata: [] };
  return {
    mode: 'raw',
    raw: '',
    ...(raw.language === undefined ? {} : { options: { raw: { language: raw.language } } }),
  };
}

function savedExample(raw: RawResponse, id: string, originalRequest: Item['request']): SavedExample {
  return {
    id,
    name: raw.name,
    originalRequest,
    status: raw.status,
    code: raw.code,
    _postman_previewlanguage: raw.preview,
    header: raw.headers,
    cookie: [],
    body: '',
  };
}

function bundleOf(api: ApiModel, requests: readonly BundledRequest[]): Bundle {
  return {
    api,
    id: stableId(api.module),
    name: api.title,
    description: '',
    auth: { type: 'noauth' },
    variables: [],
    credentials: [],
    folders: [],
    requests,
    links: [],
    events: [],
  };
}
