/** Why a JSON value is no collection that can be read, in words; undefined when it is one of version 2.1. */
export function collectionFault(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return 'it is no Postman collection';
  if ('collection' in json) return 'the collection is wrapped in a field `collection`, as the API gives it';
  if ('requests' in json) return 'it is a collection of version 1; export it as v2.1';
  const { info, item } = json as { readonly info?: { readonly schema?: unknown }; readonly item?: unknown };
  if (!Array.isArray(item)) return 'it is no Postman collection';
  const schema = String(info?.schema ?? '');
  return /\/v2\.0\.\d+\//.test(schema) ? 'it is a collection of version 2.0; export it as v2.1' : undefined;
}
