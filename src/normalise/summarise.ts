import type { ApiModel, Operation } from '../model/api.ts';
import type { ModuleSummary, OperationSummary } from '../model/build.ts';
import { countsWebhooks } from './counts-webhooks.ts';

/** What `list` and the end of a build say of a module: its operations, and its webhooks where they are built. */
export function summarise(api: ApiModel, asked: { readonly webhooks: boolean }): ModuleSummary {
  return {
    module: api.module,
    file: api.file,
    title: api.title,
    version: api.version,
    operations: [
      ...api.operations.map(summariseOperation),
      ...(countsWebhooks(api, asked) ? api.webhooks : []).map((webhook) => ({
        ...summariseOperation(webhook),
        webhook: true as const,
      })),
    ],
  };
}

function summariseOperation(operation: Operation): OperationSummary {
  const { key, operationId, summary, deprecated, parameters, security = [] } = operation;
  const version = parameters.find(
    ({ name, in: place }) => place === 'header' && name.toLowerCase() === 'version',
  );
  const scopes = new Set(security.flatMap(({ schemes }) => schemes.flatMap((scheme) => scheme.scopes)));
  return {
    key,
    ...(operationId === undefined ? {} : { operationId }),
    summary,
    ...(version && typeof version.example === 'string' ? { version: version.example } : {}),
    scopes: [...scopes].toSorted(),
    deprecated,
  };
}
