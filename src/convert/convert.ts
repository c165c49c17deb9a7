import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { stableId } from '../ids/stable-id.ts';
import type { ApiModel, Operation } from '../model/api.ts';
import type { Bundle, BundledRequest } from '../model/bundle.ts';
import type { Body, Item, SavedExample } from '../model/collection.ts';
import { type RawItem, type RawResponse, runConverter } from './run-converter.ts';
import { type Layout, layoutOf, skeletonOf } from './skeleton.ts';

/** The converter's work on one document grows faster than its size. */
const LAYOUTS_A_RUN = 400;

export interface ConvertOptions {
  /** Adds the 3.1 `webhooks`. */
  readonly webhooks: boolean;
}

/**
 * One request for each operation, laid out by openapi-to-postmanv2 and linked to its operation; ids assigned,
 * values still empty. Operations of one layout are laid out once. An operation that does not come out exactly once
 * is an error: nothing vanishes.
 */
export async function convert(api: ApiModel, options: ConvertOptions): Promise<Outcome<Bundle | undefined>> {
  const operations = options.webhooks ? [...api.operations, ...api.webhooks] : api.operations;
  const layouts = new Map<string, Layout>();
  const keys = operations.map((operation) => {
    const layout = layoutOf(operation);
    const key = JSON.stringify(layout);
    layouts.set(key, layout);
    return key;
  });
  const items = await itemsOf(layouts, api.file);
  if (!items.value) return { value: undefined, diagnostics: items.diagnostics };
  return link(api, operations, (index) => items.value?.get(keys[index] ?? '') ?? []);
}

/** What the converter makes of each layout, by the layout's key: one item where all is well. */
async function itemsOf(
  layouts: ReadonlyMap<string, Layout>,
  file: string,
): Promise<Outcome<ReadonlyMap<string, readonly RawItem[]> | undefined>> {
  const entries = [...layouts];
  const found = new Map<string, RawItem[]>();
  for (let start = 0; start < entries.length; start += LAYOUTS_A_RUN) {
    const part = entries.slice(start, start + LAYOUTS_A_RUN);
    let items: readonly RawItem[];
    try {
      items = await runConverter(skeletonOf(part.map(([, layout]) => layout)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { value: undefined, diagnostics: [diagnostic('conversion-failed', { reason }, { file })] };
    }
    for (const item of items) {
      const [key, layout] = part[item.index] ?? [];
      if (key === undefined || layout?.method !== item.method) continue;
      found.set(key, [...(found.get(key) ?? []), item]);
    }
  }
  return { value: found, diagnostics: [] };
}

function link(
  api: ApiModel,
  operations: readonly Operation[],
  itemsOfOperation: (index: number) => readonly RawItem[],
): Outcome<Bundle | undefined> {
  const requests: BundledRequest[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, operation] of operations.entries()) {
    const matches = itemsOfOperation(index);
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
  return { value: diagnostics.length > 0 ? undefined : bundleOf(api, requests), diagnostics };
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
