import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { stableId } from '../ids/stable-id.ts';
import type { ApiModel, Operation } from '../model/api.ts';
import type { Bundle, BundledRequest } from '../model/bundle.ts';
import type { Body, Item, SavedExample } from '../model/collection.ts';
import type { LaidOut, LaidOutResponse, LayOut, Layout } from '../model/layout.ts';
import { exampleCodes } from '../postman/example-codes.ts';
import { isWebhook } from '../postman/is-webhook.ts';
import { layOutOnce } from './lay-out.ts';
import { acceptLayouts, requestLayout, responseLayout } from './skeleton.ts';

export interface ConvertOptions {
  /** Adds the 3.1 `webhooks`. */
  readonly webhooks: boolean;
  /** Absent: each layout is converted. */
  readonly layOut?: LayOut;
}

/**
 * One request for each operation, laid out by openapi-to-postmanv2 and linked to its operation; ids assigned,
 * values still empty. An operation that does not come out exactly once is an error: nothing vanishes.
 */
export async function convert(
  api: ApiModel,
  { webhooks, layOut = layOutOnce(new Map()) }: ConvertOptions,
): Promise<Outcome<Bundle | undefined>> {
  const operations = webhooks ? [...api.operations, ...api.webhooks] : api.operations;
  const layouts = operations.map(layoutsOf);
  const asked = layouts.flatMap(({ request, accept, responses }) => [request, ...accept, ...responses]);
  try {
    const laidOut = await layOut(new Map(asked.map((layout) => [keyOf(layout), layout])));
    return link(api, layouts, (layout) => laidOut.get(keyOf(layout)) ?? []);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      value: undefined,
      diagnostics: [diagnostic('conversion-failed', { reason }, { file: api.file })],
    };
  }
}

interface Layouts {
  readonly operation: Operation;
  readonly request: Layout;
  /** One, or none: what the request accepts. */
  readonly accept: readonly Layout[];
  readonly responses: readonly Layout[];
}

function layoutsOf(operation: Operation): Layouts {
  const codes = exampleCodes(operation.responses);
  return {
    operation,
    request: requestLayout(operation),
    accept: acceptLayouts(operation, codes),
    responses: operation.responses.map((response) => responseLayout(response, codes.get(response) ?? 0)),
  };
}

function keyOf({ method, body, code, type }: Layout): string {
  return JSON.stringify([method, body, code, type]);
}

function link(
  api: ApiModel,
  layouts: readonly Layouts[],
  laidOut: (layout: Layout) => readonly LaidOut[],
): Outcome<Bundle | undefined> {
  const requests: BundledRequest[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { operation, request, accept, responses } of layouts) {
    const matches = laidOut(request);
    const [item] = matches;
    const accepting = accept.flatMap((layout) => laidOut(layout)[0] ?? []);
    const examples = responses.flatMap((layout) => laidOut(layout)[0]?.responses ?? []);
    const isWhole = accepting.length === accept.length && examples.length === responses.length;
    if (item && matches.length === 1 && isWhole) {
      const headers = [item, ...accepting].flatMap((one) => one.headers);
      requests.push({
        operation,
        item: itemOf(api.module, operation, { ...item, headers }, examples),
        notes: [],
        details: '',
      });
    } else
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

function itemOf(
  module: string,
  operation: Operation,
  raw: LaidOut,
  examples: readonly LaidOutResponse[],
): Item {
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

function bodyOf(raw: LaidOut): Body {
  if (raw.bodyMode === 'urlencoded') return { mode: 'urlencoded', urlencoded: [] };
  if (raw.bodyMode === 'formdata') return { mode: 'formdata', formdata: [] };
  return {
    mode: 'raw',
    raw: '',
    ...(raw.language === undefined ? {} : { options: { raw: { language: raw.language } } }),
  };
}

function savedExample(raw: LaidOutResponse, id: string, originalRequest: Item['request']): SavedExample {
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
