import type { Folder, Item } from '../../../src/model/collection.ts';
import { COLLECTION_SCHEMA } from '../../../src/model/collection.ts';
import type { ManifestLink, ManifestRequest } from '../../../src/model/output.ts';
import type { JobSettings, ModulePlan, OperationKind } from '../../../src/model/smoke.ts';
import { type BuiltModule, outlineModule } from '../../../src/smoke/outline-module.ts';
import { type PlanOptions, planRun } from '../../../src/smoke/plan-run.ts';

export interface Wanted {
  readonly kind: OperationKind;
  readonly body?: unknown;
  readonly query?: { readonly [name: string]: string };
  readonly header?: readonly { readonly key: string; readonly value: string }[];
  /** A folder of the collection; absent: its root. */
  readonly folder?: string;
  readonly statuses?: readonly string[];
  readonly required?: ManifestRequest['required'];
  readonly wrong?: ManifestRequest['wrong'];
}

/** A module with an operation for each key; `:contactId` in its path holds `{{contact_id}}`. */
export function builtModule(
  operations: { readonly [key: string]: Wanted },
  links: readonly (Pick<ManifestLink, 'variable' | 'producer'> & { readonly creates?: boolean })[] = [],
): BuiltModule {
  const entries = Object.entries(operations).map(([key, wanted]) => ({
    wanted,
    item: itemOf(key, wanted),
    key,
  }));
  const names = new Set(
    [...JSON.stringify(entries.map(({ item }) => item)).matchAll(/\{\{(\w+)\}\}/g)].map(
      ([, name = '']) => name,
    ),
  );
  const folders = [...new Set(entries.map(({ wanted }) => wanted.folder ?? ''))];
  return {
    module: 'pets',
    file: 'pets.postman_collection.json',
    collection: {
      info: { _postman_id: 'c', name: 'Pets', description: '', schema: COLLECTION_SCHEMA },
      item: folders.flatMap((name): readonly (Folder | Item)[] => {
        const held = entries.filter(({ wanted }) => (wanted.folder ?? '') === name);
        const item = held.map((entry) => entry.item);
        return name === '' ? item : [{ id: name, name, description: '', item }];
      }),
      auth: { type: 'noauth' },
      variable: [...names]
        .filter((name) => name !== 'location_id')
        .map((key) => ({ key, value: 'example', type: 'string' })),
    },
    manifest: {
      title: 'Pets',
      unset: [],
      links: links.map((link) => ({ creates: false, at: '/id', reason: '', ...link })),
      requests: Object.fromEntries(
        entries.map(({ key, wanted: { kind, required = [], wrong = [], statuses = ['200'] } }) => [
          key,
          { id: `id ${key}`, kind, required, wrong, statuses, weak: [] },
        ]),
      ),
    },
  };
}

function itemOf(key: string, { body, query = {}, header = [] }: Wanted): Item {
  const [method = '', path = ''] = key.split(' ');
  const segments = path.split('/').slice(1);
  const names = segments.filter((segment) => segment.startsWith(':')).map((segment) => segment.slice(1));
  return {
    id: `id ${key}`,
    name: `Do ${key}`,
    request: {
      method,
      header,
      ...(body === undefined ? {} : { body: { mode: 'raw', raw: JSON.stringify(body) } }),
      url: {
        raw: `{{base_url}}${path}`,
        host: ['{{base_url}}'],
        path: segments,
        query: Object.entries(query).map(([name, value]) => ({ key: name, value })),
        variable: names.map((name) => ({ key: name, value: `{{${snake(name)}}}` })),
      },
    },
    response: [
      {
        id: 'r',
        name: 'saved',
        originalRequest: { method, header: [], url: { raw: '', host: [], path: [] } },
        status: 'OK',
        code: 200,
        _postman_previewlanguage: 'json',
        header: [],
        cookie: [],
        body: '{}',
      },
    ],
  };
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export const ON_MOCK: PlanOptions = {
  mode: 'write',
  target: { kind: 'mock', name: 'mock', baseUrl: '' },
  given: new Set(),
  grep: '',
  folder: '',
};

export const LIVE: PlanOptions = {
  ...ON_MOCK,
  mode: 'read',
  target: { kind: 'live', name: 'production', baseUrl: 'https://api.example' },
};

export const SETTINGS: JobSettings = {
  timeoutMs: 1,
  bail: false,
  iterations: 1,
  data: [],
  retries: 0,
  longestPauseMs: 0,
  limited: false,
  forgetExamples: false,
  traceField: '',
  negativeTest: 'const spec = {} /* spec */;\nthe rest',
  uploads: '/tmp/run',
};

/** The plan of one module. */
export function planOf(module: BuiltModule, options: PlanOptions): ModulePlan {
  const [plan] = planRun([outlineModule(module)], options).modules;
  if (!plan) throw new Error('The plan has no module.');
  return plan;
}

export function sentKeys({ steps }: ModulePlan): readonly string[] {
  return steps.map(({ key }) => key);
}
