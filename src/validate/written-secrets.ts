import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Bundle, BundledRequest } from '../model/bundle.ts';
import type { Json } from '../model/json.ts';
import { type Finding, findSecrets } from '../secrets/find-secrets.ts';

/**
 * What looks like a secret in the collection as it will be written. The spec brought it, so that it is told rather
 * than refused; but tokens after `Bearer` were taken out of all that is sent and answered, and one that is left is a
 * fault of ours. One diagnostic for each secret of a request, however many saved examples repeat it.
 */
export function writtenSecrets({
  api,
  description,
  variables,
  events,
  folders,
  requests,
}: Bundle): Diagnostic[] {
  const around: unknown = { description, variable: variables, event: events, item: folders };
  const items: unknown = requests.map(({ item }) => item);
  const found = [
    ...findSecrets(around as Json).map((finding) => toDiagnostic(finding, undefined, api.file)),
    ...findSecrets(items as Json).map(({ pointer, ...finding }) => {
      const [, index = '', place = ''] = /^\/(\d+)(.*)$/.exec(pointer) ?? [];
      return toDiagnostic({ ...finding, pointer: place }, requests[Number(index)], api.file);
    }),
  ];
  const told = new Set<string>();
  return found.filter((one) => {
    const key = `${one.where?.pointer} ${one.code === 'secret-found' ? one.args.kind + one.args.excerpt : one.code}`;
    return !told.has(key) && told.add(key);
  });
}

function toDiagnostic(
  { pointer, kind, excerpt }: Finding,
  request: BundledRequest | undefined,
  file: string,
): Diagnostic {
  const where = request ? { file, pointer: request.operation.pointer } : { file };
  const place = placeOf(pointer);
  if (excerpt.startsWith('Bearer ') && request && PLACES_WITHOUT_TOKENS.includes(place))
    // The detail does not quote it: that goes into a bug report.
    return diagnostic(
      'invariant-broken',
      { rule: 'credentials', detail: `a bearer token stands in ${place}` },
      where,
    );
  return diagnostic('secret-found', { place, kind, excerpt }, where);
}

const PLACES_WITHOUT_TOKENS = ['the request', 'a saved example'];

/** For a person, who may not have the collection before them. */
function placeOf(pointer: string): string {
  if (/\/(description|name)$/.test(pointer)) return 'a description';
  if (pointer.startsWith('/response/')) return 'a saved example';
  if (pointer.startsWith('/event/')) return 'a script';
  return pointer.startsWith('/variable/') ? 'a variable' : 'the request';
}
