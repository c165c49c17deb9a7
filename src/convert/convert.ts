import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { stableId } from '../ids/stable-id.ts';
import type { ApiModel, Operation } from '../model/api.ts';
import type { Bundle, BundledRequest } from '../model/bundle.ts';
import type { Body, Item, SavedExample } from '../model/collection.ts';
import { exampleCodes } from '../postman/example-codes.ts';
import { isWebhook } from '../postman/is-webhook.ts';
import { type LaidOut, layOut } from './lay-out.ts';
import type { RawItem, RawResponse } from './run-converter.ts';
import { type Layout, requestLayout, responseLayout } from './skeleton.ts';

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
  const layouts = operations.map(layoutsOf);
  let laidOut: LaidOut;
  try {
    laidOut = await layOut(layouts.flatMap(({ request, responses }) => [request, ...responses]));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      value: undefined,
      diagnostics: [diagnostic('conversion-failed', { reason }, { file: api.file })],
    };
  }
  return link(api, layouts, laidOut);
}

interface Layouts {
  readonly operation: Operation;
  readonly request: Layout;
  readonly responses: readonly Layout[];
}

function layoutsOf(operation: Operation): Layouts {
  const codes = exampleCodes(operation.responses);
  return {
    operation,
    request: requestLayout(operation, codes),
    responses: operation.responses.map((response) => responseLayout(response, codes.get(response) ?? 0)),
  };
}

function link(api: ApiModel, layouts: readonly Layouts[], laidOut: LaidOut): Outcome<Bundle | undefined> {
  const requests: BundledRequest[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { operation, request, responses } of layouts) {
    const matches = laidOut(request);
    const [item] = matches;
    const examples = responses.flatMap((layout) => laidOut(layout)[0]?.responses ?? []);
    if (item && matches.length === 1 && examples.length === responses.length)
      requests.push({
        operation,
        item: itemOf(api.module, operation, item, examples),
        notes: [],
        details: '',
      });
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

function itemOf(module: string, operation: Operation, raw: RawItem, examples: readonly RawResponse[]): Item {
  const path = isWebhook({ operation }) ? `webhook ${operation.path}` : operation.path;
  const id = (...parts: readonly string[]): string => stableId(module, operation.method, path, ...parts);
  const request = {
    method: operation.method,
    header: raw.headers,
    ...(raw.bodyMode === undefined ? {} : { body: bodyOf(raw) }),
    url: { raw: '', host: [], path: [] },
  };
  const response = examples.map(
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
