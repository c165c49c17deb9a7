import type { Item, KeyValue } from '../model/collection.ts';
import type { FaultPlace, WrongValue } from '../model/output.ts';
import type { Fault } from '../model/smoke.ts';

type Request = Item['request'];

/** The request with the fault; undefined when there is nothing in it that could be put wrong like that. */
export function putFault(request: Request, fault: Fault): Request | undefined {
  if (fault.what === 'wrong') return withWrong(request, fault);
  if (fault.what === 'without') return without(request, fault);
  return request.auth?.type === 'noauth' ? undefined : { ...request, auth: { type: 'noauth' } };
}

function without(request: Request, { in: place, name }: FaultPlace): Request | undefined {
  if (place !== 'body')
    return withEntries(request, place, (entries) => entries.filter(({ key }) => key !== name));
  return withBody(request, ({ [name]: left, ...rest }) => (left === undefined ? undefined : rest));
}

function withWrong(request: Request, { in: place, name, value }: WrongValue): Request | undefined {
  if (place === 'body') return withBody(request, (fields) => ({ ...fields, [name]: value }));
  const spoil = (entry: KeyValue): KeyValue =>
    entry.key === name ? { ...entry, value: String(value), disabled: false } : entry;
  return withEntries(request, place, (entries) => entries.map(spoil));
}

type Fields = { readonly [name: string]: unknown };

function withBody(request: Request, change: (fields: Fields) => Fields | undefined): Request | undefined {
  const { body } = request;
  if (body?.mode !== 'raw') return undefined;
  const fields = fieldsOf(body.raw);
  const changed = fields && change(fields);
  return changed && { ...request, body: { ...body, raw: JSON.stringify(changed) } };
}

function fieldsOf(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    // Not JSON any more: there is no field to change.
    return undefined;
  }
}

/** Undefined when nothing changes. */
function withEntries(
  request: Request,
  place: 'query' | 'header',
  change: (entries: readonly KeyValue[]) => readonly KeyValue[],
): Request | undefined {
  const entries = (place === 'header' ? request.header : request.url.query) ?? [];
  const changed = change(entries);
  if (JSON.stringify(changed) === JSON.stringify(entries)) return undefined;
  return {
    ...request,
    ...(place === 'header' ? { header: changed } : { url: { ...request.url, query: changed } }),
  };
}
