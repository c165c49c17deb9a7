import { createRequire } from 'node:module';
import type Converter from 'openapi-to-postmanv2';
import type { LaidOut, LaidOutHeader, LaidOutResponse } from '../model/layout.ts';
import { isObject } from '../schema/read.ts';

/** An item as openapi-to-postmanv2 makes it, as far as we read it. */
export interface RawItem extends LaidOut {
  /** First segment of the stand-in path: the operation's index. */
  readonly index: number;
}

const OPTIONS = {
  folderStrategy: 'Paths',
  requestNameSource: 'Fallback',
  parametersResolution: 'Schema',
  alwaysInheritAuthentication: true,
  includeDeprecated: true,
  includeAuthInfoInExample: false,
} as const;

/**
 * Runs openapi-to-postmanv2 over a skeleton document.
 * @throws Error with the converter's own reason when it refuses the document.
 */
export async function runConverter(document: object): Promise<readonly RawItem[]> {
  const converter = loadConverter();
  const collection = await new Promise<unknown>((resolve, reject) => {
    converter.convertV2(
      { type: 'json', data: document },
      OPTIONS,
      (error: unknown, result: ConverterResult | undefined) => {
        if (error || !result?.result)
          reject(new Error(String((error as Error | null)?.message ?? result?.reason ?? 'no reason given')));
        else resolve(result.output?.[0]?.data);
      },
    );
  });
  return [...leaves(collection)].map(readItem);
}

/**
 * Loads it on first use: it costs a quarter of a second that no other command should pay. A library in it looks for
 * a browser's `localStorage`, of which Node 25 warns on stderr: while it is loaded, in one go, there is none.
 */
function loadConverter(): typeof Converter {
  const require = createRequire(import.meta.url);
  const storage = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  if (!storage?.configurable) return require('openapi-to-postmanv2');
  Object.defineProperty(globalThis, 'localStorage', { value: undefined, configurable: true });
  try {
    return require('openapi-to-postmanv2');
  } finally {
    Object.defineProperty(globalThis, 'localStorage', storage);
  }
}

interface ConverterResult {
  readonly result: boolean;
  readonly reason?: string;
  readonly output?: readonly { readonly data: unknown }[];
}

function* leaves(node: unknown): Generator<unknown> {
  const items = field(node, 'item');
  if (!Array.isArray(items)) yield node;
  else for (const item of items) yield* leaves(item);
}

function readItem(item: unknown): RawItem {
  const request = field(item, 'request');
  const path = field(field(request, 'url'), 'path');
  const body = field(request, 'body');
  return {
    method: String(field(request, 'method')),
    index: Number(Array.isArray(path) ? path[0] : Number.NaN),
    bodyMode: optionalText(field(body, 'mode')),
    language: optionalText(field(field(field(body, 'options'), 'raw'), 'language')),
    headers: readHeaders(field(request, 'header')),
    responses: listOf(field(item, 'response')).map(readResponse),
  };
}

function readResponse(response: unknown): LaidOutResponse {
  return {
    code: Number(field(response, 'code')),
    name: optionalText(field(response, 'name')) ?? '',
    status: optionalText(field(response, 'status')) ?? '',
    preview: optionalText(field(response, '_postman_previewlanguage')) ?? 'text',
    headers: readHeaders(field(response, 'header')),
  };
}

function readHeaders(value: unknown): LaidOutHeader[] {
  return listOf(value).map((header) => ({
    key: String(field(header, 'key')),
    value: String(field(header, 'value')),
  }));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function field(node: unknown, key: string): unknown {
  return isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
