import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { at } from '../diagnostics/pointer.ts';
import type { Bundle, BundledRequest } from '../model/bundle.ts';
import type { ManifestFile, ManifestModule, ManifestRequest } from '../model/output.ts';
import { isWebhook } from '../postman/is-webhook.ts';
import { requestFaults } from './request-faults.ts';
import { sealEntry } from './seal-entry.ts';

export interface EntryOptions {
  readonly found: readonly Diagnostic[];
  /** Variables that a person need not set. */
  readonly given: ReadonlySet<string>;
  /** What else was built from, for `ManifestModule.inputs`. */
  readonly settings: string;
}

/** What the manifest says of a module that was built. */
export function manifestModule(
  { api, links, requests }: Bundle,
  file: ManifestFile,
  { found, given, settings }: EntryOptions,
): ManifestModule {
  const counts = new Map<string, number>();
  for (const { code } of found) counts.set(code, (counts.get(code) ?? 0) + 1);
  const webhooks = requests.filter(isWebhook);
  const entry = {
    ...file,
    title: api.title,
    specHash: api.specHash,
    references: api.references ?? [],
    inputs: '',
    server: webServer(api.servers),
    operations: api.operations.length,
    unset: links
      .filter(({ variable, sources }) => sources.length === 0 && !given.has(variable))
      .map(({ variable, description, example, wantedBy }) => ({
        name: variable,
        description,
        example,
        wantedBy,
      })),
    links: links.flatMap(({ variable, sources }) =>
      sources.map(({ producer, path, creates, reason }) => ({
        variable,
        producer,
        at: at('', ...path),
        creates,
        reason,
      })),
    ),
    requests: Object.fromEntries(
      requests.filter((request) => !isWebhook(request)).map((request) => manifestRequest(request, api)),
    ),
    ...(webhooks.length > 0 && {
      webhooks: Object.fromEntries(webhooks.map(({ operation, item }) => [operation.key, item.id])),
    }),
    diagnostics: Object.fromEntries([...counts].toSorted(byName)),
  };
  return api.references ? { ...entry, inputs: sealEntry(entry, settings) } : entry;
}

function webServer(servers: Bundle['api']['servers']): string {
  return servers.find(({ url }) => /^https?:\/\//.test(url))?.url.replace(/\/+$/, '') ?? '';
}

function manifestRequest(request: BundledRequest, api: Bundle['api']): [string, ManifestRequest] {
  const { operation, item, kind, weak } = request;
  return [
    operation.key,
    {
      id: item.id,
      kind: kind ?? 'action',
      ...requestFaults(request, api),
      statuses: operation.responses.map(({ status }) => status),
      weak: weak ?? [],
    },
  ];
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
